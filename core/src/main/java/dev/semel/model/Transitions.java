// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.model.IdempotencyRecord.Unreadable;
import dev.semel.model.WriteRequest.Resolution.ReExecute;
import dev.semel.model.WriteRequest.Resolution.WithResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The protocol: maps (record or its absence, request, now) to (verdict, record or its absence). Every store implements
 * these functions with its own conditional writes, and the store contract compares it with them. Pure, total and
 * thread-safe: no clock, no randomness, no state.
 *
 * <p>The rules S1 to S13 are numbered in {@code docs/spec.md}. The rules are applied in this order: an unreadable
 * record decides nothing (S12); a caller's own write is recognised before a rival is suspected (S6); a record past its
 * window or retention counts as absent (S9), but its fence still counts (S4); a fingerprint is compared before anything
 * is taken over (S11); a live lease is never taken over (S2).
 *
 * <p>{@code now} is the caller's clock, cut to whole milliseconds, the precision of every stored moment.
 */
public final class Transitions {

    private Transitions() {}

    /**
     * Decides a claim.
     *
     * @param record the record; null if it is absent
     * @param request the request
     * @param now the caller's clock
     * @return the verdict, and the record afterwards
     */
    public static Transition<ClaimVerdict> claim(
            @Nullable IdempotencyRecord record, ClaimRequest request, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        if (record == null) {
            return claimed(NextRecords.firstClaim(null, request, at));
        }
        return switch (record) {
            case Unreadable unreadable -> unchanged(new ClaimVerdict.Unreadable(unreadable), record);
            case Known known -> claimKnown(known, request, at);
        };
    }

    private static Transition<ClaimVerdict> claimKnown(Known record, ClaimRequest request, Instant at) {
        ClaimVerdict objection =
                objection(record, request.claimId(), request.fingerprint(), request.fingerprintPolicy(), at);
        if (objection != null) {
            return unchanged(objection, record);
        }
        if (record.isExpired(at)) {
            return claimed(NextRecords.firstClaim(record, request, at));
        }
        return switch (record) {
            case InProgress lapsed ->
                claimed(NextRecords.takeOver(
                        lapsed, Certainty.UNKNOWN, lapsed.retainedUntil(), lapsed.recoveryPoints(), request, at));
            case Released released ->
                claimed(NextRecords.takeOver(
                        released,
                        released.certainty(),
                        released.retainedUntil(),
                        released.recoveryPoints(),
                        request,
                        at));
            case Completed c -> throw new IllegalStateException("A completed record always objects in its window");
            case Quarantined q -> throw new IllegalStateException("A quarantined record always objects");
        };
    }

    /**
     * Decides a commit: a completion together with its effects, without a claim before it.
     *
     * @param record the record; null if it is absent
     * @param request the request
     * @param now the caller's clock
     * @return the verdict, and the record afterwards
     */
    public static Transition<CommitVerdict> commit(
            @Nullable IdempotencyRecord record, CommitRequest request, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        return switch (record) {
            case null -> committed(null, request, at);
            case Unreadable unreadable ->
                unchanged(new CommitVerdict.Answered(new ClaimVerdict.Unreadable(unreadable)), record);
            case Known known -> commitKnown(known, request, at);
        };
    }

    private static Transition<CommitVerdict> commitKnown(Known record, CommitRequest request, Instant at) {
        if (record instanceof Completed completed && shows(completed, request.claimId(), request.result())) {
            return unchanged(new CommitVerdict.Committed(completed), record); // S6
        }
        ClaimVerdict objection =
                objection(record, request.claimId(), request.fingerprint(), request.fingerprintPolicy(), at);
        if (objection != null) {
            ClaimVerdict answer = objection instanceof ClaimVerdict.Claimed own
                    ? new ClaimVerdict.Spent(own.record()) // the commit's id names a claim: it cannot be a repetition
                    : objection;
            return unchanged(new CommitVerdict.Answered(answer), record);
        }
        // Recovery points show which effects were made: a commit over them would make them again.
        if (!record.isExpired(at)
                && !(request.takeOver() && record.recoveryPoints().isEmpty())) {
            return unchanged(new CommitVerdict.TakeOverNeeded(record), record);
        }
        return committed(record, request, at);
    }

