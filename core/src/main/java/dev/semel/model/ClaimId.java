// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Objects;

/**
 * The random 128-bit id of one claim. Every write after the claim is conditional on it.
 *
 * @param value 22 characters of base64url
 */
public record ClaimId(String value) {

    /** The claim id of records that another library wrote without one. No source ever yields it. */
    public static final ClaimId FOREIGN = of(0, 0);

    /** Validates the form. */
    public ClaimId {
        Objects.requireNonNull(value, "value");
        if (value.length() != 22 || !isBase64Url(value)) {
            throw new IllegalArgumentException("A claim id has 22 characters of base64url");
        }
    }

    private static boolean isBase64Url(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }

    /**
     * {@return the claim id with these 128 bits}
     *
     * @param high the upper 64 bits
     * @param low the lower 64 bits
     */
    public static ClaimId of(long high, long low) {
        byte[] bytes = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
        return new ClaimId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    // Written out: every first call compares claim ids, and what a record generates for that costs a cold start more.
    @Override
    public boolean equals(Object other) {
        return other instanceof ClaimId that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** {@return {@link #value()}} */
    @Override
    public String toString() {
        return value;
    }
}
