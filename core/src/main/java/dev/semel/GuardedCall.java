// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One guarded call: claims, and then waits, replays, refuses or executes, by what the store answers.
 *
 * <p>Every claim has an id of its own; only the repetition of a claim whose reply was lost uses the same one. The
 * deadline is the caller's; without one it is, for each claim, the end of the declared lease less ε. Whatever the lease,
 * the body runs only if more than the recording time is left when the claim's reply arrives (E1).
 */
record GuardedCall<I, R>(
        Engine engine,
        OperationSpec<I, R> spec,
        I input,
        Body<I, R> body,
        IdempotencyKey key,
        Fingerprint fingerprint,
        @Nullable Instant deadline,
        StoreCalls store) {

    private static final int CLAIM_TRIES = 3;

    Outcome<R> outcome() throws Exception {
        Instant start = engine.clock().instant();
        IdempotencyRecord.Completed cached = cached(start);
        if (cached != null) {
            return replaying().outcome(cached, true);
        }
        for (int polls = 1; ; polls++) {
            Outcome<R> outcome = claimOnce(start, polls);
            if (outcome != null) {
                return outcome;
            }
        }
    }

    /** Claims, and acts on the answer; null to claim again. */
    private @Nullable Outcome<R> claimOnce(Instant start, int polls) throws Exception {
        Instant now = engine.clock().instant();
        Instant end = end(now);
        requireTime(now, end);
        ClaimVerdict verdict;
        try {
            verdict = claim(now, end);
        } catch (StoreException e) {
            return withoutStore(end, e);
        }
        return switch (verdict) {
            case ClaimVerdict.Claimed claimed -> own(claimed.record(), now, end);
            case ClaimVerdict.Held held -> held(held.record(), start, polls);
            case ClaimVerdict.Done done -> {
                keep(done.record());
                yield replaying().outcome(done.record(), false);
            }
            case ClaimVerdict.Mismatched mismatched -> {
                engine.tell(new OperationEvent.MetMismatch(key));
                yield new Outcome.Mismatch<>(mismatched.record());
            }
            case ClaimVerdict.Unverifiable other -> {
                engine.tell(new OperationEvent.MetUnverifiable(
                        key, other.record().fingerprint().algorithm()));
                yield new Outcome.Unverifiable<>(other.record());
            }
            case ClaimVerdict.Parked parked -> {
                engine.tell(new OperationEvent.MetQuarantine(key));
                yield new Outcome.Quarantined<>(parked.record());
            }
            case ClaimVerdict.Unread unread -> throw UnreadableRecordException.notExecuted(key, unread.record());
            case ClaimVerdict.Spent spent ->
                throw new IllegalStateException(
                        "The ClaimIdSource gave an id that was used before: ids must be unique");
        };
    }

    private ClaimVerdict claim(Instant now, Instant end) throws InterruptedException {
        Duration covering = Duration.between(now, end).plus(engine.clockSkew()); // E4
        Duration declared = spec.lease();
        ClaimRequest request = new ClaimRequest(
                key,
                engine.claimIds().next(),
                fingerprint,
                spec.fingerprintPolicy(),
                declared == null || covering.compareTo(declared) > 0 ? covering : declared,
                spec.retention(),
                engine.source());
        Instant until = end.minus(spec.recordingTime());
        try {
            return store.call(
                    "claim", until, CLAIM_TRIES, call -> engine.store().claim(request, call));
        } catch (StoreException e) {
            giveBackUnanswered(request.claimId(), e, until);
            throw e;
        }
    }

    /** The claim may have been applied. Nobody will execute under it, so it is given back if that takes no extra time. */
    private void giveBackUnanswered(ClaimId claimId, StoreException failure, Instant until) {
        boolean mayBeApplied = failure.reason() == StoreException.Reason.UNAVAILABLE;
        boolean unused = spec.whenStoreIsUnavailable() == OutagePolicy.FAIL_CLOSED;
        if (mayBeApplied && unused && engine.clock().instant().isBefore(until)) {
            recording(claimId, 1, until).releaseQuietly(Certainty.NOT_STARTED);
        }
    }

    private Outcome<R> withoutStore(Instant end, StoreException exception) throws Exception {
        boolean inTime = engine.clock().instant().isBefore(end);
        if (spec.whenStoreIsUnavailable() == OutagePolicy.EXECUTE_UNGUARDED && inTime) {
            return UnguardedCall.run(engine, key, Outcome.BypassReason.STORE_UNAVAILABLE, end, input, body);
        }
        throw StoreUnavailableException.notExecuted(key, exception); // E9
    }

    // ---- the key is held by another ----

    private @Nullable Outcome<R> held(IdempotencyRecord.InProgress record, Instant start, int polls)
            throws InterruptedException {
        Instant now = engine.clock().instant();
        Duration retryAfter = notNegative(Duration.between(now, record.leaseExpiresAt()));
        Duration pause = switch (spec.onInProgress()) {
            case InProgressPolicy.FailFast failFast -> Duration.ZERO;
            case InProgressPolicy.WaitUpTo waitUpTo -> {
                Duration left = Duration.between(now, lastPoll(start.plus(waitUpTo.limit())));
                yield shortest(
                        left, retryAfter.plusMillis(1), engine.pollBackoff().after(polls));
            }
        };
        if (pause.isPositive()) {
            engine.waiting().await(pause);
            return null;
        }
        Duration age = notNegative(Duration.between(record.claim().claimedAt(), now));
        engine.tell(new OperationEvent.MetInProgress(key, record.claim().attempt(), age, retryAfter));
        return new Outcome.InProgress<>(record, retryAfter);
    }

    /** Waiting must leave time to execute and record, if it shall have been of use. */
    private Instant lastPoll(Instant limit) {
        if (deadline == null) {
            return limit;
        }
        Instant latest = deadline.minus(spec.recordingTime()).minusMillis(1);
        return latest.isBefore(limit) ? latest : limit;
    }

    // ---- the key is ours ----

    private @Nullable Outcome<R> own(IdempotencyRecord.InProgress record, Instant asked, Instant end) throws Exception {
        Instant now = engine.clock().instant();
        engine.tell(new OperationEvent.Claimed(
                key,
                record.claim().attempt(),
                record.claim().fence(),
                record.earlier(),
                notNegative(Duration.between(asked, now))));
        if (record.earlier() == Certainty.UNKNOWN
                && spec.onUnknownOutcome() instanceof UnknownOutcomePolicy.Quarantine<I, R>) {
            return park(record, end);
        }
        Instant usable = usable(record, end);
        if (isEnough(now, usable)) {
            return execute(record, usable);
        }
        if (deadline == null) {
            IdempotencyRecord.InProgress renewed = renew(record, end);
            Instant renewedEnd = usable(renewed, renewed.leaseExpiresAt());
            if (isEnough(engine.clock().instant(), renewedEnd)) {
                return execute(renewed, renewedEnd);
            }
        }
        recording(record.claim().id(), record.claim().attempt(), end).releaseQuietly(Certainty.NOT_STARTED);
        throw DeadlineTooShortException.left(spec.name(), Duration.between(now, usable), spec.recordingTime());
    }

    private Outcome<R> execute(IdempotencyRecord.InProgress record, Instant usable) throws Exception {
        Lease lease = new Lease(
                engine,
                store,
                record,
                usable,
                spec.recordingTime(),
                deadline == null ? spec.lease() : null,
                spec.retention());
        return new Attempt<>(engine, spec, input, body, store, record, lease).outcome();
    }

    /** The claim came back too late for its lease; nobody waits for this call, so a new lease may be had. */
    private IdempotencyRecord.InProgress renew(IdempotencyRecord.InProgress record, Instant end)
            throws InterruptedException {
        WriteRequest.Renew request = new WriteRequest.Renew(
                key, record.claim().id(), Objects.requireNonNull(spec.lease(), "no deadline"), spec.retention());
        try {
            WriteVerdict verdict =
                    store.call("renew", end, 1, call -> engine.store().renew(request, call));
            return verdict instanceof WriteVerdict.Applied applied
                            && applied.record() instanceof IdempotencyRecord.InProgress renewed
                    ? renewed
                    : record;
        } catch (StoreException e) {
            throw StoreUnavailableException.notExecuted(key, e);
        }
    }

    /** An earlier attempt's outcome is unknown, and the operation wants a decision; null when the claim was lost. */
    private @Nullable Outcome<R> park(IdempotencyRecord.InProgress record, Instant end) {
        try {
            WriteVerdict verdict = recording(record.claim().id(), record.claim().attempt(), end)
                    .quarantine("the outcome of an attempt before attempt "
                            + record.claim().attempt() + " is unknown");
            return verdict instanceof WriteVerdict.Applied applied
                            && applied.record() instanceof IdempotencyRecord.Quarantined parked
                    ? new Outcome.Quarantined<>(parked)
                    : null;
        } catch (StoreException e) {
            throw StoreUnavailableException.notExecuted(key, e);
        }
    }

    // ---- time ----

    /** When a claim made now must have ended. */
    private Instant end(Instant now) {
        if (deadline != null) {
            return deadline;
        }
        return now.plus(Objects.requireNonNull(spec.lease(), "checked at the start"))
                .minus(engine.clockSkew());
    }

    /** Until when the claim can be used: ε before its lease ends, and never past the end of the call. */
    private Instant usable(IdempotencyRecord.InProgress record, Instant end) {
        Instant leased = record.leaseExpiresAt().minus(engine.clockSkew());
        return leased.isBefore(end) ? leased : end;
    }

    private boolean isEnough(Instant now, Instant end) {
        return Duration.between(now, end).compareTo(spec.recordingTime()) > 0;
    }

    private void requireTime(Instant now, Instant end) {
        if (!isEnough(now, end)) {
            throw DeadlineTooShortException.left(spec.name(), Duration.between(now, end), spec.recordingTime());
        }
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private static Duration shortest(Duration a, Duration b, Duration c) {
        Duration ab = a.compareTo(b) < 0 ? a : b;
        return ab.compareTo(c) < 0 ? ab : c;
    }

    // ---- parts ----

    private Recording recording(ClaimId claimId, int attempt, Instant lastWrite) {
        return new Recording(engine, store, key, claimId, attempt, () -> lastWrite);
    }

    private Replaying<I, R> replaying() {
        return new Replaying<>(engine, spec, key, input);
    }

    private IdempotencyRecord.@Nullable Completed cached(Instant now) {
        ReplayCache cache = engine.replayCache();
        return cache == null ? null : cache.find(key, fingerprint, now);
    }

    private void keep(IdempotencyRecord.Completed record) {
        ReplayCache cache = engine.replayCache();
        if (cache != null) {
            cache.keep(key, record);
        }
    }
}
