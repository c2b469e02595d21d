// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.text;

/** Hashes of texts and numbers, the same on every machine: for the states of histories, and for seeds. */
public final class Hashes {

    private Hashes() {}

    /** {@return the hash of a text} */
    public static long of(String text) {
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = mix(hash, text.charAt(i));
        }
        return hash;
    }

    /** {@return the hash of two numbers in their order} */
    public static long mix(long a, long b) {
        long mixed = (a ^ (b + 0x9E3779B97F4A7C15L + (a << 6) + (a >>> 2))) * 0xBF58476D1CE4E5B9L;
        return mixed ^ (mixed >>> 31);
    }
}
