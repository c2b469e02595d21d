// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

/**
 * Tells bytes that repeat themselves, as JSON does with its names, from noise: looks up each run of six bytes in a small
 * table of those before. Some repetitions are missed, and those shorter than six bytes save little beside Huffman codes.
 */
final class Repetitions {

    private static final int RUN = 6;

    /** What of a long is not a run. */
    private static final int REST = Long.SIZE - Byte.SIZE * RUN;

    /** A run is remembered at each fourth place: the table then reaches about as far back as deflate, 32 KB (RFC 1951). */
    private static final int STRIDE = 4;

    private static final int TABLE_BITS = 13;

    /** 2^64 divided by the golden ratio: spreads runs over the table (Knuth's multiplicative hashing). */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Which part of the bytes has to repeat, or to be saved. */
    static final int WORTHWHILE = 32;

    private Repetitions() {}

    /** Returns whether looking for repetitions makes these bytes smaller, by enough to pay for the time. */
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
