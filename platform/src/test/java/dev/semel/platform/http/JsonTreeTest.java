// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Documents of requests. */
class JsonTreeTest {

    private static final int LENGTH = 21_000_000;

    /** Jackson's own limit refused a function's zip of 15 MiB and more as no JSON. */
    @Test
    void theTextOfALargeZipIsRead() {
        String document = "{\"ZipFile\":\"" + "A".repeat(LENGTH) + "\"}";
        String zip = JsonTree.parse(document.getBytes(StandardCharsets.ISO_8859_1))
                .path("ZipFile")
                .asText();
        assertThat(zip.length()).isEqualTo(LENGTH);
    }
}
