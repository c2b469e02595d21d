// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * Jars of DynamoDB Local that this version of Semel was built and tested with.
 *
 * @param name a folder's name, which is another one when any jar is
 * @param jars the jars
 */
record JarLock(String name, List<LockedJar> jars) {

    private static final String RESOURCE = "dynamodb-local.lock";

    JarLock {
        jars = List.copyOf(jars);
    }

    static JarLock read() throws IOException {
        try (InputStream in = Objects.requireNonNull(JarLock.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Reads a lock: a jar a line, after lines of comment that begin with {@code #}. */
    static JarLock parse(String text) {
        List<LockedJar> jars = text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(LockedJar::parse)
                .toList();
        return new JarLock("dynamodb-local-" + digest(jars).substring(0, 16), jars);
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
