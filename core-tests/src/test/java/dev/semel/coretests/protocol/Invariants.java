// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.protocol;

import dev.semel.coretests.protocol.ProtocolWorld.Past;
import dev.semel.model.Certainty;
import dev.semel.model.Claim;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.CommitRequest;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.model.StoredResult;
import dev.semel.model.Transition;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteRequest.Resolution;
import dev.semel.model.WriteVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the protocol, written down a second time, as checks of single steps. Nothing here asks {@code
 * Transitions}. Each method returns the rule that the step broke, or null.
 */
final class Invariants {

    private final SearchSetup setup;
    private final ProtocolRules rules;

    Invariants(SearchSetup setup, ProtocolRules rules) {
        this.setup = setup;
        this.rules = rules;
    }

    /** A claim that replaced {@code before}, having been decided on {@code read}. */
    @Nullable
    ProtocolViolation granted(
            ProtocolWorld world, @Nullable IdempotencyRecord read, ClaimRequest request, Instant now, InProgress next) {
        IdempotencyRecord before = world.record();
        if (!Objects.equals(read, before)) {
            return new ProtocolViolation(
                    ProtocolRule.S1_ONE_WINNER, "it replaced another record than the one it had read");
        }
        ProtocolViolation replaced = replaced(world, request.fingerprint(), next.claim(), now);
        if (replaced != null) {
            return replaced;
        }
        Past past = world.past();
        Duration slack = SearchSetup.EPSILON.plusSeconds(setup.callSeconds());
        boolean mustRemember = now.isBefore(past.unknownUntil().minus(slack));
        if (mustRemember && next.earlier() != Certainty.UNKNOWN) {
            return new ProtocolViolation(
                    ProtocolRule.CERTAINTY_NEVER_IMPROVES,
                    "an earlier attempt had an effect and no result, the claim says " + next.earlier());
        }
        return null;
    }

    /** A commit that replaced the record. */
    @Nullable
    ProtocolViolation committed(ProtocolWorld world, CommitRequest request, Instant now, Completed next) {
        ProtocolViolation replaced = replaced(world, request.fingerprint(), next.claim(), now);
        if (replaced != null) {
            return replaced;
        }
        return executing(world) > 0
                ? new ProtocolViolation(ProtocolRule.S2_LIVE_LEASE_IS_NEVER_TAKEN_OVER, "a commit while a body runs")
                : executed(world);
    }

    private @Nullable ProtocolViolation replaced(
            ProtocolWorld world, Fingerprint fingerprint, Claim next, Instant now) {
        IdempotencyRecord before = world.record();
        if (before instanceof Known known
                && !known.isExpired(now)
                && !known.fingerprint().equals(fingerprint)) {
            return new ProtocolViolation(
                    ProtocolRule.S11_MISMATCH_BEFORE_TAKE_OVER, "a claim with another payload replaced the record");
        }
        if (before instanceof InProgress held && held.isLeaseLive(now)) {
            return new ProtocolViolation(ProtocolRule.S2_LIVE_LEASE_IS_NEVER_TAKEN_OVER, "the lease was live");
        }
        if (before instanceof Quarantined) {
            return new ProtocolViolation(ProtocolRule.S2_LIVE_LEASE_IS_NEVER_TAKEN_OVER, "the record was quarantined");
        }
        if (before instanceof Completed completed && !completed.isExpired(now)) {
            return new ProtocolViolation(
                    ProtocolRule.S3_COMPLETED_NEVER_CHANGES, "a completed record was claimed in its window");
        }
        long largest = world.past().fence();
        return next.fence() <= largest
                ? new ProtocolViolation(
                        ProtocolRule.S4_FENCE_GROWS, "fence " + next.fence() + " after fence " + largest)
                : null;
    }

    /** A claim that changed nothing. */
    @Nullable
    ProtocolViolation answered(ProtocolWorld world, ClaimRequest request, Instant now, ClaimVerdict verdict) {
        if (!(world.record() instanceof Known record) || record.isExpired(now)) {
            boolean own = world.record() instanceof Known known && isOf(known, request.claimId());
            return own
                    ? null
                    : new ProtocolViolation(ProtocolRule.S1_ONE_WINNER, "nothing was there, yet the claim was refused");
        }
        if (isOf(record, request.claimId())) {
            boolean lost = record instanceof InProgress && !(verdict instanceof ClaimVerdict.Claimed);
            return lost
                    ? new ProtocolViolation(ProtocolRule.S6_OWN_WRITE_IS_RECOGNISED, "a claim took itself for a rival")
                    : null;
        }
        if (!record.fingerprint().equals(request.fingerprint())) {
            return verdict instanceof ClaimVerdict.Mismatch
                    ? null
                    : new ProtocolViolation(
                            ProtocolRule.S11_MISMATCH_BEFORE_TAKE_OVER, "another payload was answered " + verdict);
        }
        boolean free = record instanceof Released || (record instanceof InProgress held && !held.isLeaseLive(now));
        return free
                ? new ProtocolViolation(ProtocolRule.S1_ONE_WINNER, "the record was free, yet the claim was refused")
                : null;
    }

