// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.infrastructure.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.assertions.Template;

/** The committed template of the reference architecture is what its stack synthesises. */
class ShopStackTest {

    private static final Path COMMITTED = Path.of("../../../examples/reference/template.json");

    @Test
    void theTemplateIsCommitted() throws IOException {
        String synthesised = new ObjectMapper()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                        .writeValueAsString(
                                Template.fromStack(new ShopStack(new App(), "Shop")).toJSON())
                + "\n";
        if (Boolean.getBoolean("write")) {
            Files.writeString(COMMITTED, synthesised);
        }
        assertThat(synthesised).isEqualTo(Files.readString(COMMITTED));
    }
}
