// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import java.util.Objects;

/**
 * The treatment of a key of which an earlier attempt may or may not have had effects.
 *
 * @param <I> the input
 * @param <R> the result
 */
public sealed interface UnknownOutcomePolicy<I, R> {

    /**
     * {@return the policy that executes again, with the same effect keys} The default.
     *
     * @param <I> the input
     * @param <R> the result
     */
    static <I, R> UnknownOutcomePolicy<I, R> reExecute() {
        return new ReExecute<>();
    }

    /**
     * {@return the policy that parks the key until a reconciler or a person decides}
     *
     * @param <I> the input
     * @param <R> the result
     */
    static <I, R> UnknownOutcomePolicy<I, R> quarantine() {
        return new Quarantine<>();
    }

    /**
     * {@return the policy that asks whether the effects took place, before anything is executed again} It is asked
     * under the claim of the next attempt; a failure with an unknown outcome releases the key until then.
     *
     * @param reconciler the reconciler
     * @param <I> the input
     * @param <R> the result
     */
    static <I, R> UnknownOutcomePolicy<I, R> reconcile(Reconciler<I, R> reconciler) {
        return new Reconcile<>(reconciler);
    }

    /**
     * See {@link #reExecute()}.
     *
     * @param <R> the result
     * @param <I> the input
     */
    record ReExecute<I, R>() implements UnknownOutcomePolicy<I, R> {}

    /**
     * See {@link #quarantine()}.
     *
     * @param <I> the input
     * @param <R> the result
     */
    record Quarantine<I, R>() implements UnknownOutcomePolicy<I, R> {}

    /**
     * See {@link #reconcile}.
     *
     * @param reconciler the reconciler
     * @param <I> the input
     * @param <R> the result
     */
    record Reconcile<I, R>(Reconciler<I, R> reconciler) implements UnknownOutcomePolicy<I, R> {

        /** Validates that there is one. */
        public Reconcile {
            Objects.requireNonNull(reconciler, "reconciler");
        }
    }
}
