// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.step;

import org.jspecify.annotations.Nullable;

/**
 * The work of a step.
 *
 * @param <T> the step's result; may be null
 */
@FunctionalInterface
public interface StepBody<T> {

    /**
     * Makes the effect, on the caller's thread.
     *
     * @param effect the effect, with the key to pass downstream
     * @return the result of the step; may be null
     * @throws Exception if the effect fails
     */
    @Nullable
    T run(Effect effect) throws Exception;

    /** The work of a step without a result. */
    @FunctionalInterface
    interface Action {

        /**
         * Makes the effect, on the caller's thread.
         *
         * @param effect the effect, with the key to pass downstream
         * @throws Exception if the effect fails
         */
        void run(Effect effect) throws Exception;
    }
}
