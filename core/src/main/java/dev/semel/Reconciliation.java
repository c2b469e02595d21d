// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link Reconciler} found out.
 *
 * @param <R> the operation's result
 */
public sealed interface Reconciliation<R> {

    /** It was executed: {@code value} is recorded as the result and given to this and every later caller. */
    static <R> Reconciliation<R> executed(@Nullable R value) {
        return new Executed<>(value);
    }

    /** It was not executed: the body runs now. */
    static <R> Reconciliation<R> notExecuted() {
        return new NotExecuted<>();
    }

    /**
     * Nobody can tell: the key is quarantined.
     *
     * @param reason why, for people; never empty, no payload
     */
    static <R> Reconciliation<R> stillUnknown(String reason) {
        return new StillUnknown<>(reason);
    }

    /**
     * See {@link #executed}.
     *
     * @param value the result
     * @param <R> the operation's result
     */
    record Executed<R>(@Nullable R value) implements Reconciliation<R> {}

    /**
     * See {@link #notExecuted}.
     *
     * @param <R> the operation's result
     */
    record NotExecuted<R>() implements Reconciliation<R> {}

    /**
     * See {@link #stillUnknown}.
     *
     * @param reason why, for people
     * @param <R> the operation's result
     */
    record StillUnknown<R>(String reason) implements Reconciliation<R> {

        /** Validates the reason. */
        public StillUnknown {
            if (reason.isEmpty()) {
                throw new IllegalArgumentException("reason is empty");
            }
        }
    }
}
