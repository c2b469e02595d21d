// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import org.jspecify.annotations.Nullable;

/**
 * What an operation does. It may throw anything; what happens then is the operation's failure policy.
 *
 * @param <I> the input
 * @param <R> the result; may be null
 */
@FunctionalInterface
public interface Body<I, R> {

    /** Does the work of one attempt, on the caller's thread. Work started here must have ended when this returns. */
    @Nullable
    R run(I input, Execution execution) throws Exception;

    /** Returns the body of an operation without a result. */
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
