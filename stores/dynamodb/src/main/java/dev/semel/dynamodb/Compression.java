// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.Blob;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Deflate (RFC 1951 in RFC 1950), which every platform reads.
 *
 * <p>Write units cost far more than the time in which deflate saves them, so what repeats itself is deflated at the
 * default level. What does not, as encoded or encrypted bytes, gets Huffman codes alone: looking for repetitions is most
 * of the time of deflate, and there takes longest, to find none. Up to 16 KiB that time is not worth asking.
 */
final class Compression {

    /** How many times its size a value is assumed to have been, before more memory is taken for it. */
    private static final long USUAL_RATIO = 8;

    private static final int LEAST_ROOM = 64;

    private static final int SMALL = 16 << 10;

    /** What shows whether short texts repeat. */
    private static final int SAMPLE = 4 << 10;

    private Compression() {}

    /** Returns the blob deflated, as an array that is the caller's own. */
    static byte[] deflate(Blob blob) {
        byte[] bytes = blob.toByteArray();
        if (bytes.length <= SMALL || Repetitions.isWorthwhile(bytes) || repeatsShortly(bytes)) {
            return deflate(bytes, bytes.length, Deflater.DEFAULT_COMPRESSION, Deflater.DEFAULT_STRATEGY);
        }
        return deflate(bytes, bytes.length, Deflater.DEFAULT_COMPRESSION, Deflater.HUFFMAN_ONLY);
    }

    /** Returns whether looking for repetitions of any length makes the beginning smaller, by enough to pay for the time. */
    private static boolean repeatsShortly(byte[] bytes) {
        int huffman = deflate(bytes, SAMPLE, Deflater.BEST_SPEED, Deflater.HUFFMAN_ONLY).length;
        int both = deflate(bytes, SAMPLE, Deflater.BEST_SPEED, Deflater.DEFAULT_STRATEGY).length;
        return both < huffman - huffman / Repetitions.WORTHWHILE;
    }

    private static byte[] deflate(byte[] bytes, int length, int level, int strategy) {
        Deflater deflater = new Deflater(level);
        try {
            deflater.setStrategy(strategy);
            deflater.setInput(bytes, 0, length);
            deflater.finish();
            byte[] out = new byte[(strategy == Deflater.HUFFMAN_ONLY ? length : length / 2) + LEAST_ROOM];
            int size = 0;
            while (!deflater.finished()) {
                if (size == out.length) {
                    out = Arrays.copyOf(out, 2 * size);
                }
                size += deflater.deflate(out, size, out.length - size);
            }
            return Arrays.copyOf(out, size);
        } finally {
            deflater.end();
        }
    }

    /**
     * Returns the {@code size} bytes that were deflated. Memory is taken for what is there rather than for the declared
     * size, which may be damaged.
     *
     * @throws DataFormatException if the data is damaged, or was not deflated from that many bytes
     */
    static Blob inflate(byte[] deflated, int size) throws DataFormatException {
        if (size < 0) {
            throw new DataFormatException("The declared size is negative");
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(deflated);
            byte[] out = new byte[atMost(size, LEAST_ROOM + deflated.length * USUAL_RATIO)];
            int read = fill(inflater, out, 0);
            while (read == out.length && read < size) {
                out = Arrays.copyOf(out, atMost(size, 2L * read));
                read = fill(inflater, out, read);
            }
            boolean isWhole = read == size && isAtEnd(inflater);
            if (!isWhole) {
                throw new DataFormatException("The data is cut off, or of another size than declared");
            }
            return Blob.of(out);
        } finally {
            inflater.end();
        }
    }

    private static int atMost(int size, long bytes) {
        return (int) Math.min(size, bytes);
    }

    /** Inflates to {@code out}, from {@code read} on, and returns how much of it is filled. */
    private static int fill(Inflater inflater, byte[] out, int read) throws DataFormatException {
        int filled = read;
        int more;
        do {
            more = inflater.inflate(out, filled, out.length - filled);
            filled += more;
        } while (more > 0 && filled < out.length);
        return filled;
    }

    /** Returns whether nothing follows; only trying shows it, and checks the checksum at the end. */
    private static boolean isAtEnd(Inflater inflater) throws DataFormatException {
        return inflater.finished() || (inflater.inflate(new byte[1]) == 0 && inflater.finished());
    }
}
