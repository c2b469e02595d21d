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

/** What {@code run} makes of an outcome: its value, or the exception that says why there is none. */
final class OutcomeValue {

    private OutcomeValue() {}

    static <R> @Nullable R of(IdempotencyKey key, Outcome<R> outcome) throws Exception {
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
            case Outcome.NotRecorded<R> kept -> throw ResultNotRecordedException.of(key, kept.value(), kept.cause());
            case Outcome.ResultUnavailable<R> missing -> throw ResultUnavailableException.of(key, missing.cause());
        };
    }
}
