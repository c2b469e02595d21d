// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.PrintableText;
import java.util.Objects;

/**
 * The result of one input of a batch.
 *
 * @param <R> the result
 */
public sealed interface BatchResult<R> {

    /**
     * The call ended, as a single one would have.
     *
     * @param outcome the outcome, as that of a single call
     * @param <R> the result
     */
    record Answered<R>(Outcome<R> outcome) implements BatchResult<R> {

        /** Validates that there is an outcome. */
        public Answered {
            Objects.requireNonNull(outcome, "outcome");
        }
    }

    /**
     * The call failed, as a single one would have thrown.
     *
     * @param exception the exception that a single call would have thrown
     * @param <R> the result
     */
    record Failed<R>(Exception exception) implements BatchResult<R> {

        /** Validates that there is an exception. */
        public Failed {
            Objects.requireNonNull(exception, "exception");
        }

        /** Shows no value, and of an exception the type. */
        @Override
        public String toString() {
            return "Failed[" + PrintableText.type(exception) + "]";
        }
    }

    /**
     * The body did not run: an input before it in its order was not completed, or the batch was interrupted. A claim
     * that had been made was released.
     *
     * @param <R> the result
     */
    record NotTried<R>() implements BatchResult<R> {}
}
