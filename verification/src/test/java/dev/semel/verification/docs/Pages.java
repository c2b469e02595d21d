// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every page of the documentation: those of the root, and all below {@code docs}. */
final class Pages {

    static final Path ROOT = Path.of("..");

    private Pages() {}

    static List<Page> all() throws IOException {
        List<Page> pages = new ArrayList<>();
        for (String name : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
            pages.add(Page.read(ROOT.resolve(name)));
        }
        // What npm installs and the site builds is below site, not here.
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            for (Path file : files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                pages.add(Page.read(file));
            }
        }
        return List.copyOf(pages);
    }

    /** Returns the blocks of all pages in one of these languages. */
    static List<Block> blocks(String... languages) throws IOException {
        List<String> wanted = List.of(languages);
        return all().stream()
                .flatMap(page -> page.blocks().stream())
                .filter(block -> wanted.contains(block.language()))
                .toList();
    }
}
