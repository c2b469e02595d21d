// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine.batch;

import dev.semel.BatchResult;
import dev.semel.engine.ClaimWrites;
import dev.semel.engine.GuardedCall;
import dev.semel.engine.Identity;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.WriteRequest;
import dev.semel.store.StoreException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One input of a batch on its way. Worked on by one thread at a time, in this order: the claim, the body, the record of
 * the result.
 */
final class BatchItem<I, R> {

    /** What an item is: a call of its own, a repetition of an earlier one, or nothing that can be called. */
    sealed interface Kind<I, R> {

        /** A guarded call. */
        record Guarded<I, R>(GuardedCall<I, R> call) implements Kind<I, R> {}

        /** A call without protection. */
        record Unguarded<I, R>(Identity.Unguarded identity) implements Kind<I, R> {}

        /** An input whose key an earlier one has; {@code call} is made only if their payloads differ. */
        record Repeated<I, R>(BatchItem<I, R> first, GuardedCall<I, R> call) implements Kind<I, R> {

            boolean isEqual() {
                return call.fingerprint()
                        .equals(Objects.requireNonNull(first.guarded()).fingerprint());
            }
        }

        /** An input without a usable key. */
        record Refused<I, R>(Exception exception) implements Kind<I, R> {}
    }

    private final I input;
    private final Kind<I, R> kind;
    private volatile @Nullable ClaimId claimId;
    private volatile GuardedCall.@Nullable AnsweredClaim claim;
    private volatile @Nullable StoreException unclaimed;
    private volatile boolean begun;
    private volatile boolean passed;
    private volatile @Nullable BatchResult<R> result;

    BatchItem(I input, Kind<I, R> kind) {
        this.input = input;
        this.kind = kind;
    }

    I input() {
        return input;
    }

    Kind<I, R> kind() {
        return kind;
    }

    /** Returns the call of a guarded item; null for every other one. */
    @Nullable
    GuardedCall<I, R> guarded() {
        return kind instanceof Kind.Guarded<I, R> guarded ? guarded.call() : null;
    }

    // ---- the claim ----

    /** Notes that a claim was sent, whatever it will be answered. */
    void claiming(ClaimId id) {
        claimId = id;
    }

    void claimed(GuardedCall.AnsweredClaim answered) {
        claim = answered;
        if (!(answered.verdict() instanceof ClaimVerdict.Claimed)) {
            claimId = null;
        }
    }

    /** Notes that the claim was not answered; {@code mayBeApplied} if it must be given back all the same. */
    void unclaimed(StoreException exception, boolean mayBeApplied) {
        unclaimed = exception;
        if (!mayBeApplied) {
            claimId = null;
        }
    }

    GuardedCall.@Nullable AnsweredClaim claim() {
        return claim;
    }

    @Nullable
    StoreException unclaimed() {
        return unclaimed;
    }

    /** Notes that the call has begun, which gives its claim back by itself. */
    void begin() {
        begun = true;
        if (claim != null) {
            claimId = null;
        }
    }

    boolean hasBegun() {
        return begun;
    }

    /** Returns the release of a claim under which nothing began; null if there is none. */
    BatchWriter.@Nullable Entry unusedClaim(Instant until) {
        ClaimId id = claimId;
        GuardedCall<I, R> call = guarded();
        if (id == null || call == null) {
            return null;
        }
        int attempt = claim != null && claim.verdict() instanceof ClaimVerdict.Claimed claimed
                ? claimed.record().claim().attempt()
                : 1;
        ClaimWrites recording = call.claiming().recording(id, attempt, until);
        WriteRequest.Last release = recording.releasing(Certainty.NOT_STARTED);
        return new BatchWriter.Entry(release, recording, 1, ignored -> {});
    }

    // ---- the result ----

    void pass(boolean isCompleted) {
        passed = isCompleted;
    }

    /** Returns whether what comes after this item may run. */
    boolean hasPassed() {
        return passed;
    }

    void end(BatchResult<R> ended) {
        result = ended;
    }

    @Nullable
    BatchResult<R> result() {
        return result;
    }
}
