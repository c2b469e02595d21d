// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.Blob;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Deflate (RFC 1951 in RFC 1950), which every platform reads. */
final class Compression {

    private static final int CHUNK = 8 * 1024;

    private Compression() {}

    static Blob deflate(Blob blob) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(blob.toByteArray());
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(blob.size() / 2 + 64);
            byte[] chunk = new byte[CHUNK];
            while (!deflater.finished()) {
                out.write(chunk, 0, deflater.deflate(chunk));
            }
            return Blob.of(out.toByteArray());
        } finally {
            deflater.end();
        }
    }

    /**
     * Returns the {@code size} bytes that were deflated.
     *
     * @throws DataFormatException if the data is damaged, or was not deflated from that many bytes
     */
    static Blob inflate(Blob deflated, int size) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(deflated.toByteArray());
            ByteArrayOutputStream out = new ByteArrayOutputStream(CHUNK);
            byte[] chunk = new byte[CHUNK];
            while (!inflater.finished()) {
                int read = inflater.inflate(chunk);
                out.write(chunk, 0, read);
                boolean stuck = read == 0 && !inflater.finished();
                if (stuck || out.size() > size) {
                    throw new DataFormatException("The data is cut off or longer than declared");
                }
            }
            if (out.size() != size) {
                throw new DataFormatException("The data is shorter than declared");
            }
            return Blob.of(out.toByteArray());
        } finally {
            inflater.end();
        }
    }
}
