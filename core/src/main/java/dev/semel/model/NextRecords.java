// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records that {@link Transitions} decides to write: their fences, revisions and ends. Each function is pure.
 */
final class NextRecords {

    private NextRecords() {}

    static InProgress firstClaim(@Nullable Known expired, ClaimRequest request, Instant at) {
        long fence = nextFence(expired, at);
        Claim claim = new Claim(request.claimId(), fence, 1, fence, at, request.source());
        return inProgress(claim, nextRevision(expired), Certainty.NOT_STARTED, at, List.of(), request, at);
    }

    static InProgress takeOver(
            Known record,
            Certainty earlier,
            Instant earlierUntil,
            List<RecoveryPoint> points,
            ClaimRequest request,
            Instant at) {
        Claim last = record.claim();
        Claim claim = new Claim(
                request.claimId(), nextFence(record, at), last.attempt() + 1, last.generation(), at, request.source());
        return inProgress(claim, nextRevision(record), earlier, earlierUntil, points, request, at);
    }

    /**
     * {@return the record of a claim} It covers its lease (S2), and keeps the knowledge of earlier attempts at least as
     * long as they would.
     */
    static InProgress inProgress(
            Claim claim,
            long revision,
            Certainty earlier,
            Instant earlierUntil,
            List<RecoveryPoint> points,
            ClaimRequest request,
            Instant at) {
        Instant leaseExpiresAt = Moments.leaseEnd(at, request.lease());
        Instant retainedUntil = retainedUntil(
                Moments.later(earlierUntil, Moments.wholeSecondEnd(at, request.retention())), leaseExpiresAt);
        return new InProgress(claim, request.fingerprint(), revision, earlier, leaseExpiresAt, retainedUntil, points);
    }

    static Completed completed(Known before, StoredResult result, java.time.Duration window, Instant at) {
        return new Completed(
                before.claim(),
                before.fingerprint(),
                before.revision() + 1,
                result,
                at,
                Moments.wholeSecondEnd(at, window));
    }

    /** {@return the end of the retention, which covers the lease, however long it was to be (S2)} */
    static Instant retainedUntil(Instant retentionEnd, Instant leaseExpiresAt) {
        return Moments.later(retentionEnd, Moments.wholeSecond(leaseExpiresAt));
    }

    /** S4: over take-over, release, re-claim and expiry the fence grows. */
    static long nextFence(@Nullable Known before, Instant at) {
        return before == null ? at.toEpochMilli() : Math.max(before.claim().fence() + 1, at.toEpochMilli());
    }

    static long nextRevision(@Nullable Known before) {
        return before == null ? 1 : before.revision() + 1;
    }
}
