// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.Blob;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Deflate (RFC 1951 in RFC 1950), which every platform can read.
 *
 * <p>Write units cost far more than the time that deflate takes, so repetitive bytes are deflated at the default level.
 * Bytes without repetitions, such as encoded or encrypted ones, get Huffman codes only: the search for repetitions is
 * most of the time of deflate and takes longest where there are none. Up to 16 KiB the search is so short that it is
 * always made.
 */
final class Compression {

    /** The compression ratio up to which memory is allocated at once. */
    private static final long USUAL_RATIO = 8;

    private static final int LEAST_ROOM = 64;

    /**
     * The most bytes that are deflated, and inflated: a damaged or forged side item of 400 KB could otherwise inflate
     * to 400 MB, more than the memory of many functions.
     */
    static final int LIMIT = 64 << 20;

    private static final int SMALL = 16 << 10;

    /** The length of the sample that shows whether short texts repeat. */
    private static final int SAMPLE = 4 << 10;

    private Compression() {}

    /** {@return the blob deflated, as an array that the caller owns} */
    static byte[] deflate(Blob blob) {
        byte[] bytes = blob.toByteArray();
        if (bytes.length <= SMALL || Repetitions.isWorthwhile(bytes) || repeatsShortly(bytes)) {
            return deflate(bytes, bytes.length, Deflater.DEFAULT_COMPRESSION, Deflater.DEFAULT_STRATEGY);
        }
        return deflate(bytes, bytes.length, Deflater.DEFAULT_COMPRESSION, Deflater.HUFFMAN_ONLY);
    }

    /** {@return whether a search for repetitions of any length shortens the sample by enough to pay for the time} */
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
     * {@return the {@code size} bytes that were deflated} Memory is allocated for the data that is there, not for the
     * declared size, which may be damaged.
     *
     * @throws DataFormatException if the data is damaged, or was not deflated from that many bytes
     */
    static Blob inflate(byte[] deflated, int size) throws DataFormatException {
        if (size < 0 || size > LIMIT) {
            throw new DataFormatException("The declared size is negative, or above the limit");
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
                throw new DataFormatException(
                        "The data is cut off, followed by other bytes, or of another size than declared");
            }
            return Blob.of(out);
        } finally {
            inflater.end();
        }
    }

    private static int atMost(int size, long bytes) {
        return (int) Math.min(size, bytes);
    }

    /**
     * Inflates into {@code out} from index {@code read} on.
     *
     * @return the number of bytes of {@code out} that are filled
     */
    private static int fill(Inflater inflater, byte[] out, int read) throws DataFormatException {
        int filled = read;
        int more;
        do {
            more = inflater.inflate(out, filled, out.length - filled);
            filled += more;
        } while (more > 0 && filled < out.length);
        return filled;
    }

    /**
     * {@return whether the data ends here, and no byte follows} Only one more read shows the end; it also checks the
     * checksum there.
     */
    private static boolean isAtEnd(Inflater inflater) throws DataFormatException {
        boolean ends = inflater.finished() || (inflater.inflate(new byte[1]) == 0 && inflater.finished());
        return ends && inflater.getRemaining() == 0;
    }
}
