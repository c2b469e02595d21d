// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine.batch;

import dev.semel.BatchResult;
import dev.semel.engine.CallIdentity;
import dev.semel.engine.ClaimWrites;
import dev.semel.engine.GuardedCall;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.store.StoreException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One input of a batch and its progress. One thread at a time works on it, in this order: the claim, the body, the
 * record of the result.
 */
final class BatchItem<I, R> {

    /** The kind of an item: a call of its own, a repetition of an earlier one, or an input that cannot be called. */
    sealed interface Kind<I, R> {

        /** A guarded call. */
        record Guarded<I, R>(GuardedCall<I, R> call) implements Kind<I, R> {}

        /** A call without protection. */
        record Unguarded<I, R>(CallIdentity.Unguarded identity) implements Kind<I, R> {}

        /** An input with the key of an earlier one; {@code call} is made only if their payloads differ. */
        record Repeated<I, R>(BatchItem<I, R> first, GuardedCall<I, R> call) implements Kind<I, R> {

            boolean isEqual() {
                return call.call()
                        .fingerprint()
                        .equals(Objects.requireNonNull(first.guarded()).call().fingerprint());
            }
        }

        /** An input without a usable key. */
        record Refused<I, R>(Exception exception) implements Kind<I, R> {}
    }

    /** The claim that was made together with those of the other items. */
    sealed interface FirstClaim {

        /** No claim was made: the item claims by itself. */
        record NotMade() implements FirstClaim {}

        /** The claim was sent, and its answer is open. */
        record Open() implements FirstClaim {}

        /** The claim was answered. */
        record Answered(GuardedCall.AnsweredClaim claim) implements FirstClaim {}

        /** The store did not answer the claim. */
        record Unanswered(StoreException exception) implements FirstClaim {}
    }

    private final I input;
    private final Kind<I, R> kind;
    private final boolean likelyDuplicate;
    private volatile FirstClaim claim = new FirstClaim.NotMade();
    private volatile @Nullable ClaimId unusedClaim;
    private volatile boolean begun;
    private volatile boolean passed;
    private volatile @Nullable BatchResult<R> result;

    /**
     * Begins an item.
     *
     * @param likelyDuplicate whether it is likely to be completed already
     */
    BatchItem(I input, Kind<I, R> kind, boolean likelyDuplicate) {
        this.input = input;
        this.kind = kind;
        this.likelyDuplicate = likelyDuplicate;
    }

    I input() {
        return input;
    }

    Kind<I, R> kind() {
        return kind;
    }

    /** {@return the request, with what is expected of this item} */
    ClaimRequest expecting(ClaimRequest request) {
        return likelyDuplicate ? request.ofLikelyDuplicate() : request;
    }

    /** {@return the call of a guarded item; null for every other one} */
    @Nullable
    GuardedCall<I, R> guarded() {
        return kind instanceof Kind.Guarded<I, R> guarded ? guarded.call() : null;
    }

    /** {@return whether the item has no result yet and runs a body of its own} */
    boolean hasBody() {
        return result == null && (kind instanceof Kind.Guarded<I, R> || kind instanceof Kind.Unguarded<I, R>);
    }

    // ---- the claim ----

    /** Notes that a claim was sent, whatever the answer will be. */
    void noteClaim(ClaimId id) {
        unusedClaim = id;
    }

    /** Notes that the answer to the claim comes later. */
    void noteOpenClaim() {
        claim = new FirstClaim.Open();
    }

    boolean hasOpenClaim() {
        return claim instanceof FirstClaim.Open;
    }

    /** Notes the answer to the claim. */
    void takeAnswer(GuardedCall.AnsweredClaim answered) {
        claim = new FirstClaim.Answered(answered);
        if (!(answered.verdict() instanceof ClaimVerdict.Claimed)) {
            unusedClaim = null;
        }
    }

    /** Notes that the claim was not answered; {@code mayBeApplied} if it must be released all the same. */
    void takeFailure(StoreException exception, boolean mayBeApplied) {
        claim = new FirstClaim.Unanswered(exception);
        if (!mayBeApplied) {
            unusedClaim = null;
        }
    }

    FirstClaim claim() {
        return claim;
    }

    /** Notes that the call has begun, which gives its claim back by itself. */
    void begin() {
        begun = true;
        if (claim instanceof FirstClaim.Answered) {
            unusedClaim = null;
        }
    }

    boolean hasBegun() {
        return begun;
    }

    /** {@return the release of a claim under which nothing began; empty if there is none} */
    Optional<BatchWriter.Entry> releaseOfUnusedClaim(Instant until) {
        ClaimId id = unusedClaim;
        GuardedCall<I, R> call = guarded();
        if (id == null || call == null) {
            return Optional.empty();
        }
        int attempt = claim instanceof FirstClaim.Answered answered
                        && answered.claim().verdict() instanceof ClaimVerdict.Claimed claimed
                ? claimed.record().claim().attempt()
                : 1;
        ClaimWrites writes = call.claimer().writes(id, attempt, until);
        return Optional.of(new BatchWriter.Entry(writes.release(Certainty.NOT_STARTED), writes, 1, ignored -> {}));
    }

    // ---- the result ----

    void pass(boolean isCompleted) {
        passed = isCompleted;
    }

    /** {@return whether the items after this one may run} */
    boolean hasPassed() {
        return passed;
    }

    void end(BatchResult<R> ended) {
        result = ended;
    }

    /** {@return the result; null while there is none} */
    @Nullable
    BatchResult<R> result() {
        return result;
    }
}
