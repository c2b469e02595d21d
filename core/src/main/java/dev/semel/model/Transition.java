// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import org.jspecify.annotations.Nullable;

/**
 * A decision of {@link Transitions}.
 *
 * @param verdict the answer to the caller
 * @param next the record afterwards; null if it is absent; the very record given, if nothing changes
 * @param <V> the kind of verdict
 */
public record Transition<V>(V verdict, @Nullable IdempotencyRecord next) {

    /**
     * {@return whether the record given to {@link Transitions} must be replaced by {@link #next()}}
     *
     * @param before the record that was given; null if it was absent
     */
    @SuppressWarnings("ReferenceEquality") // identity is the contract: equal records of two writes are two records
    public boolean changes(@Nullable IdempotencyRecord before) {
        return next != before;
    }

    @Override
    public String toString() {
        return PrintableText.line("Transition[verdict=" + verdict + ", next=" + next + "]", 2000);
    }
}
