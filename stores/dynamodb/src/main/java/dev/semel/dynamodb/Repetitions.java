// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

/**
 * Tells bytes that repeat themselves, as JSON does with its names, from noise: looks up each run of six bytes in a small
 * table of those before. Some repetitions are missed, and those shorter than six bytes save little beside Huffman codes.
 */
final class Repetitions {

    private static final int RUN = 6;
    private static final long RUN_MASK = (1L << (Byte.SIZE * RUN)) - 1;

    /** How far back deflate refers at most (RFC 1951). */
    private static final int REACH = 32 * 1024;

    /** A run is remembered at each fourth place, so that a table of a fourth of the reach holds about as many. */
    private static final int STRIDE = 4;

    private static final int TABLE_BITS = 13;

    /** 2^64 divided by the golden ratio: spreads runs over the table (Knuth's multiplicative hashing). */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Which part of the bytes has to repeat. */
    private static final int WORTHWHILE = 32;

    private Repetitions() {}

    /** Returns whether looking for repetitions makes these bytes smaller, by enough to pay for the time. */
    static boolean isWorthwhile(byte[] bytes) {
        int[] ends = new int[1 << TABLE_BITS];
        int wanted = bytes.length / WORTHWHILE;
        int found = 0;
        int runStart = 0;
        long run = 0;
        for (int at = 0; at < bytes.length; at++) {
            run = ((run << Byte.SIZE) | (bytes[at] & 0xFF)) & RUN_MASK;
            if (at - runStart < RUN - 1) {
                continue;
            }
            int slot = (int) ((run * SPREAD) >>> (Long.SIZE - TABLE_BITS));
            int earlier = ends[slot];
            if (earlier > 0 && at - earlier <= REACH && isRun(bytes, earlier, at)) {
                found += RUN;
                runStart = at + 1;
                if (found > wanted) {
                    return true;
                }
            }
            if (at % STRIDE == 0) {
                ends[slot] = at;
            }
        }
        return false;
    }

    private static boolean isRun(byte[] bytes, int earlier, int at) {
        for (int i = 0; i < RUN; i++) {
            if (bytes[earlier - i] != bytes[at - i]) {
                return false;
            }
        }
        return true;
    }
}
