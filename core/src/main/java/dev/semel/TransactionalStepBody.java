// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.step.Effect;

/**
 * The body of a transactional step: decides, and returns the writes. It makes no effect by itself.
 *
 * @param <T> the step's result
 * @param <W> the effects, in the store's own terms
 */
@FunctionalInterface
public interface TransactionalStepBody<T, W> {

    /**
     * {@return the step's result and its writes, on the caller's thread}
     *
     * @param effect the effect, as its step sees it
     * @throws Exception if the step fails; nothing was written
     */
    Transaction<T, W> run(Effect effect) throws Exception;
}