    /**
     * {@return the answer of a record that cannot be claimed or committed over; null if it can be} The answer {@link
     * ClaimVerdict.Claimed} recognises the caller's own claim (S6).
     */
    private static @Nullable ClaimVerdict objection(
            Known record, ClaimId caller, Fingerprint fingerprint, FingerprintPolicy policy, Instant at) {
        boolean own = record.claim().id().equals(caller);
        if (own && record instanceof InProgress mine && !record.isExpired(at)) {
            return new ClaimVerdict.Claimed(mine);
        }
        if (own && !(record instanceof Completed && !record.isExpired(at))) {
            return new ClaimVerdict.Spent(record); // a claim id is used once
        }
        if (record.isExpired(at)) {
            return null; // S9
        }
        switch (fingerprint.compareWith(record.fingerprint())) { // S11
            case EQUAL -> {}
            case DIFFERENT -> {
                return new ClaimVerdict.Mismatch(record);
            }
            case INCOMPARABLE -> {
                if (policy == FingerprintPolicy.REFUSE_INCOMPARABLE) {
                    return new ClaimVerdict.Unverifiable(record);
                }
            }
        }
        return switch (record) {
            case InProgress held -> held.isLeaseLive(at) ? new ClaimVerdict.InProgress(held) : null; // S2
            case Released released -> null;
            case Completed completed -> new ClaimVerdict.Completed(completed); // S3
            case Quarantined quarantined -> new ClaimVerdict.Quarantined(quarantined);
        };
    }

    /**
     * Decides a write after the claim.
     *
     * @param record the record; null if it is absent
     * @param request the request
     * @param now the caller's clock
     * @return the verdict, and the record afterwards
     */
    public static Transition<WriteVerdict> write(
            @Nullable IdempotencyRecord record, WriteRequest request, Instant now) {
        if (!(record instanceof Known known) || !known.claim().id().equals(request.claimId())) {
            return fenced(record); // S5, S12
        }
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        if (request instanceof WriteRequest.Complete complete) { // a first execution runs no switch (ADR 68)
            return complete(known, complete, at);
        }
        return switch (request) {
            case WriteRequest.Resolve resolve -> resolve(known, resolve, at);
            case WriteRequest.Complete complete -> complete(known, complete, at);
            case WriteRequest.Release release -> release(known, release, at);
            case WriteRequest.Renew renew -> renew(known, renew, at);
            case WriteRequest.Checkpoint checkpoint -> checkpoint(known, checkpoint, at);
            case WriteRequest.Quarantine quarantine -> quarantine(known, quarantine, at);
        };
    }

    private static Transition<WriteVerdict> complete(Known record, WriteRequest.Complete request, Instant at) {
        if (shows(record, request.claimId(), request.result())) {
            return repeated(record);
        }
        InProgress mine = unfinished(record, at);
        return mine == null
                ? fenced(record)
                : applied(NextRecords.completed(mine, request.result(), request.window(), at));
    }

    private static Transition<WriteVerdict> release(Known record, WriteRequest.Release request, Instant at) {
        // Certainty accumulates: an attempt that did not start has no bearing on the one before it.
        if (record instanceof Released released
                && released.certainty().leastCertain(request.certainty()) == released.certainty()) {
            return repeated(record);
        }
        InProgress mine = unfinished(record, at);
        if (mine == null) {
            return fenced(record);
        }
        return applied(new Released(
                mine.claim(),
                mine.fingerprint(),
                mine.revision() + 1,
                mine.earlier().leastCertain(request.certainty()),
                at,
                mine.retainedUntil(),
                mine.recoveryPoints()));
    }

    private static Transition<WriteVerdict> renew(Known record, WriteRequest.Renew request, Instant at) {
        InProgress mine = unfinished(record, at);
        if (mine == null) {
            return fenced(record);
        }
        Instant leaseExpiresAt = Moments.later(mine.leaseExpiresAt(), Moments.leaseEnd(at, request.lease()));
        Instant retainedUntil = NextRecords.retainedUntil(
                Moments.later(mine.retainedUntil(), Moments.wholeSecondEnd(at, request.retention())), leaseExpiresAt);
        if (leaseExpiresAt.equals(mine.leaseExpiresAt()) && retainedUntil.equals(mine.retainedUntil())) {
            return repeated(record);
        }
        return applied(new InProgress(
                mine.claim(),
                mine.fingerprint(),
                mine.revision() + 1,
                mine.earlier(),
                leaseExpiresAt,
                retainedUntil,
                mine.recoveryPoints()));
    }

