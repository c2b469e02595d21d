// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import java.util.Objects;

/**
 * A digest of the canonical payload, tagged with the algorithm that made it. Two fingerprints are comparable only under
 * the same algorithm.
 *
 * @param algorithm names canonical form and hash, such as {@code sha256-json1}; 1 to 32 of {@code [a-z0-9._-]}
 * @param value the digest in the algorithm's own text form; at most 128 characters; empty only for {@link #NONE}
 */
public record Fingerprint(String algorithm, String value) {

    /** The fingerprint of an operation that compares no payloads. Equal to itself, not comparable with any other. */
    public static final Fingerprint NONE = new Fingerprint("none", "");

    static final int LONGEST_ALGORITHM = 32;

    /** Validates both parts. */
    public Fingerprint {
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(value, "value");
        if (algorithm.isEmpty() || algorithm.length() > LONGEST_ALGORITHM || !isName(algorithm)) {
            throw new IllegalArgumentException(
                    "algorithm must be 1 to 32 of [a-z0-9._-], is '" + PrintableText.name(algorithm) + "'");
        }
        if (value.length() > 128) {
            throw new IllegalArgumentException("value must have at most 128 characters, has " + value.length());
        }
        if (value.isEmpty() != algorithm.equals("none")) {
            throw new IllegalArgumentException("value must be empty for the algorithm 'none' and for no other");
        }
    }

    private static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    /**
     * {@return the fingerprint of canonical bytes under an algorithm that ends in a plain SHA-256, as base64url}
     *
     * @param algorithm the name of the algorithm
     * @param canonical the canonical bytes of the payload
     */
    public static Fingerprint sha256(String algorithm, Blob canonical) {
        return new Fingerprint(algorithm, new Sha256().plain(canonical).base64Url());
    }

    /** {@return how {@code this}, from a request, compares with the fingerprint in a record} */
    Comparison compareWith(Fingerprint recorded) {
        if (!algorithm.equals(recorded.algorithm)) {
            return Comparison.INCOMPARABLE;
        }
        return value.equals(recorded.value) ? Comparison.EQUAL : Comparison.DIFFERENT;
    }

    enum Comparison {
        EQUAL,
        DIFFERENT,
        INCOMPARABLE
    }

    /** {@return the algorithm only: a digest of a guessable payload is the payload} */
    @Override
    public String toString() {
        return "Fingerprint[" + algorithm + "]";
    }
}
