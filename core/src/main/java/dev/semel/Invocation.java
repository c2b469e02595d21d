// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.IdempotencyKey;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One call of an operation. */
record Invocation<I, R>(
        Engine engine,
        OperationSpec<I, R> spec,
        I input,
        Body<I, R> body,
        @Nullable Deadline callDeadline,
        Instant began) {

    /** What {@code run} gives: the value, or the exception that stands for an outcome without one. */
    @Nullable
    R value() throws Exception {
        Identity identity = identity();
        return value(identity.key(), outcome(identity));
    }

    static <R> @Nullable R value(IdempotencyKey key, Outcome<R> outcome) throws Exception {
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

    /** What {@code tryRun} gives. */
    Outcome<R> outcome() throws Exception {
        return outcome(identity());
    }

    private Outcome<R> outcome(Identity identity) throws Exception {
        return switch (identity) {
            case Identity.Guarded guarded ->
                GuardedCall.of(engine, spec, input, body, guarded, deadline())
                        .ended()
                        .outcome();
            case Identity.Unguarded unguarded ->
                UnguardedCall.run(engine, unguarded.key(), unguarded.reason(), end(), input, body);
        };
    }

    private Identity identity() {
        if (callDeadline == null && spec.lease() == null) {
            throw DeadlineTooShortException.none(spec.name());
        }
        return new Identification<>(engine, spec, input).identity();
    }

    private @Nullable Instant deadline() {
        return callDeadline == null ? null : callDeadline.from(began);
    }

    private Instant end() {
        Instant deadline = deadline();
        if (deadline != null) {
            return deadline;
        }
        return engine.clock().instant().plus(Objects.requireNonNull(spec.lease(), "checked at the start"));
    }
}
