// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.InProgressPolicy;
import dev.semel.Outcome;
import dev.semel.UnreadableRecordException;
import dev.semel.event.OperationEvent;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A key that answers for itself: what one call makes of it, without an execution. */
record DuplicateCall<I, R>(
        Engine engine,
        OperationSpec<I, R> spec,
        IdempotencyKey key,
        I input,
        @Nullable Instant deadline) {

    /**
     * Acts on a verdict that is no claim; null to ask again, after a pause.
     *
     * @param start when the call began to ask
     * @param polls how often it has asked
     */
    @Nullable
    Outcome<R> outcome(ClaimVerdict verdict, Instant start, int polls) throws Exception {
        return switch (verdict) {
            case ClaimVerdict.InProgress held -> held(held.record(), start, polls);
            case ClaimVerdict.Completed done -> {
                keep(done.record());
                yield replaying().outcome(done.record(), false);
            }
            case ClaimVerdict.Mismatch mismatched -> {
                engine.tell(new OperationEvent.Mismatch(key));
                yield new Outcome.Mismatch<>(mismatched.record());
            }
            case ClaimVerdict.Unverifiable other -> {
                engine.tell(new OperationEvent.Unverifiable(
                        key, other.record().fingerprint().algorithm()));
                yield new Outcome.Unverifiable<>(other.record());
            }
            case ClaimVerdict.Quarantined parked -> {
                engine.tell(new OperationEvent.Quarantined(key));
                yield new Outcome.Quarantined<>(parked.record());
            }
            case ClaimVerdict.Unreadable unread -> throw UnreadableRecordException.notExecuted(key, unread.record());
            case ClaimVerdict.Spent spent ->
                throw new IllegalStateException(
                        "The ClaimIdSource gave an id that was used before: ids must be unique");
            case ClaimVerdict.Claimed claimed -> throw new IllegalStateException("A claimed key is not taken");
        };
    }

    /** Answers from the replay cache, if there is one and it can; else null. */
    @Nullable
    Outcome<R> cached(Fingerprint fingerprint, Instant now) throws Exception {
        ReplayCache cache = engine.replayCache();
        IdempotencyRecord.Completed record = cache == null ? null : cache.find(key, fingerprint, now);
        return record == null ? null : replaying().outcome(record, true);
    }

    private @Nullable Outcome<R> held(IdempotencyRecord.InProgress record, Instant start, int polls)
            throws InterruptedException {
        Instant now = engine.clock().instant();
        Duration pause = switch (spec.onInProgress()) {
            case InProgressPolicy.FailFast failFast -> Duration.ZERO;
            case InProgressPolicy.WaitUpTo waitUpTo ->
                shortest(
                        Duration.between(now, lastPoll(start.plus(waitUpTo.limit()))),
                        retryAfter(record, now).plusMillis(1),
                        engine.pollBackoff().after(polls));
        };
        if (!pause.isPositive()) {
            return inProgress(record, now);
        }
        engine.waiting().await(pause);
        return null;
    }

    Outcome<R> inProgress(IdempotencyRecord.InProgress record, Instant now) {
        Duration age = notNegative(Duration.between(record.claim().claimedAt(), now));
        Duration retryAfter = retryAfter(record, now);
        engine.tell(new OperationEvent.InProgress(key, record.claim().attempt(), age, retryAfter));
        return new Outcome.InProgress<>(record, retryAfter);
    }

    private static Duration retryAfter(IdempotencyRecord.InProgress record, Instant now) {
        return notNegative(Duration.between(now, record.leaseExpiresAt()));
    }

    /** Waiting must leave time to execute and record, if it shall have been of use. */
    private Instant lastPoll(Instant limit) {
        if (deadline == null) {
            return limit;
        }
        Instant latest = deadline.minus(spec.recordingTime()).minusMillis(1);
        return latest.isBefore(limit) ? latest : limit;
    }

    private void keep(IdempotencyRecord.Completed record) {
        ReplayCache cache = engine.replayCache();
        if (cache != null) {
            cache.keep(key, record);
        }
    }

    private Replayer<I, R> replaying() {
        return new Replayer<>(engine, spec, key, input);
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private static Duration shortest(Duration a, Duration b, Duration c) {
        Duration ab = a.compareTo(b) < 0 ? a : b;
        return ab.compareTo(c) < 0 ? ab : c;
    }
}
