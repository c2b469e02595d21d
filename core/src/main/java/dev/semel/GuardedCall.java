// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.Certainty;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One guarded call: claims, and then waits, replays, refuses or executes, by what the store answers. Whatever the lease,
 * the body runs only if more than the recording time is left when the claim's reply arrives (E1).
 */
record GuardedCall<I, R>(
        Engine engine,
        OperationSpec<I, R> spec,
        I input,
        Body<I, R> body,
        IdempotencyKey key,
        Fingerprint fingerprint,
        Claiming claiming) {

    Outcome<R> outcome() throws Exception {
        Instant start = engine.clock().instant();
        IdempotencyRecord.Completed cached = cached(start);
        if (cached != null) {
            return replaying().outcome(cached, true);
        }
        IdempotencyRecord.InProgress held = null;
        for (int polls = 1; ; polls++) {
            Instant now = engine.clock().instant();
            Instant end = claiming.end(now);
            if (!claiming.isEnough(now, end)) {
                if (held != null) {
                    return inProgress(held, now);
                }
                throw claiming.tooShort(now, end);
            }
            ClaimVerdict verdict;
            try {
                verdict = claiming.claim(now, end);
            } catch (StoreException e) {
                return withoutStore(end, e);
            }
            Outcome<R> outcome = answer(verdict, start, polls, now, end);
            if (outcome != null) {
                return outcome;
            }
            held = verdict instanceof ClaimVerdict.Held other ? other.record() : held;
        }
    }

    /** Acts on the answer to a claim; null to claim again. */
    private @Nullable Outcome<R> answer(ClaimVerdict verdict, Instant start, int polls, Instant asked, Instant end)
            throws Exception {
        return switch (verdict) {
            case ClaimVerdict.Claimed claimed -> own(claimed.record(), asked, end);
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

    private Outcome<R> withoutStore(Instant end, StoreException exception) throws Exception {
        boolean mayRun = spec.whenStoreIsUnavailable() == OutagePolicy.EXECUTE_UNGUARDED
                && exception.reason() == StoreException.Reason.UNAVAILABLE
                && engine.clock().instant().isBefore(end);
        if (mayRun) {
            return UnguardedCall.run(engine, key, Outcome.BypassReason.STORE_UNAVAILABLE, end, input, body);
        }
        throw StoreUnavailableException.notExecuted(key, exception); // E9
    }

    // ---- the key is held by another ----

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

    private Outcome<R> inProgress(IdempotencyRecord.InProgress record, Instant now) {
        Duration age = notNegative(Duration.between(record.claim().claimedAt(), now));
        Duration retryAfter = retryAfter(record, now);
        engine.tell(new OperationEvent.MetInProgress(key, record.claim().attempt(), age, retryAfter));
        return new Outcome.InProgress<>(record, retryAfter);
    }

    private static Duration retryAfter(IdempotencyRecord.InProgress record, Instant now) {
        return notNegative(Duration.between(now, record.leaseExpiresAt()));
    }

    /** Waiting must leave time to execute and record, if it shall have been of use. */
    private Instant lastPoll(Instant limit) {
        Instant deadline = claiming.deadline();
        if (deadline == null) {
            return limit;
        }
        Instant latest = deadline.minus(spec.recordingTime()).minusMillis(1);
        return latest.isBefore(limit) ? latest : limit;
    }

    // ---- the key is ours ----

    /** Executes under the claim, if it came in time; null when it was lost again. */
    private @Nullable Outcome<R> own(IdempotencyRecord.InProgress record, Instant asked, Instant end) throws Exception {
        engine.tell(new OperationEvent.Claimed(
                key,
                record.claim().attempt(),
                record.claim().fence(),
                record.earlier(),
                notNegative(Duration.between(asked, engine.clock().instant()))));
        if (record.earlier() == Certainty.UNKNOWN
                && spec.onUnknownOutcome() instanceof UnknownOutcomePolicy.Quarantine<I, R>) {
            return park(record, end);
        }
        Instant usable = claiming.usable(record, end);
        if (claiming.isEnough(engine.clock().instant(), usable)) {
            return execute(record, usable);
        }
        return claiming.deadline() == null ? renewed(record, end) : tooLate(record, usable, end);
    }

    private Outcome<R> tooLate(IdempotencyRecord.InProgress record, Instant usable, Instant end) {
        DeadlineTooShortException exception = claiming.tooShort(engine.clock().instant(), usable);
        claiming.giveBack(record, end);
        throw exception;
    }

    private Outcome<R> execute(IdempotencyRecord.InProgress record, Instant usable) throws Exception {
        Lease lease = new Lease(
                engine,
                claiming.store(),
                record,
                usable,
                spec.recordingTime(),
                claiming.deadline() == null ? spec.lease() : null,
                spec.retention());
        return new Attempt<>(engine, spec, input, body, claiming.store(), record, lease).outcome();
    }

    /** The claim came back too late for its lease. Nobody waits for this call, so the lease may be lengthened once. */
    private @Nullable Outcome<R> renewed(IdempotencyRecord.InProgress record, Instant end) throws Exception {
        WriteRequest.Renew request =
                new WriteRequest.Renew(key, record.claim().id(), claiming.declaredLease(), spec.retention());
        WriteVerdict verdict;
        try {
            verdict = claiming.store()
                    .call("renew", end, 1, call -> engine.store().renew(request, call));
        } catch (StoreException e) {
            claiming.giveBack(record, end);
            throw StoreUnavailableException.notExecuted(key, e);
        }
        if (!(verdict instanceof WriteVerdict.Applied applied)
                || !(applied.record() instanceof IdempotencyRecord.InProgress mine)) {
            return null;
        }
        Instant usable = claiming.usable(mine, mine.leaseExpiresAt());
        return claiming.isEnough(engine.clock().instant(), usable) ? execute(mine, usable) : tooLate(mine, usable, end);
    }

    /** An earlier attempt's outcome is unknown, and the operation wants a decision; null when the claim was lost. */
    private @Nullable Outcome<R> park(IdempotencyRecord.InProgress record, Instant end) {
        int attempt = record.claim().attempt();
        try {
            WriteVerdict verdict = claiming.recording(record.claim().id(), attempt, end)
                    .quarantine("the outcome of an attempt before attempt " + attempt + " is unknown");
            return verdict instanceof WriteVerdict.Applied applied
                            && applied.record() instanceof IdempotencyRecord.Quarantined parked
                    ? new Outcome.Quarantined<>(parked)
                    : null;
        } catch (StoreException e) {
            claiming.giveBack(record, end);
            throw StoreUnavailableException.notExecuted(key, e);
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
