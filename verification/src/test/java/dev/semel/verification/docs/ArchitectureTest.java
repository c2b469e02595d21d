// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about the architecture names types that exist, in its drawings too. */
final class ArchitectureTest {

    /** A type's name has two capitals at least: one word alone may begin a sentence. */
    private static final Pattern TYPE = Pattern.compile("\\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\\b");

    /** Names of others, and of a case of several sealed types. */
    private static final Set<String> FOREIGN = Set.of("PutItem", "InProgress");

    @Test
    void everyTypeExists() throws IOException {
        Set<String> types = types();
        Set<String> named = TYPE.matcher(Files.readString(Pages.ROOT.resolve("docs/architecture.md")))
                .results()
                .map(match -> match.group())
                .filter(name -> !FOREIGN.contains(name))
                .collect(Collectors.toSet());

        assertThat(types).contains("GuardedCall").doesNotContain("GuardedCalls");
        assertThat(named).hasSizeGreaterThan(15).isSubsetOf(types);
    }

    private static Set<String> types() throws IOException {
        try (Stream<Path> files = Files.walk(Pages.ROOT)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }
}
