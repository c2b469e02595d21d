// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.Body;
import dev.semel.DeadlineTooShortException;
import dev.semel.OutagePolicy;
import dev.semel.Outcome;
import dev.semel.StoreUnavailableException;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.event.OperationEvent;
import dev.semel.model.BypassReason;
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
public record GuardedCall<I, R>(
        Engine engine,
        OperationSpec<I, R> spec,
        I input,
        Body<I, R> body,
        IdempotencyKey key,
        Fingerprint fingerprint,
        Claimer claiming) {

    public static <I, R> GuardedCall<I, R> of(
            Engine engine,
            OperationSpec<I, R> spec,
            I input,
            Body<I, R> body,
            Identity.Guarded identity,
            @Nullable Instant deadline) {
        StoreCalls store = new StoreCalls(engine, identity.key());
        Claimer claiming = new Claimer(engine, spec, store, identity.fingerprint(), deadline);
        return new GuardedCall<>(engine, spec, input, body, identity.key(), identity.fingerprint(), claiming);
    }

    /**
     * A claim of this call, answered.
     *
     * @param verdict the answer
     * @param asked when it was asked for
     * @param latency how long the answer took
     * @param end when the call must have ended
     */
    public record AnsweredClaim(ClaimVerdict verdict, Instant asked, Duration latency, Instant end) {}

    public CallEnd<R> ended() throws Exception {
        Instant start = engine.clock().instant();
        Outcome<R> cached = taken().cached(fingerprint, start);
        return cached == null ? claimed(start, null, 1) : new CallEnd.Finished<>(cached);
    }

    /** As {@link #ended()}, with the first claim made. */
    public CallEnd<R> ended(AnsweredClaim first) throws Exception {
        CallEnd<R> ended = answer(first, first.asked(), 1);
        return ended == null ? claimed(first.asked(), heldBy(first.verdict(), null), 2) : ended;
    }

    private CallEnd<R> claimed(Instant start, IdempotencyRecord.@Nullable InProgress other, int firstPoll)
            throws Exception {
        IdempotencyRecord.InProgress held = other;
        for (int polls = firstPoll; ; polls++) {
            Instant now = engine.clock().instant();
            Instant end = claiming.end(now);
            if (!claiming.isEnough(now, end)) {
                if (held != null) {
                    return new CallEnd.Finished<>(taken().inProgress(held, now));
                }
                throw claiming.tooShort(now, end);
            }
            AnsweredClaim claim;
            try {
                ClaimVerdict verdict = claiming.claim(now, end);
                claim = new AnsweredClaim(verdict, now, latency(now), end);
            } catch (StoreException e) {
                return withoutStore(end, e);
            }
            CallEnd<R> ended = answer(claim, start, polls);
            if (ended != null) {
                return ended;
            }
            held = heldBy(claim.verdict(), held);
        }
    }

    private static IdempotencyRecord.@Nullable InProgress heldBy(
            ClaimVerdict verdict, IdempotencyRecord.@Nullable InProgress before) {
        return verdict instanceof ClaimVerdict.InProgress other ? other.record() : before;
    }

    /** Acts on the answer to a claim; null to claim again. */
    private @Nullable CallEnd<R> answer(AnsweredClaim claim, Instant start, int polls) throws Exception {
        if (claim.verdict() instanceof ClaimVerdict.Claimed claimed) {
            return own(claimed.record(), claim.latency(), claim.end());
        }
        Outcome<R> outcome = taken().outcome(claim.verdict(), start, polls);
        return outcome == null ? null : new CallEnd.Finished<>(outcome);
    }

    /** The store did not answer the claim: nothing runs (E9), unless the operation fails open. */
    public CallEnd<R> withoutStore(Instant end, StoreException exception) throws Exception {
        boolean mayRun = spec.whenStoreIsUnavailable() == OutagePolicy.EXECUTE_UNGUARDED
                && exception.reason() == StoreException.Reason.UNAVAILABLE
                && engine.clock().instant().isBefore(end);
        if (mayRun) {
            return new CallEnd.Finished<>(
                    UnguardedCall.run(engine, key, BypassReason.STORE_UNAVAILABLE, end, input, body));
        }
        throw StoreUnavailableException.notExecuted(key, exception);
    }

    /** Executes under the claim, if it came in time; null when it was lost again. */
    private @Nullable CallEnd<R> own(IdempotencyRecord.InProgress record, Duration latency, Instant end)
            throws Exception {
        engine.tell(new OperationEvent.Claimed(
                key, record.claim().attempt(), record.claim().fence(), record.earlier(), latency));
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

    private CallEnd<R> tooLate(IdempotencyRecord.InProgress record, Instant usable, Instant end) {
        DeadlineTooShortException exception = claiming.tooShort(engine.clock().instant(), usable);
        claiming.giveBack(record, end);
        throw exception;
    }

    private CallEnd<R> execute(IdempotencyRecord.InProgress record, Instant usable) throws Exception {
        Lease lease = new Lease(
                engine,
                claiming.store(),
                record,
                usable,
                spec.recordingTime(),
                claiming.deadline() == null ? spec.lease() : null,
                spec.retention());
        return new Attempt<>(engine, spec, input, body, claiming.store(), record, lease).ended();
    }

    /** The claim came back too late for its lease. Nobody waits for this call, so the lease may be lengthened once. */
    private @Nullable CallEnd<R> renewed(IdempotencyRecord.InProgress record, Instant end) throws Exception {
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
    private @Nullable CallEnd<R> park(IdempotencyRecord.InProgress record, Instant end) {
        int attempt = record.claim().attempt();
        ClaimWrites recording = claiming.recording(record.claim().id(), attempt, end);
        try {
            WriteVerdict verdict = recording.write(
                    recording.quarantining("the outcome of an attempt before attempt " + attempt + " is unknown"));
            return verdict instanceof WriteVerdict.Applied applied
                            && applied.record() instanceof IdempotencyRecord.Quarantined parked
                    ? new CallEnd.Finished<>(new Outcome.Quarantined<>(parked))
                    : null;
        } catch (StoreException e) {
            claiming.giveBack(record, end);
            throw StoreUnavailableException.notExecuted(key, e);
        }
    }

    /** Returns how long ago that was; zero if the clock stepped back. */
    public Duration latency(Instant since) {
        Duration latency = Duration.between(since, engine.clock().instant());
        return latency.isNegative() ? Duration.ZERO : latency;
    }

    /** Answers from the replay cache, if there is one and it can; else null. */
    @Nullable
    public Outcome<R> cached() throws Exception {
        return taken().cached(fingerprint, engine.clock().instant());
    }

    private DuplicateCall<I, R> taken() {
        return new DuplicateCall<>(engine, spec, key, input, claiming.deadline());
    }
}
