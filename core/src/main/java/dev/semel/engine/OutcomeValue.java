// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.ClaimLostException;
import dev.semel.KeyQuarantinedException;
import dev.semel.OperationInProgressException;
import dev.semel.Outcome;
import dev.semel.PayloadMismatchException;
import dev.semel.ResultNotRecordedException;
import dev.semel.ResultUnavailableException;
import dev.semel.UnverifiablePayloadException;
import dev.semel.model.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/** The value of an outcome, or the exception that stands for an outcome without one. */
public final class OutcomeValue {

    private OutcomeValue() {}

    /** {@return the value; throws what {@code run} throws for an outcome without one} */
    public static <R> @Nullable R of(IdempotencyKey key, Outcome<R> outcome) throws Exception {
        if (outcome instanceof Outcome.Executed<R> executed) {
            return executed.value(); // before the other cases, which load every other outcome and its exception
        }
        return Unexecuted.value(key, outcome);
    }

    /** The cases of a call that did not execute, in a class that a first execution does not load. */
    private static final class Unexecuted {

        private static <R> @Nullable R value(IdempotencyKey key, Outcome<R> outcome) throws Exception {
            return switch (outcome) {
                case Outcome.Executed<R> executed -> executed.value();
                case Outcome.Replayed<R> replayed -> replayed.value();
                case Outcome.Bypassed<R> bypassed -> bypassed.value();
                case Outcome.FinallyFailed<R> failed -> throw failed.failure();
                case Outcome.InProgress<R> held -> throw OperationInProgressException.of(key, held);
                case Outcome.Mismatch<R> mismatch -> throw PayloadMismatchException.of(key);
                case Outcome.Unverifiable<R> other -> throw UnverifiablePayloadException.of(key, other.record());
                case Outcome.Quarantined<R> parked -> throw KeyQuarantinedException.of(key, parked.record());
                case Outcome.ClaimLost<R> lost -> throw ClaimLostException.of(key, lost.winner());
                case Outcome.NotRecorded<R> kept ->
                    throw ResultNotRecordedException.of(key, kept.value(), kept.cause());
                case Outcome.ResultUnavailable<R> missing -> throw ResultUnavailableException.of(key, missing.cause());
            };
        }
    }
}
