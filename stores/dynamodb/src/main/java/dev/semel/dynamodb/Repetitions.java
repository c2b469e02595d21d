// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

/**
 * A test that tells repetitive bytes, such as JSON with its repeated names, from noise. It looks up each run of six
 * bytes in a small table of earlier runs. It misses some repetitions, and those shorter than six bytes, which save
 * little beside Huffman codes.
 */
final class Repetitions {

    private static final int RUN = 6;

    /** The bits of a long that are not part of a run. */
    private static final int REST = Long.SIZE - Byte.SIZE * RUN;

    /**
     * A run is stored at every fourth position: the table then reaches about as far back as deflate, 32 KB (RFC 1951).
     */
    private static final int STRIDE = 4;

    private static final int TABLE_BITS = 13;

    /** 2^64 divided by the golden ratio: spreads runs over the table (Knuth's multiplicative hashing). */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** The inverse of the share of the bytes that must repeat, or must be saved. */
    static final int WORTHWHILE = 32;

    private Repetitions() {}

    /** {@return whether a search for repetitions shortens these bytes by enough to pay for the time} */
    static boolean isWorthwhile(byte[] bytes) {
        long[] seen = new long[1 << TABLE_BITS];
        int wanted = bytes.length / WORTHWHILE;
        int found = 0;
        int runEnd = RUN - 1;
        long last = 0;
        for (int at = 0; at < bytes.length && found <= wanted; at++) {
            last = (last << Byte.SIZE) | (bytes[at] & 0xFF);
            if (at < runEnd) {
                continue;
            }
            long run = last << REST;
            int slot = (int) ((run * SPREAD) >>> (Long.SIZE - TABLE_BITS));
            if (seen[slot] == run) {
                found += RUN;
                runEnd = at + RUN;
            } else if (at % STRIDE == 0) {
                seen[slot] = run;
            }
        }
        return found > wanted;
    }
}
