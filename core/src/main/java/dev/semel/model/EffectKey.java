// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;

/**
 * The idempotency key that one effect passes downstream: the same over attempts, take-overs and windows, so that a
 * receiver recognises a repetition in every case. Derived by SHA-256 from tenant, scope, key value and effect name;
 * pinned by golden values.
 *
 * @param value 64 lower-case hexadecimal digits, which every receiver known to accept client keys takes
 */
public record EffectKey(String value) {

    /** Validates the form. */
    public EffectKey {
        Objects.requireNonNull(value, "value");
        if (value.length() != 64 || !value.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            throw new IllegalArgumentException("An effect key has 64 lower-case hexadecimal digits");
        }
    }

    /**
     * Derives the key of the effect {@code name} of the operation that {@code key} names.
     *
     * @param key the key of the operation
     * @param name the name of the effect
     * @return the effect key
     * @throws IllegalArgumentException if {@code name} is empty or has an unpaired surrogate
     */
    public static EffectKey of(IdempotencyKey key, String name) {
        return new EffectKey(start("semel-effect-1", key, name).hex());
    }

    /**
     * Derives the key of an effect for one generation of the key only, for operations whose keys legitimately recur
     * after their window. The same over take-overs, another after window or retention.
     *
     * @param key the key of the operation
     * @param name the name of the effect
     * @param generation the fencing token of the generation's first claim
     * @return the effect key
     */
    public static EffectKey ofGeneration(IdempotencyKey key, String name, long generation) {
        return new EffectKey(
                start("semel-effect-generation-1", key, name).number(generation).hex());
    }

    private static Sha256 start(String domain, IdempotencyKey key, String name) {
        Text.requireFilled(Objects.requireNonNull(name, "name"), "effect name");
        return new Sha256()
                .text(domain)
                .text(key.tenant())
                .text(key.scope())
                .text(key.value())
                .text(name);
    }

    /** {@return 122 bits of the digest as a UUID of version 8 (RFC 9562), for receivers that take 36 characters} */
    public UUID uuid() {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(value));
        long high = (bytes.getLong() & ~0xF000L) | 0x8000L;
        long low = (bytes.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    /**
     * {@return the longest form of at most {@code maxLength} characters: all 64 digits, or for less {@link #uuid()}}
     *
     * @param maxLength the most characters
     * @throws IllegalArgumentException if {@code maxLength} is less than 36
     */
    public String fitting(int maxLength) {
        if (maxLength < 36) {
            throw new IllegalArgumentException("maxLength must be at least 36, is " + maxLength);
        }
        return maxLength < 64 ? uuid().toString() : value;
    }

    /** {@return {@link #value()}} */
    @Override
    public String toString() {
        return value;
    }
}
