// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.jars;

import dev.semel.model.Blob;
import dev.semel.model.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * File of a Maven repository, named by its coordinates and by the digest of its bytes.
 *
 * @param group the group id
 * @param artifact the artifact id
 * @param extension the extension, such as {@code jar}
 * @param version the version
 * @param sha256 the SHA-256 of the content, in 64 lower-case hexadecimal digits
 */
public record PinnedJar(String group, String artifact, String extension, String version, String sha256) {

    /** Refuses what is no coordinate or digest. */
    public PinnedJar {
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

    /** Reads a line of the list: the digest, a space, and {@code group:artifact:extension:version}. */
    static PinnedJar parse(String line) {
        String[] halves = line.split(" ", -1);
        String[] parts = halves.length == 2 ? halves[1].split(":", -1) : halves;
        if (parts.length != 4) {
            throw new IllegalArgumentException("not a line of a list of jars: " + line);
        }
        return new PinnedJar(parts[0], parts[1], parts[2], parts[3], halves[0]);
    }

    /** {@return the line of the list that {@link #parse} reads} */
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
        return new Sha256().plain(Blob.of(Files.readAllBytes(file))).hex();
    }
}
