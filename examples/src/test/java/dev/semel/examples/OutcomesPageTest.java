// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about outcomes and effects shows code that compiles and is tested. */
class OutcomesPageTest {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java$(.*?)^```$");

    @Test
    void itsCodeIsFromTheExamples() throws IOException {
        String page = Files.readString(Path.of("../docs/reference/outcomes-and-effects.md"));
        List<String> blocks =
                BLOCK.matcher(page).results().map(found -> found.group(1)).toList();
        assertThat(blocks).hasSizeGreaterThan(5);

        String examples = withoutSpace(examples());
        assertThat(blocks).allSatisfy(block -> assertThat(examples).contains(withoutSpace(block)));
    }

    private static String examples() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(Files::isRegularFile)
                    .map(OutcomesPageTest::read)
                    .collect(Collectors.joining());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }

    private static String withoutSpace(String code) {
        return code.replaceAll("\\s", "");
    }
}
