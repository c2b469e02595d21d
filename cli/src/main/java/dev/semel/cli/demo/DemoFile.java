// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * A file to upload: its object key, and the properties that S3 reports of its content.
 *
 * @param key the object key, decoded
 * @param content the content's size and MD5
 * @param changed the content with one more line feed, for a later upload under the same key
 */
record DemoFile(String key, Content content, Content changed) {

    /**
     * Properties that S3 reports of an object that was uploaded in one part.
     *
     * @param size in bytes
     * @param md5 in hexadecimal digits, the entity tag of such an object
     */
    record Content(long size, String md5) {}

    /** {@return the three files that come with the demo; their keys need URL decoding} */
    static List<DemoFile> shipped() throws IOException {
        return List.of(
                shipped("orders/2026/order 1001.json", "order-1001.json"),
                shipped("orders/2026/order+1002 (100%).json", "order-1002.json"),
                shipped("orders/2026/commande-1003-café.json", "order-1003.json"));
    }

    private static DemoFile shipped(String key, String resource) throws IOException {
        try (InputStream content = Objects.requireNonNull(DemoFile.class.getResourceAsStream(resource), resource)) {
            return read(key, content);
        }
    }

    /**
     * Reads the user's files.
     *
     * @throws UnusableFileException if one is missing, not a regular file, or cannot be read to its end
     */
    static List<DemoFile> of(List<Path> paths) {
        List<DemoFile> files = new ArrayList<>();
        for (Path path : paths) {
            requireUsable(path);
            try (InputStream content = Files.newInputStream(path)) {
                files.add(read("uploads/" + (files.size() + 1) + "/" + path.getFileName(), content));
            } catch (IOException e) {
                throw new UnusableFileException("FILE '" + path + "' cannot be read to its end. Give readable files");
            }
        }
        return List.copyOf(files);
    }

    private static void requireUsable(Path path) {
        if (!Files.exists(path)) {
            throw new UnusableFileException("FILE '" + path
                    + "' does not exist. Give files to upload, or none for three " + "that come with the demo");
        }
        if (!Files.isRegularFile(path)) {
            throw new UnusableFileException("FILE '" + path + "' is not a regular file. Give files, not directories");
        }
        if (!Files.isReadable(path)) {
            throw new UnusableFileException("FILE '" + path + "' may not be read. Give readable files");
        }
    }

    private static DemoFile read(String key, InputStream content) throws IOException {
        MessageDigest md5 = md5();
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            md5.update(buffer, 0, read);
            size += read;
        }
        MessageDigest changed = copy(md5);
        changed.update((byte) '\n');
        return new DemoFile(key, new Content(size, hex(md5)), new Content(size + 1, hex(changed)));
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The JDK's MD5 can be cloned", e);
        }
    }

    /** Reports a file of the user that cannot be uploaded; the message is shown to the user. */
    static final class UnusableFileException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private UnusableFileException(String message) {
            super(message);
        }
    }
}
