// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

/**
 * Finds out whether the effects of an earlier attempt took place, for example by asking the receiver for the effect
 * key. Thread-safe.
 *
 * @param <I> the input
 * @param <R> the result
 */
@FunctionalInterface
public interface Reconciler<I, R> {

    /**
     * {@return the present finding} Called under the claim of a new attempt, on the caller's thread, inside its
     * deadline. Its exception goes to the caller; the outcome stays unknown, and the next attempt asks again. Null
     * counts as an exception.
     *
     * @param input the new attempt's input; its payload equals the earlier one's
     * @param evidence the traces of the earlier attempts
     * @throws Exception if nothing was found out; it goes to the caller
     */
    Reconciliation<R> reconcile(I input, Evidence evidence) throws Exception;
}