    /** A write after the claim, sent by the claimant that was granted {@code fence}. */
    @Nullable
    ProtocolViolation written(
            ProtocolWorld world, WriteRequest request, long fence, Instant now, Transition<WriteVerdict> transition) {
        IdempotencyRecord before = world.record();
        boolean changed = transition.changes(before);
        if (changed && before instanceof Completed && isInsideWindow(world)) {
            return new ProtocolViolation(
                    ProtocolRule.S3_COMPLETED_NEVER_CHANGES, "a completed record changed in its window");
        }
        if (changed && isStale(world, request, fence)) {
            return new ProtocolViolation(
                    ProtocolRule.S5_STALE_WRITE_CHANGES_NOTHING, "the writer's claim was taken over");
        }
        boolean applied = transition.verdict() instanceof WriteVerdict.Applied;
        if (applied && !shows(transition.next(), request, now)) {
            return new ProtocolViolation(
                    ProtocolRule.S6_OWN_WRITE_IS_RECOGNISED, "APPLIED, but the record does not show the write");
        }
        if (shows(before, request, now) && (changed || !applied)) {
            return new ProtocolViolation(
                    ProtocolRule.S6_OWN_WRITE_IS_RECOGNISED, "the record showed the write already");
        }
        return !applied && changed
                ? new ProtocolViolation(ProtocolRule.S5_STALE_WRITE_CHANGES_NOTHING, "FENCED, but the record changed")
                : null;
    }

    private boolean isStale(ProtocolWorld world, WriteRequest request, long fence) {
        boolean sameClaim = world.record() instanceof Known known && isOf(known, request.claimId());
        boolean sameFence = fence == world.past().fence();
        return !sameClaim || (!sameFence && setup.features().contains(SearchSetup.Feature.JUDGE_WRITES_BY_FENCE));
    }

    private static boolean shows(@Nullable IdempotencyRecord record, WriteRequest request, Instant now) {
        if (!(record instanceof Known known) || !isOf(known, request.claimId())) {
            return false;
        }
        return switch (request) {
            case WriteRequest.Complete complete -> hasResult(known, complete.result());
            case WriteRequest.Release release ->
                known instanceof Released released && released.certainty().compareTo(release.certainty()) >= 0;
            case WriteRequest.Renew renew ->
                known instanceof InProgress mine
                        && !mine.leaseExpiresAt().isBefore(now.plus(renew.lease()))
                        && !mine.retainedUntil().isBefore(now.plus(renew.retention()));
            case WriteRequest.Checkpoint checkpoint ->
                known instanceof InProgress mine && mine.recoveryPoints().contains(checkpoint.point());
            case WriteRequest.Quarantine quarantine -> known instanceof Quarantined;
            case WriteRequest.Resolve resolve -> showsResolution(known, resolve.resolution());
        };
    }

    private static boolean showsResolution(Known record, Resolution resolution) {
        return switch (resolution) {
            case Resolution.WithResult with -> hasResult(record, with.result());
            case Resolution.ReExecute reExecute ->
                record instanceof Released released && released.certainty() == Certainty.NOT_EXECUTED;
        };
    }

    private static boolean hasResult(Known record, StoredResult result) {
        return record instanceof Completed completed && completed.result().equals(result);
    }

    private static boolean isOf(Known record, ClaimId claimId) {
        return record.claim().id().equals(claimId);
    }

    /** The state itself: at most one body runs, and none when the operation has completed. */
    @Nullable
    ProtocolViolation begun(ProtocolWorld world) {
        return executing(world) > 1
                ? new ProtocolViolation(ProtocolRule.S2_LIVE_LEASE_IS_NEVER_TAKEN_OVER, "two bodies run at once")
                : executed(world);
    }

    private @Nullable ProtocolViolation executed(ProtocolWorld world) {
        return isInsideWindow(world)
                ? new ProtocolViolation(ProtocolRule.S3_COMPLETED_NEVER_CHANGES, "executed again inside the window")
                : null;
    }

    /** Tells whether by everyone's clocks the last completion must still be replayed. */
    private boolean isInsideWindow(ProtocolWorld world) {
        return setup.fastestClock(world.time()).isBefore(world.past().windowEndsAt());
    }

    private long executing(ProtocolWorld world) {
        long executing = 0;
        for (int caller = 0; caller < world.actors().size(); caller++) {
            if (world.actors().get(caller).phase() instanceof ProtocolWorld.Phase.Running running
                    && mayRun(caller, world.time(), running.leaseExpiresAt())) {
                executing++;
            }
        }
        return executing;
    }

    /** Tells whether a body may run, by its own clock: until the lease ends, less the margin. */
    boolean mayRun(int caller, int time, Instant leaseExpiresAt) {
        return setup.clock(caller, time).isBefore(leaseExpiresAt.minus(rules.margin(SearchSetup.EPSILON)));
    }
}
