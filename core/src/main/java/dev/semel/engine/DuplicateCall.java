// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.InProgressPolicy;
import dev.semel.Outcome;
import dev.semel.UnreadableRecordException;
import dev.semel.event.OperationEvent;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Answers a call from the existing record, without running the body. */
final class DuplicateCall<I, R> {

    private final KeyedCall<I, R> call;
    private final Replayer<I, R> replayer;

    DuplicateCall(KeyedCall<I, R> call) {
        this.call = call;
        this.replayer = new Replayer<>(call);
    }

    /** Acts on a verdict that is no claim: answers, or waits for the attempt that executes. */
    Next<R> answer(ClaimVerdict verdict, ClaimLoop.Asking asking) throws Exception {
        return switch (verdict) {
            case ClaimVerdict.InProgress other -> await(other.record(), asking);
            case ClaimVerdict.Completed completed -> {
                call.keep(completed.record());
                yield Next.answer(replayer.replay(completed.record(), false));
            }
            case ClaimVerdict.Mismatch mismatch -> {
                call.tell(new OperationEvent.Mismatch(call.key()));
                yield Next.answer(new Outcome.Mismatch<>(mismatch.record()));
            }
            case ClaimVerdict.Unverifiable other -> {
                call.tell(new OperationEvent.Unverifiable(
                        call.key(), other.record().fingerprint().algorithm()));
                yield Next.answer(new Outcome.Unverifiable<>(other.record()));
            }
            case ClaimVerdict.Quarantined parked -> {
                call.tell(new OperationEvent.Quarantined(call.key()));
                yield Next.answer(new Outcome.Quarantined<>(parked.record()));
            }
            case ClaimVerdict.Unreadable unreadable -> {
                call.tell(new OperationEvent.Unreadable(call.key()));
                throw UnreadableRecordException.notExecuted(call.key(), unreadable.record());
            }
            case ClaimVerdict.Spent spent ->
                throw new IllegalStateException(
                        "The ClaimIdSource gave an id that was used before: ids must be unique");
            case ClaimVerdict.Claimed claimed -> throw new IllegalStateException("A claim is no duplicate");
        };
    }

    /** {@return the answer of the replay cache; empty if there is no cache or it cannot answer} */
    Optional<Outcome<R>> cached(Instant now) throws Exception {
        ReplayCache cache = call.engine().replayCache();
        IdempotencyRecord.Completed record = cache == null ? null : cache.find(call.key(), call.fingerprint(), now);
        return record == null ? Optional.empty() : Optional.of(replayer.replay(record, true));
    }

    /** Answers from the outcome of another call with the same key and payload, which a batch made just before. */
    Outcome<R> replay(Outcome<R> first) {
        return switch (first) {
            case Outcome.Executed<R> executed -> replayer.replayed(executed.value(), executed.record(), true);
            case Outcome.Replayed<R> replayed -> replayer.replayed(replayed.value(), replayed.record(), true);
            case Outcome.FinallyFailed<R> failed -> replayer.failed(failed.failure(), failed.record());
            case Outcome.InProgress<R> other -> inProgress(other.record(), other.retryAfter(), call.now());
            case Outcome.Bypassed<R> same -> same;
            case Outcome.Mismatch<R> same -> same;
            case Outcome.Unverifiable<R> same -> same;
            case Outcome.Quarantined<R> same -> same;
            case Outcome.ClaimLost<R> same -> same;
            case Outcome.NotRecorded<R> same -> same;
            case Outcome.ResultUnavailable<R> same -> same;
        };
    }

    // ---- another attempt executes ----

    private Next<R> await(IdempotencyRecord.InProgress record, ClaimLoop.Asking asking) throws InterruptedException {
        Instant now = call.now();
        Duration pause = switch (call.spec().duplicates().onInProgress()) {
            case InProgressPolicy.FailFast failFast -> Duration.ZERO;
            case InProgressPolicy.WaitUpTo waitUpTo ->
                shortest(
                        Duration.between(now, lastPoll(asking.start().plus(waitUpTo.limit()))),
                        retryAfter(record, now).plusMillis(1),
                        call.engine().pollBackoff().after(asking.tries()));
        };
        if (!pause.isPositive()) {
            return Next.answer(inProgress(record, now));
        }
        call.engine().waiting().await(pause);
        return new Next.AfterInProgress<>(record);
    }

    Outcome<R> inProgress(IdempotencyRecord.InProgress record, Instant now) {
        return inProgress(record, retryAfter(record, now), now);
    }

    private Outcome<R> inProgress(IdempotencyRecord.InProgress record, Duration retryAfter, Instant now) {
        Duration age = Span.between(record.claim().claimedAt(), now);
        call.tell(new OperationEvent.InProgress(call.key(), record.claim().attempt(), age, retryAfter));
        return new Outcome.InProgress<>(record, retryAfter);
    }

    private static Duration retryAfter(IdempotencyRecord.InProgress record, Instant now) {
        return Span.between(now, record.leaseExpiresAt());
    }

    /** Stops polling while there is still time to execute and record. */
    private Instant lastPoll(Instant limit) {
        Instant deadline = call.deadline();
        if (deadline == null) {
            return limit;
        }
        Instant latest = deadline.minus(call.spec().timing().recordingTime()).minusMillis(1);
        return latest.isBefore(limit) ? latest : limit;
    }

    private static Duration shortest(Duration a, Duration b, Duration c) {
        Duration ab = a.compareTo(b) < 0 ? a : b;
        return ab.compareTo(c) < 0 ? ab : c;
    }
}