    private static Transition<WriteVerdict> checkpoint(Known record, WriteRequest.Checkpoint request, Instant at) {
        InProgress mine = unfinished(record, at);
        if (mine == null) {
            return fenced(record);
        }
        for (RecoveryPoint point : mine.recoveryPoints()) {
            if (point.name().equals(request.point().name())) {
                return point.isSameStep(request.point()) ? repeated(record) : fenced(record);
            }
        }
        List<RecoveryPoint> points = new ArrayList<>(mine.recoveryPoints());
        points.add(request.point());
        return applied(new InProgress(
                mine.claim(),
                mine.fingerprint(),
                mine.revision() + 1,
                mine.earlier(),
                mine.leaseExpiresAt(),
                mine.retainedUntil(),
                points));
    }

    private static Transition<WriteVerdict> quarantine(Known record, WriteRequest.Quarantine request, Instant at) {
        if (record instanceof Quarantined) {
            return repeated(record);
        }
        InProgress mine = unfinished(record, at);
        if (mine == null) {
            return fenced(record);
        }
        return applied(new Quarantined(
                mine.claim(), mine.fingerprint(), mine.revision() + 1, request.reason(), at, mine.recoveryPoints()));
    }

    private static Transition<WriteVerdict> resolve(Known record, WriteRequest.Resolve request, Instant at) {
        boolean repetition = switch (request.resolution()) {
            case WithResult result -> shows(record, request.claimId(), result.result());
            case ReExecute reExecute ->
                record instanceof Released released && released.certainty() == Certainty.NOT_EXECUTED;
        };
        if (repetition) {
            return repeated(record);
        }
        if (!(record instanceof Quarantined parked)) {
            return fenced(record);
        }
        return switch (request.resolution()) {
            case WithResult result -> applied(NextRecords.completed(parked, result.result(), result.window(), at));
            case ReExecute reExecute ->
                applied(new Released(
                        parked.claim(),
                        parked.fingerprint(),
                        parked.revision() + 1,
                        Certainty.NOT_EXECUTED,
                        at,
                        Moments.wholeSecondEnd(at, reExecute.retention()),
                        parked.recoveryPoints()));
        };
    }

    // ---- the record that is there ----

    /** S5: the in-progress record, neither released, quarantined nor past retention; else null. */
    private static @Nullable InProgress unfinished(Known record, Instant at) {
        return record instanceof InProgress mine && !mine.isExpired(at) ? mine : null;
    }

    /** S6: a completion is recognised by its claim id and its result digest both; equal bytes need no digest. */
    private static boolean shows(Known record, ClaimId claimId, StoredResult result) {
        return record instanceof Completed completed
                && completed.claim().id().equals(claimId)
                && (completed.result().equals(result)
                        || completed.result().digest().equals(result.digest()));
    }

    // ---- answers ----

    private static Transition<ClaimVerdict> claimed(InProgress next) {
        return new Transition<>(new ClaimVerdict.Claimed(next), next);
    }

    private static Transition<CommitVerdict> committed(@Nullable Known before, CommitRequest request, Instant at) {
        Known continued = before == null || before.isExpired(at) ? null : before;
        long fence = NextRecords.nextFence(before, at);
        Claim claim = new Claim(
                request.claimId(),
                fence,
                continued == null ? 1 : continued.claim().attempt() + 1,
                continued == null ? fence : continued.claim().generation(),
                at,
                request.source());
        Completed next = new Completed(
                claim,
                request.fingerprint(),
                NextRecords.nextRevision(before),
                request.result(),
                at,
                Moments.wholeSecondEnd(at, request.window()));
        return new Transition<>(new CommitVerdict.Committed(next), next);
    }

    private static Transition<WriteVerdict> applied(Known next) {
        return new Transition<>(new WriteVerdict.Applied(next), next);
    }

    private static Transition<WriteVerdict> repeated(Known record) {
        return unchanged(new WriteVerdict.Applied(record), record);
    }

    private static Transition<WriteVerdict> fenced(@Nullable IdempotencyRecord record) {
        return unchanged(new WriteVerdict.Fenced(record), record);
    }

    private static <V> Transition<V> unchanged(V verdict, @Nullable IdempotencyRecord record) {
        return new Transition<>(verdict, record);
    }
}
