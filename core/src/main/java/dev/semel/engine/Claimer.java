// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.DeadlineTooShortException;
import dev.semel.OutagePolicy;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the claims of one guarded call, and gives back those that nobody executes under.
 *
 * <p>Every claim has an id of its own; only the repetition of a claim whose reply was lost uses the same one. The
 * deadline is the caller's; without one it is, for each claim, the end of the declared lease less ε.
 */
public record Claimer(
        Engine engine,
        OperationSpec<?, ?> spec,
        StoreCalls store,
        Fingerprint fingerprint,
        @Nullable Instant deadline) {

    public static final int TRIES = 3;

    /**
     * Claims the key.
     *
     * @param now when the claim was decided on
     * @param end when the call must have ended
     * @throws StoreException if the store cannot answer; whatever it did is given back as far as that is possible
     */
    ClaimVerdict claim(Instant now, Instant end) throws InterruptedException {
        ClaimRequest request = request(now, end);
        Instant until = until(now, end);
        try {
            return store.call("claim", until, TRIES, call -> engine.store().claim(request, call));
        } catch (StoreException e) {
            if (isWorthGivingBack(e, until)) {
                giveBack(request.claimId(), 1, until);
            }
            throw e;
        } catch (InterruptedException | RuntimeException e) {
            giveBack(request.claimId(), 1, end);
            throw e;
        }
    }

    /** Returns a new claim, with an id of its own. */
    public ClaimRequest request(Instant now, Instant end) {
        return new ClaimRequest(
                key(),
                engine.claimIds().next(),
                fingerprint,
                spec.fingerprintPolicy(),
                lease(now, end),
                spec.retention(),
                engine.source());
    }

    /** Gives a claim back under which nothing ran, if that works at once; else its lease will lapse. */
    void giveBack(IdempotencyRecord.InProgress record, Instant end) {
        giveBack(record.claim().id(), record.claim().attempt(), end);
    }

    private void giveBack(ClaimId claimId, int attempt, Instant end) {
        recording(claimId, attempt, end).giveBack();
    }

    public ClaimWrites recording(ClaimId claimId, int attempt, Instant lastWrite) {
        return new ClaimWrites(engine, store, key(), claimId, attempt, () -> lastWrite);
    }

    IdempotencyKey key() {
        return store.key();
    }

    /** E4: the lease covers the call and ε, and whatever the operation declares. */
    private Duration lease(Instant now, Instant end) {
        Duration covering = Duration.between(now, end).plus(engine.clockSkew());
        Duration declared = spec.lease();
        return declared == null || covering.compareTo(declared) > 0 ? covering : declared;
    }

    /** Returns whether an unanswered claim should be given back. An operation that fails open needs the time itself. */
    public boolean isWorthGivingBack(StoreException failure, Instant until) {
        return mayBeApplied(failure) && !failsOpen() && engine.clock().instant().isBefore(until);
    }

    /** Returns until when a claim may be tried. */
    public Instant until(Instant now, Instant end) {
        Instant latest = end.minus(spec.recordingTime());
        Duration all = Duration.between(now, latest);
        Duration unset = failsOpen() ? all.dividedBy(2) : all;
        Duration timeout = spec.claimTimeout();
        return timeout == null || timeout.compareTo(all) > 0 ? now.plus(unset) : now.plus(timeout);
    }

    private boolean failsOpen() {
        return spec.whenStoreIsUnavailable() == OutagePolicy.EXECUTE_UNGUARDED;
    }

    /** An earlier try may have been applied although the last one was refused. */
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

    /** Returns when a claim made now must have ended. */
    public Instant end(Instant now) {
        return deadline != null ? deadline : now.plus(declaredLease()).minus(engine.clockSkew());
    }

    /** Returns until when a claim can be used: ε before its lease ends, and never past the end of the call. */
    Instant usable(IdempotencyRecord.InProgress record, Instant end) {
        Instant leased = record.leaseExpiresAt().minus(engine.clockSkew());
        return leased.isBefore(end) ? leased : end;
    }

    /** E1: to begin, more than the time to record the result must be left. */
    public boolean isEnough(Instant now, Instant end) {
        return Duration.between(now, end).compareTo(spec.recordingTime()) > 0;
    }

    public DeadlineTooShortException tooShort(Instant now, Instant end) {
        return DeadlineTooShortException.left(spec.name(), Duration.between(now, end), spec.recordingTime());
    }

    Duration declaredLease() {
        return Objects.requireNonNull(spec.lease(), "a call without a deadline has a declared lease");
    }
}
