// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file, pipe or device that the user names, read to its end or to a bound. */
public final class InputFile {

    /** The most bytes that are read. */
    public static final int MOST_BYTES = 16 << 20;

    private InputFile() {}

    /**
     * {@return the bytes}
     *
     * @param file the file
     * @throws IOException if it cannot be read, or has more than {@link #MOST_BYTES}
     */
    public static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException(file + " has more than " + MOST_BYTES + " bytes");
            }
            return bytes;
        }
    }

    /**
     * {@return the text}
     *
     * @param file the file
     * @throws IOException if it cannot be read, has more than {@link #MOST_BYTES}, or is not UTF-8
     */
    public static String text(Path file) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is no text in UTF-8", e);
        }
    }
}
