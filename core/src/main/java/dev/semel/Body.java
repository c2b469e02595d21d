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

    /**
     * Does the work of one attempt, on the caller's thread. Work started here must have ended when this returns.
     *
     * @param input the input
     * @param execution the attempt that runs the body
     * @return the result; may be null
     * @throws Exception if the operation fails; the failure policy decides about it
     */
    @Nullable
    R run(I input, Execution execution) throws Exception;

    /**
     * {@return the body of an operation without a result}
     *
     * @param action the work
     * @param <I> the input
     */
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

        /**
         * Does the work of one attempt, on the caller's thread.
         *
         * @param input the input
         * @param execution the attempt that runs the body
         * @throws Exception if the operation fails; the failure policy decides about it
         */
        void run(I input, Execution execution) throws Exception;
    }
}
