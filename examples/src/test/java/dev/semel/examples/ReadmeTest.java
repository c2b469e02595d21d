// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code of the README compiles and is tested. */
class ReadmeTest {

    private static final Path EXAMPLE = Path.of("src/main/java/dev/semel/examples/ReadmeExample.java");
    private static final Path README = Path.of("../README.md");

    @Test
    void theExampleOfTheReadmeIsTheTestedOne() throws IOException {
        String snippet = snippet();
        assertThat(snippet).isNotBlank();
        assertThat(fencedExample())
                .as("the first java block of README.md, compared with readme:begin to readme:end in "
                        + EXAMPLE.getFileName())
                .isEqualTo(snippet);
    }

    private static String snippet() throws IOException {
        List<String> lines = Files.readAllLines(EXAMPLE);
        List<String> marked = lines.subList(indexOf(lines, "// readme:begin") + 1, indexOf(lines, "// readme:end"));
        return String.join("\n", marked).stripIndent();
    }

    private static String fencedExample() throws IOException {
        List<String> readme = Files.readAllLines(README);
        List<String> code = readme.subList(indexOf(readme, "```java") + 1, readme.size());
        return String.join("\n", code.subList(0, indexOf(code, "```")));
    }

    private static int indexOf(List<String> lines, String line) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(line)) {
                return i;
            }
        }
        throw new AssertionError("no line '" + line + "'");
    }
}
