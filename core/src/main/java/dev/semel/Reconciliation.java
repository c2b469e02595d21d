// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.PrintableText;
import dev.semel.model.Text;
import org.jspecify.annotations.Nullable;

/**
 * The finding of a {@link Reconciler}.
 *
 * @param <R> the operation's result
 */
public sealed interface Reconciliation<R> {

    /**
     * {@return the finding that the operation was executed: {@code value} is recorded as the result and returned to
     * this and every later caller}
     *
     * @param value the result; may be null
     * @param <R> the result
     */
    static <R> Reconciliation<R> executed(@Nullable R value) {
        return new Executed<>(value);
    }

    /**
     * {@return the finding that the operation was not executed: the body runs now}
     *
     * @param <R> the result
     */
    static <R> Reconciliation<R> notExecuted() {
        return new NotExecuted<>();
    }

    /**
     * {@return the finding that the outcome is still unknown: the key is quarantined}
     *
     * @param reason the reason, for logs; never empty, no payload
     * @param <R> the result
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
    record Executed<R>(@Nullable R value) implements Reconciliation<R> {
        /** Shows no value, and of an exception the type. */
        @Override
        public String toString() {
            return "Executed[value=" + PrintableText.type(value) + "]";
        }
    }

    /**
     * See {@link #notExecuted}.
     *
     * @param <R> the operation's result
     */
    record NotExecuted<R>() implements Reconciliation<R> {}

    /**
     * See {@link #stillUnknown}.
     *
     * @param reason the reason, for logs
     * @param <R> the operation's result
     */
    record StillUnknown<R>(String reason) implements Reconciliation<R> {

        /** Validates the reason. */
        public StillUnknown {
            if (reason.isEmpty()) {
                throw new IllegalArgumentException("reason is empty");
            }
            Text.requireEncodable(reason, "reason");
        }

        @Override
        public String toString() {
            return "StillUnknown[reason=" + PrintableText.line(reason, 200) + "]";
        }
    }
}
