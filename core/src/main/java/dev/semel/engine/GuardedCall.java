// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.Body;
import dev.semel.DeadlineTooShortException;
import dev.semel.Outcome;
import dev.semel.StoreUnavailableException;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.event.OperationEvent;
import dev.semel.model.BypassReason;
import dev.semel.model.Certainty;
import dev.semel.model.Claim;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One guarded call: claims, and then waits, replays, refuses or executes, depending on the store's answer. Whatever the
 * lease, the body runs only if more than the recording time is left when the claim's reply arrives (E1).
 *
 * @param <I> the input
 * @param <R> the result
 */
public final class GuardedCall<I, R> {

    /**
     * A claim of this call, answered.
     *
     * @param verdict the answer
     * @param asked the moment of the claim
     * @param latency the time until the answer
     * @param end the moment by which the call must have ended
     */
    public record AnsweredClaim(ClaimVerdict verdict, Instant asked, Duration latency, Instant end) {}

    private final KeyedCall<I, R> call;
    private final Body<I, R> body;
    private final Claimer claimer;
    private final DuplicateCall<I, R> duplicate;
    private final ClaimLoop<R> loop;

    public GuardedCall(KeyedCall<I, R> call, Body<I, R> body) {
        this.call = call;
        this.body = body;
        this.claimer = new Claimer(call);
        this.duplicate = new DuplicateCall<>(call);
        this.loop = new ClaimLoop<>(claimer, duplicate);
    }

    public KeyedCall<I, R> call() {
        return call;
    }

    public Claimer claimer() {
        return claimer;
    }

    /** Runs the call up to its last write. */
    public CallEnd<R> run() throws Exception {
        Instant start = call.now();
        Optional<Outcome<R>> cached = duplicate.cached(start);
        return cached.isPresent() ? new CallEnd.Finished<>(cached.get()) : loop.run(start, this::claim);
    }

    /** As {@link #run()}, with the first claim made. */
    public CallEnd<R> run(AnsweredClaim first) throws Exception {
        return loop.resume(first.asked(), answer(first, new ClaimLoop.Asking(first.asked(), 1)), this::claim);
    }

    /** {@return the answer of the replay cache; empty if there is no cache or it cannot answer} */
    public Optional<Outcome<R>> cached() throws Exception {
        return duplicate.cached(call.now());
    }

    /** Answers from the outcome of an equal call of the same batch. */
    public Outcome<R> replay(Outcome<R> first) {
        return duplicate.replay(first);
    }

    private Next<R> claim(Instant now, Instant end, ClaimLoop.Asking asking) throws Exception {
        AnsweredClaim claim;
        try {
            ClaimVerdict verdict = claimer.claim(now, end);
            claim = new AnsweredClaim(verdict, now, call.since(now), end);
        } catch (StoreException e) {
            return new Next.Answer<>(runWithoutStore(end, e));
        }
        return answer(claim, asking);
    }

    private Next<R> answer(AnsweredClaim claim, ClaimLoop.Asking asking) throws Exception {
        return claim.verdict() instanceof ClaimVerdict.Claimed claimed
                ? execute(claimed.record(), claim.latency(), claim.end())
                : duplicate.answer(claim.verdict(), asking);
    }

    /** Ends a call whose claim the store did not answer: nothing runs (E9), unless the operation fails open. */
    public CallEnd<R> runWithoutStore(Instant end, StoreException exception) throws Exception {
        boolean mayRun = call.spec().bypass().failsOpen()
                && exception.reason() == StoreException.Reason.UNAVAILABLE
                && call.now().isBefore(end);
        if (!mayRun) {
            throw StoreUnavailableException.notExecuted(call.key(), exception);
        }
        CallIdentity.Unguarded unguarded =
                new CallIdentity.Unguarded(call.key(), call.intent(), BypassReason.STORE_UNAVAILABLE);
        return new CallEnd.Finished<>(
                new UnguardedCall<>(call.engine(), call.spec(), unguarded, end, call.input(), body).run());
    }

