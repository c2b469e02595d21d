// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pages and scripts that messages, comments and scripts name are there. */
final class NamedFilesTest {

    private static final Pattern NAMED = Pattern.compile(
            "(?<![\\w./-])(?:docs|scripts|site|examples/tutorial)/[\\w./-]*\\.(?:md|sh|mjs|yaml|json|xml)");
    private static final List<String> ENDS = List.of(".java", ".sh", ".yml", ".yaml", ".xml", ".mjs");

    @Test
    void everyNamedFileIsThere() throws IOException {
        List<String> missing = new ArrayList<>();
        int found = 0;
        for (Path file : files()) {
            for (String name : named(file)) {
                found++;
                if (!Files.exists(Pages.ROOT.resolve(name))) {
                    missing.add(Pages.ROOT.relativize(file) + " names " + name);
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(found).isGreaterThan(5);
    }

    private static List<String> named(Path file) throws IOException {
        return NAMED.matcher(Files.readString(file))
                .results()
                .map(match -> match.group())
                .toList();
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>(List.of(Pages.ROOT.resolve("semel"), Pages.ROOT.resolve("pom.xml")));
        try (Stream<Path> scripts = Files.walk(Pages.ROOT.resolve("scripts"))) {
            scripts.filter(Files::isRegularFile).forEach(files::add);
        }
        try (Stream<Path> modules = Files.walk(Pages.ROOT, 12)) {
            modules.filter(path -> path.toString().contains("/src/main/")
                            || path.toString().contains("/.github/"))
                    .filter(path -> ENDS.stream().anyMatch(path.toString()::endsWith))
                    .filter(path -> !path.toString().contains("/target/"))
                    .forEach(files::add);
        }
        return files;
    }
}
