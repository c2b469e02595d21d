// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.local;

import dev.semel.model.Blob;
import dev.semel.model.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Jars of DynamoDB Local that this version of Semel was built and tested with.
 *
 * @param name a folder's name, which is another one when any jar is
 * @param jars the jars
 */
record PinnedJars(String name, List<PinnedJar> jars) {

    private static final String RESOURCE = "dynamodb-local.jars";

    PinnedJars {
        jars = List.copyOf(jars);
    }

    static PinnedJars read() throws IOException {
        try (InputStream in = Objects.requireNonNull(PinnedJars.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Reads a list: a jar a line, after lines of comment that begin with {@code #}. */
    static PinnedJars parse(String text) {
        List<PinnedJar> jars = text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(PinnedJar::parse)
                .toList();
        return new PinnedJars("dynamodb-local-" + digest(jars).substring(0, 16), jars);
    }

    private static String digest(List<PinnedJar> jars) {
        String lines = jars.stream().map(jar -> jar.line() + "\n").collect(Collectors.joining());
        return new Sha256().plain(Blob.utf8(lines)).hex();
    }
}
