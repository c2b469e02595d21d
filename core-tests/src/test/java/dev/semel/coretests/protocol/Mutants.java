// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.protocol;

import dev.semel.model.Claim;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.CommitRequest;
import dev.semel.model.CommitVerdict;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.model.Transition;
import dev.semel.model.Transitions;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The protocol with one mistake each: mistakes that a store's author could make. */
final class Mutants {

    private Mutants() {}

    /** The completion's condition on the claim id is missing. */
    static final class UnconditionalCompletion implements ProtocolRules {
        @Override
        public Transition<WriteVerdict> write(@Nullable IdempotencyRecord record, WriteRequest request, Instant now) {
            return record instanceof InProgress other && request instanceof WriteRequest.Complete complete
                    ? Transitions.write(other, inTheNameOf(other, complete), now)
                    : Transitions.write(record, request, now);
        }

        private static WriteRequest inTheNameOf(InProgress other, WriteRequest.Complete complete) {
            return new WriteRequest.Complete(complete.key(), other.claim().id(), complete.result(), complete.window());
        }
    }

    /** The release's condition on the claim id is missing. */
    static final class UnconditionalRelease implements ProtocolRules {
        @Override
        public Transition<WriteVerdict> write(@Nullable IdempotencyRecord record, WriteRequest request, Instant now) {
            return record instanceof InProgress other && request instanceof WriteRequest.Release release
                    ? Transitions.write(other, inTheNameOf(other, release), now)
                    : Transitions.write(record, request, now);
        }

        private static WriteRequest inTheNameOf(InProgress other, WriteRequest.Release release) {
            return new WriteRequest.Release(release.key(), other.claim().id(), release.certainty());
        }
    }

    /** The fence is the clock alone, and so restarts with a slower clock. */
    static final class FenceRestarts implements ProtocolRules {
        @Override
        public Transition<ClaimVerdict> claim(@Nullable IdempotencyRecord record, ClaimRequest request, Instant now) {
            Transition<ClaimVerdict> right = Transitions.claim(record, request, now);
            if (!right.changes(record) || !(right.next() instanceof InProgress next)) {
                return right;
            }
            Claim claim = next.claim();
            long fence = now.toEpochMilli();
            Claim restarted = new Claim(
                    claim.id(),
                    fence,
                    claim.attempt(),
                    Math.min(fence, claim.generation()),
                    claim.claimedAt(),
                    claim.source());
            return claimed(with(next, restarted, next.retainedUntil()));
        }
    }

    /** The claim's condition on the status is missing: what is in progress is claimed like what was released. */
    static final class ClaimIgnoresStatus implements ProtocolRules {
        @Override
        public Transition<ClaimVerdict> claim(@Nullable IdempotencyRecord record, ClaimRequest request, Instant now) {
            return record instanceof InProgress held && !held.claim().id().equals(request.claimId())
                    ? Transitions.claim(Mutants.released(held, now), request, now)
                    : Transitions.claim(record, request, now);
        }
    }

    /** A commit does not ask whether the lease is live. */
    static final class CommitIgnoresStatus implements ProtocolRules {
        @Override
        public Transition<CommitVerdict> commit(
                @Nullable IdempotencyRecord record, CommitRequest request, Instant now) {
            return record instanceof InProgress held
                    ? Transitions.commit(Mutants.released(held, now), request, now)
                    : Transitions.commit(record, request, now);
        }
    }

    /** A completion is recognised by its claim id alone. */
    static final class DigestIgnored implements ProtocolRules {
        @Override
        public Transition<WriteVerdict> write(@Nullable IdempotencyRecord record, WriteRequest request, Instant now) {
            return record instanceof Completed completed
                            && request instanceof WriteRequest.Complete
                            && completed.claim().id().equals(request.claimId())
                    ? new Transition<>(new WriteVerdict.Applied(completed), completed)
                    : Transitions.write(record, request, now);
        }
    }

    /** A completion may replace the caller's own completion by another. */
    static final class CompletedChanges implements ProtocolRules {
        @Override
        public Transition<WriteVerdict> write(@Nullable IdempotencyRecord record, WriteRequest request, Instant now) {
            Transition<WriteVerdict> right = Transitions.write(record, request, now);
            if (right.verdict() instanceof WriteVerdict.Fenced
                    && record instanceof Completed mine
                    && mine.claim().id().equals(request.claimId())
                    && request instanceof WriteRequest.Complete complete) {
                Completed next = new Completed(
                        mine.claim(),
                        mine.fingerprint(),
                        mine.revision() + 1,
                        complete.result(),
                        mine.completedAt(),
                        mine.windowEndsAt());
                return new Transition<>(new WriteVerdict.Applied(next), next);
            }
            return right;
        }
    }

