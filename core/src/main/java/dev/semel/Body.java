// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import org.jspecify.annotations.Nullable;

/**
 * The work of an operation. It may throw anything; the failure policy of the operation decides about that.
 *
 * @param <I> the input
 * @param <R> the result; may be null
 */
@FunctionalInterface
public interface Body<I, R> {

    /** Does the work of one attempt, on the caller's thread. Work started here must have ended when this returns. */
    @Nullable
    R run(I input, Execution execution) throws Exception;

    /** {@return the body of an operation without a result} */
    static <I> Body<I, Void> action(Action<I> action) {
        return (input, execution) -> {
            action.run(input, execution);
            return null;
        };
    }

    /**
     * A body without a result.
     *
     * @param <I> the input
     */
    @FunctionalInterface
    interface Action<I> {

        /** Does the work of one attempt, on the caller's thread. */
        void run(I input, Execution execution) throws Exception;
    }
}
