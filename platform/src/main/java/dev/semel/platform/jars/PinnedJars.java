// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.jars;

import dev.semel.model.Blob;
import dev.semel.model.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Jars of a program that this version of Semel was built and tested with.
 *
 * @param name a folder's name, which is another one when any jar is: the program's name, and a digest of the list
 * @param jars the jars
 */
public record PinnedJars(String name, List<PinnedJar> jars) {

    /** Copies the list. */
    public PinnedJars {
        jars = List.copyOf(jars);
    }

    /**
     * Reads a list.
     *
     * @param program the name of the program that the jars make up, which begins the folder's name
     * @param in a jar a line, after lines of comment that begin with {@code #}; the caller closes it
     * @return the jars
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if a line is no line of a list
     */
    public static PinnedJars read(String program, InputStream in) throws IOException {
        return parse(program, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }

    /** Reads a list from a text. */
    static PinnedJars parse(String program, String text) {
        List<PinnedJar> jars = text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(PinnedJar::parse)
                .toList();
        return new PinnedJars(program + "-" + digest(jars).substring(0, 16), jars);
    }

    private static String digest(List<PinnedJar> jars) {
        String lines = jars.stream().map(jar -> jar.line() + "\n").collect(Collectors.joining());
        return new Sha256().plain(Blob.utf8(lines)).hex();
    }
}