    /** A claim does not recognise itself after a lost reply. */
    static final class OwnClaimForgotten implements ProtocolRules {
        @Override
        public Transition<ClaimVerdict> claim(@Nullable IdempotencyRecord record, ClaimRequest request, Instant now) {
            return record instanceof InProgress mine && mine.isLeaseLive(now)
                    ? new Transition<>(new ClaimVerdict.InProgress(mine), mine)
                    : Transitions.claim(record, request, now);
        }
    }

    /** A released record is taken over before fingerprints are compared. */
    static final class MismatchAfterTakeOver implements ProtocolRules {
        @Override
        public Transition<ClaimVerdict> claim(@Nullable IdempotencyRecord record, ClaimRequest request, Instant now) {
            return record instanceof Released released
                    ? Transitions.claim(withFingerprintOf(request, released), request, now)
                    : Transitions.claim(record, request, now);
        }

        private static Released withFingerprintOf(ClaimRequest request, Released released) {
            return new Released(
                    released.claim(),
                    request.fingerprint(),
                    released.revision(),
                    released.certainty(),
                    released.releasedAt(),
                    released.retainedUntil(),
                    released.recoveryPoints());
        }
    }

    /** Records in progress are kept for two seconds, less than the lease. */
    static final class RetentionShorterThanLease implements ProtocolRules {
        @Override
        public boolean mayPurge(Known record, Instant now) {
            return record instanceof InProgress held
                    ? !now.isBefore(held.claim().claimedAt().plusSeconds(2))
                    : record.isExpired(now);
        }
    }

    /** A completed record is deleted a second early. */
    static final class PurgedInWindow implements ProtocolRules {
        @Override
        public boolean mayPurge(Known record, Instant now) {
            return record.isExpired(now.plusSeconds(1));
        }
    }

    /** A take-over replaces whatever is there by then. */
    static final class TakeOverComparesNothing implements ProtocolRules {
        @Override
        public boolean isUnchanged(Known read, @Nullable IdempotencyRecord present) {
            return true;
        }
    }

    /** A take-over compares the revision only, which starts again after a purge. */
    static final class TakeOverComparesRevisionOnly implements ProtocolRules {
        @Override
        public boolean isUnchanged(Known read, @Nullable IdempotencyRecord present) {
            return present instanceof Known known && known.revision() == read.revision();
        }
    }

    /** A take-over compares claim id and revision: a claim repeated after a purge has both again. */
    static final class TakeOverComparesClaimAndRevision implements ProtocolRules {
        @Override
        public boolean isUnchanged(Known read, @Nullable IdempotencyRecord present) {
            return present instanceof Known known
                    && known.claim().id().equals(read.claim().id())
                    && known.revision() == read.revision();
        }
    }

    /** A release states the certainty of its own attempt and forgets the earlier ones. */
    static final class CertaintyForgotten implements ProtocolRules {
        @Override
        public Transition<WriteVerdict> write(@Nullable IdempotencyRecord record, WriteRequest request, Instant now) {
            Transition<WriteVerdict> right = Transitions.write(record, request, now);
            if (!right.changes(record)
                    || !(right.next() instanceof Released next)
                    || !(request instanceof WriteRequest.Release release)) {
                return right;
            }
            Released forgetful = new Released(
                    next.claim(),
                    next.fingerprint(),
                    next.revision(),
                    release.certainty(),
                    next.releasedAt(),
                    next.retainedUntil(),
                    next.recoveryPoints());
            return new Transition<>(new WriteVerdict.Applied(forgetful), forgetful);
        }
    }

    /** A take-over keeps the record for its own retention only, be that shorter. So did {@code Transitions} once. */
    static final class RetentionShortened implements ProtocolRules {
        @Override
        public Transition<ClaimVerdict> claim(@Nullable IdempotencyRecord record, ClaimRequest request, Instant now) {
            Transition<ClaimVerdict> right = Transitions.claim(record, request, now);
            return right.changes(record) && right.next() instanceof InProgress next
                    ? claimed(with(next, next.claim(), now.plus(request.retention())))
                    : right;
        }
    }

    /** The body runs until its lease ends, by its own clock. */
    static final class NoMargin implements ProtocolRules {
        @Override
        public Duration margin(Duration epsilon) {
            return Duration.ZERO;
        }
    }

    private static Released released(InProgress held, Instant now) {
        return new Released(
                held.claim(),
                held.fingerprint(),
                held.revision(),
                held.earlier(),
                now,
                held.retainedUntil(),
                held.recoveryPoints());
    }

    private static InProgress with(InProgress record, Claim claim, Instant retainedUntil) {
        return new InProgress(
                claim,
                record.fingerprint(),
                record.revision(),
                record.earlier(),
                record.leaseExpiresAt(),
                retainedUntil,
                record.recoveryPoints());
    }

    private static Transition<ClaimVerdict> claimed(InProgress next) {
        return new Transition<>(new ClaimVerdict.Claimed(next), next);
    }
}