    // ---- under the claim ----

    /** Executes under the claim, if it came in time. */
    private Next<R> execute(IdempotencyRecord.InProgress record, Duration latency, Instant end) throws Exception {
        Claim claim = record.claim();
        call.tell(new OperationEvent.Claimed(call.key(), claim.attempt(), claim.fence(), record.earlier(), latency));
        refuseUnpermitted(record, end);
        if (record.earlier() == Certainty.UNKNOWN
                && call.spec().failures().onUnknownOutcome() instanceof UnknownOutcomePolicy.Quarantine<I, R>) {
            return quarantine(record, end);
        }
        Instant usable = claimer.usable(record, end);
        if (claimer.isEnough(call.now(), usable)) {
            return execute(record, usable);
        }
        if (call.deadline() == null) {
            return executeRenewed(record, end);
        }
        throw tooLate(record, usable, end);
    }

    private void refuseUnpermitted(IdempotencyRecord.InProgress record, Instant end) {
        if (call.permit() instanceof ClaimPermit.Always) {
            return;
        }
        Optional<StoreException> refusal = new PermitCheck(call, end).refusal();
        if (refusal.isPresent()) {
            claimer.giveBack(record, end);
            throw StoreUnavailableException.notExecuted(call.key(), refusal.get());
        }
    }

    private Next<R> execute(IdempotencyRecord.InProgress record, Instant usable) throws Exception {
        return new Next.Answer<>(new Attempt<>(new OwnedClaim<>(call, record, usable), body).run());
    }

    private DeadlineTooShortException tooLate(IdempotencyRecord.InProgress record, Instant usable, Instant end) {
        DeadlineTooShortException exception = claimer.tooShort(call.now(), usable);
        claimer.giveBack(record, end);
        return exception;
    }

    /**
     * Executes under a claim that came back too late for its lease. The call has no deadline, so one renewal is tried.
     */
    private Next<R> executeRenewed(IdempotencyRecord.InProgress record, Instant end) throws Exception {
        OperationSpec.Timing timing = call.spec().timing();
        WriteRequest.Renew request =
                new WriteRequest.Renew(call.key(), record.claim().id(), timing.declaredLease(), timing.retention());
        WriteVerdict verdict;
        try {
            verdict = call.store()
                    .call("renew", end, 1, timed -> call.engine().store().renew(request, timed));
        } catch (StoreException e) {
            claimer.giveBack(record, end);
            throw StoreUnavailableException.notExecuted(call.key(), e);
        }
        if (!(verdict instanceof WriteVerdict.Applied applied)
                || !(applied.record() instanceof IdempotencyRecord.InProgress mine)) {
            return new Next.AfterLostClaim<>();
        }
        Instant usable = claimer.usable(mine, mine.leaseExpiresAt());
        if (claimer.isEnough(call.now(), usable)) {
            return execute(mine, usable);
        }
        throw tooLate(mine, usable, end);
    }

    /**
     * Quarantines the key: the outcome of an earlier attempt is unknown, and the operation wants a decision. If another
     * verdict comes, the claim is asked for again, and the record that is there now answers.
     */
    private Next<R> quarantine(IdempotencyRecord.InProgress record, Instant end) {
        int attempt = record.claim().attempt();
        ClaimWrites writes = claimer.writes(record.claim().id(), attempt, end);
        try {
            WriteVerdict verdict = writes.write(
                    writes.quarantine("the outcome of an attempt before attempt " + attempt + " is unknown"));
            return verdict instanceof WriteVerdict.Applied applied
                            && applied.record() instanceof IdempotencyRecord.Quarantined quarantined
                    ? Next.answer(new Outcome.Quarantined<>(quarantined))
                    : new Next.AfterLostClaim<>();
        } catch (StoreException e) {
            claimer.giveBack(record, end);
            throw StoreUnavailableException.notExecuted(call.key(), e);
        }
    }
}
