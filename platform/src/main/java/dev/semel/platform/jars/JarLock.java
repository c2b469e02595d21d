// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.jars;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Jars of a program that this version of Semel was built and tested with.
 *
 * @param name a folder's name, which is another one when any jar is: the program's name, and a digest of the list
 * @param jars the jars
 */
public record JarLock(String name, List<LockedJar> jars) {

    /** Copies the list. */
    public JarLock {
        jars = List.copyOf(jars);
    }

    /**
     * Reads a lock.
     *
     * @param program the name of the program that the jars make up, which begins the folder's name
     * @param in a jar a line, after lines of comment that begin with {@code #}; the caller closes it
     * @return the lock
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if a line is no line of a lock
     */
    public static JarLock read(String program, InputStream in) throws IOException {
        return parse(program, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }

    /** Reads a lock from a text. */
    static JarLock parse(String program, String text) {
        List<LockedJar> jars = text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(LockedJar::parse)
                .toList();
        return new JarLock(program + "-" + digest(jars).substring(0, 16), jars);
    }

    private static String digest(List<LockedJar> jars) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            jars.forEach(jar -> digest.update((jar.line() + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
