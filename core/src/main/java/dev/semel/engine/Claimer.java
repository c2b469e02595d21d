// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.DeadlineTooShortException;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyRecord;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;

/**
 * Makes the claims of one call, and releases those under which nothing ran.
 *
 * <p>Every claim has an id of its own; only the repetition of a claim whose reply was lost uses the same one. The
 * deadline is the call's; without one it is, for each claim, the end of the declared lease less ε.
 */
public final class Claimer {

    private final KeyedCall<?, ?> call;

    Claimer(KeyedCall<?, ?> call) {
        this.call = call;
    }

    /**
     * Claims the key.
     *
     * @param now the moment of the decision to claim
     * @param end the moment by which the call must have ended
     * @throws StoreException if the store cannot answer; the claim is released as far as that is possible
     */
    ClaimVerdict claim(Instant now, Instant end) throws InterruptedException {
        ClaimRequest request = request(now, end);
        Instant until = until(now, end);
        try {
            return call.store()
                    .call(
                            "claim",
                            until,
                            RetryPolicy.CLAIM_TRIES,
                            timed -> call.engine().store().claim(request, timed));
        } catch (StoreException e) {
            if (isWorthGivingBack(e, until)) {
                writes(request.claimId(), 1, until).giveBack();
            }
            throw e;
        } catch (Exception e) {
            writes(request.claimId(), 1, end).giveBack();
            throw e;
        }
    }

    /** {@return a new claim, with an id of its own} */
    public ClaimRequest request(Instant now, Instant end) {
        return new ClaimRequest(
                call.key(),
                call.engine().claimIds().next(),
                call.fingerprint(),
                call.spec().fingerprinting().policy(),
                lease(now, end),
                timing().retention(),
                call.engine().source());
    }

    /** Tries once to release a claim under which nothing ran. If that fails, the lease will lapse. */
    void giveBack(IdempotencyRecord.InProgress record, Instant end) {
        writes(record.claim().id(), record.claim().attempt(), end).giveBack();
    }

    /** {@return the writes of a claim under which nothing ran} */
    public ClaimWrites writes(ClaimId claimId, int attempt, Instant lastWrite) {
        return new ClaimWrites(call, claimId, attempt, () -> lastWrite);
    }

    /** E4: the lease covers the call and ε, and at least the declared lease. */
    private Duration lease(Instant now, Instant end) {
        Duration covering = Duration.between(now, end).plus(call.engine().clockSkew());
        Duration declared = timing().lease();
        return declared == null || covering.compareTo(declared) > 0 ? covering : declared;
    }

    /**
     * {@return whether an unanswered claim should be released} An operation that fails open needs the time itself.
     */
    public boolean isWorthGivingBack(StoreException failure, Instant until) {
        return mayBeApplied(failure)
                && !call.spec().bypass().failsOpen()
                && call.now().isBefore(until);
    }

    /** {@return whether a call of the store may have been applied, although its last try was refused or failed} */
    static boolean mayBeApplied(RuntimeException failure) {
        if (failure instanceof StoreException answer && answer.reason() == StoreException.Reason.UNAVAILABLE) {
            return true;
        }
        for (Throwable earlier : failure.getSuppressed()) {
            if (earlier instanceof StoreException) {
                return true; // only a try without an answer is repeated
            }
        }
        return false;
    }

    // ---- time ----

    /** {@return the moment until which a claim may be tried} */
    public Instant until(Instant now, Instant end) {
        Instant latest = end.minus(timing().recordingTime());
        Duration all = Duration.between(now, latest);
        Duration unset = call.spec().bypass().failsOpen() ? all.dividedBy(2) : all;
        Duration timeout = timing().claimTimeout();
        return timeout == null || timeout.compareTo(all) > 0 ? now.plus(unset) : now.plus(timeout);
    }

    Instant now() {
        return call.now();
    }

    /** {@return the moment by which a claim made now must have ended} */
    public Instant end(Instant now) {
        Instant deadline = call.deadline();
        return deadline != null
                ? deadline
                : now.plus(timing().declaredLease()).minus(call.engine().clockSkew());
    }

    /**
     * {@return the moment until which a claim can be used: ε before its lease ends, and not past the end of the call}
     */
    Instant usable(IdempotencyRecord.InProgress record, Instant end) {
        Instant leased = record.leaseExpiresAt().minus(call.engine().clockSkew());
        return leased.isBefore(end) ? leased : end;
    }

    /** E1: returns whether more time is left than the recording of a result needs. */
    public boolean isEnough(Instant now, Instant end) {
        return Duration.between(now, end).compareTo(timing().recordingTime()) > 0;
    }

    public DeadlineTooShortException tooShort(Instant now, Instant end) {
        return DeadlineTooShortException.left(call.spec().name(), Duration.between(now, end), timing().recordingTime());
    }

    private OperationSpec.Timing timing() {
        return call.spec().timing();
    }
}
