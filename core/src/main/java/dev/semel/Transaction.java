// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.PrintableText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The parts that are committed together: a value to record, and the writes that are the effects.
 *
 * @param value the result; may be null
 * @param writes the effects, in the store's own terms
 * @param <R> the result
 * @param <W> the effects
 */
public record Transaction<R, W>(@Nullable R value, W writes) {

    /** Validates that there are writes. */
    public Transaction {
        Objects.requireNonNull(writes, "writes");
    }

    /**
     * {@return a transaction of a value and writes}
     *
     * @param value the result; may be null
     * @param writes the writes, in the store's own terms
     * @param <R> the result
     * @param <W> the writes, in the store's own terms
     */
    public static <R, W> Transaction<R, W> of(@Nullable R value, W writes) {
        return new Transaction<>(value, writes);
    }

    /** Shows neither value nor writes, but their types. */
    @Override
    public String toString() {
        return "Transaction[value=" + PrintableText.type(value) + ", writes=" + PrintableText.type(writes) + "]";
    }
}
