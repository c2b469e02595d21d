// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.jars;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * File of a Maven repository, named by its coordinates and by the digest of its bytes.
 *
 * @param group the group id
 * @param artifact the artifact id
 * @param extension the extension, such as {@code jar}
 * @param version the version
 * @param sha256 the SHA-256 of the content, in 64 lower-case hexadecimal digits
 */
public record LockedJar(String group, String artifact, String extension, String version, String sha256) {

    /** Refuses what is no coordinate or digest. */
    public LockedJar {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a SHA-256: " + sha256);
        }
        // They become parts of file names.
        for (String part : new String[] {group, artifact, extension, version}) {
            if (!part.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*")) {
                throw new IllegalArgumentException("not a Maven coordinate: " + part);
            }
        }
    }

    /** Reads a line of a lock: the digest, a space, and {@code group:artifact:extension:version}. */
    static LockedJar parse(String line) {
        String[] halves = line.split(" ", -1);
        String[] parts = halves.length == 2 ? halves[1].split(":", -1) : halves;
        if (parts.length != 4) {
            throw new IllegalArgumentException("not a line of a lock: " + line);
        }
        return new LockedJar(parts[0], parts[1], parts[2], parts[3], halves[0]);
    }

    /** {@return the line of a lock that {@link #parse} reads} */
    public String line() {
        return sha256 + " " + group + ":" + artifact + ":" + extension + ":" + version;
    }

    /** {@return the name of the file} */
    public String fileName() {
        return artifact + "-" + version + "." + extension;
    }

    /** {@return the path below the root of a Maven repository, with slashes} */
    String path() {
        return group.replace('.', '/') + "/" + artifact + "/" + version + "/" + fileName();
    }

    /** {@return whether there is such a file and its content has the digest} */
    boolean is(Path file) throws IOException {
        return Files.isRegularFile(file) && sha256(file).equals(sha256);
    }

    /**
     * Computes a file's digest.
     *
     * @param file the file
     * @return the SHA-256 in lower-case hexadecimal digits
     * @throws IOException if the file cannot be read
     */
    public static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
