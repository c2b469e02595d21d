// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The record that a store holds for a key. Whether a record has expired is a comparison with a given {@code now}, never
 * a state (S9).
 */
public sealed interface IdempotencyRecord {

    /** A record that was read and understood. */
    sealed interface Known extends IdempotencyRecord {

        /** {@return the claim that made this state; for a commit, the commit} */
        Claim claim();

        /** {@return the fingerprint of the claim's payload} */
        Fingerprint fingerprint();

        /**
         * {@return the revision: every write increases it} Compare-and-swap compares it together with the fencing
         * token: a record that was purged and claimed anew starts at revision 1 again, and a repeated claim has its old
         * claim id again, but the fence never comes back (S4).
         */
        long revision();

        /**
         * {@return whether the record is past its retention or window and so counts as absent}
         *
         * @param now the moment to compare with
         */
        boolean isExpired(Instant now);

        /** {@return the recovery points in the order in which they were reached; a completed record has none} */
        List<RecoveryPoint> recoveryPoints();

        /**
         * {@return whether another record is this one, not written since} Compares claim id, fencing token and
         * revision, as every compare-and-swap does.
         *
         * @param other the other record
         */
        default boolean isSameRevision(IdempotencyRecord other) {
            return other instanceof Known known
                    && known.revision() == revision()
                    && known.claim().fence() == claim().fence()
                    && known.claim().id().equals(claim().id());
        }
    }

    /**
     * Claimed, neither completed nor released.
     *
     * @param claim the claim
     * @param fingerprint the fingerprint of its payload
     * @param revision the record's revision
     * @param earlier the certainty about all earlier attempts together; {@code NOT_STARTED} for the first
     * @param leaseExpiresAt the moment until which the claim excludes others, in whole milliseconds
     * @param retainedUntil the moment at which the record becomes absent, in whole seconds; never before the lease ends
     * @param recoveryPoints in the order in which they were reached, names unique
     */
    record InProgress(
            Claim claim,
            Fingerprint fingerprint,
            long revision,
            Certainty earlier,
            Instant leaseExpiresAt,
            Instant retainedUntil,
            List<RecoveryPoint> recoveryPoints)
            implements Known {

        /** Validates every part. */
        public InProgress {
            Objects.requireNonNull(claim, "claim");
            Objects.requireNonNull(fingerprint, "fingerprint");
            Objects.requireNonNull(earlier, "earlier");
            Moments.requireMillis(leaseExpiresAt, "leaseExpiresAt");
            Moments.requireWholeSecond(retainedUntil, "retainedUntil");
            if (retainedUntil.isBefore(leaseExpiresAt)) {
                throw new IllegalArgumentException(
                        "retainedUntil " + retainedUntil + " must not be before leaseExpiresAt " + leaseExpiresAt);
            }
            recoveryPoints = List.copyOf(Objects.requireNonNull(recoveryPoints, "recoveryPoints"));
        }

        /**
         * {@return whether the lease still excludes others}
         *
         * @param now the moment to compare with
         */
        public boolean isLeaseLive(Instant now) {
            return now.isBefore(leaseExpiresAt);
        }

        @Override
        public boolean isExpired(Instant now) {
            return !now.isBefore(retainedUntil);
        }
    }

    /**
     * Released: the next claim takes it over.
     *
     * @param claim the claim that was released
     * @param fingerprint the fingerprint of its payload
     * @param revision the record's revision
     * @param certainty the certainty about this and all earlier attempts together
     * @param releasedAt the moment of the release, in whole milliseconds
     * @param retainedUntil the moment at which the record becomes absent, in whole seconds
     * @param recoveryPoints in the order in which they were reached, names unique
     */
    record Released(
            Claim claim,
            Fingerprint fingerprint,
            long revision,
            Certainty certainty,
            Instant releasedAt,
            Instant retainedUntil,
            List<RecoveryPoint> recoveryPoints)
            implements Known {

        /** Validates every part. */
        public Released {
            Objects.requireNonNull(claim, "claim");
            Objects.requireNonNull(fingerprint, "fingerprint");
            Objects.requireNonNull(certainty, "certainty");
            Moments.requireMillis(releasedAt, "releasedAt");
            Moments.requireWholeSecond(retainedUntil, "retainedUntil");
            recoveryPoints = List.copyOf(Objects.requireNonNull(recoveryPoints, "recoveryPoints"));
        }

        @Override
        public boolean isExpired(Instant now) {
            return !now.isBefore(retainedUntil);
        }
    }

    /**
     * Completed: inside its window it answers every claim and never changes (S3).
     *
     * @param claim the claim that completed it
     * @param fingerprint the fingerprint of its payload
     * @param revision the record's revision
     * @param result the result
     * @param completedAt the moment of the completion, in whole milliseconds
     * @param windowEndsAt the moment at which it becomes absent, in whole seconds
     */
    record Completed(
            Claim claim,
            Fingerprint fingerprint,
            long revision,
            StoredResult result,
            Instant completedAt,
            Instant windowEndsAt)
            implements Known {

        /** Validates every part. */
        public Completed {
            Objects.requireNonNull(claim, "claim");
            Objects.requireNonNull(fingerprint, "fingerprint");
            Objects.requireNonNull(result, "result");
            Moments.requireMillis(completedAt, "completedAt");
            Moments.requireWholeSecond(windowEndsAt, "windowEndsAt");
        }

        @Override
        public boolean isExpired(Instant now) {
            return !now.isBefore(windowEndsAt);
        }

        @Override
        public List<RecoveryPoint> recoveryPoints() {
            return List.of();
        }
    }

    /**
     * Parked with an unknown outcome until it is resolved. Never expires by itself.
     *
     * @param claim the claim whose outcome is unknown
     * @param fingerprint the fingerprint of its payload
     * @param revision the record's revision
     * @param reason the reason, for logs
     * @param quarantinedAt the moment of the quarantine, in whole milliseconds
     * @param recoveryPoints in the order in which they were reached, names unique
     */
    record Quarantined(
            Claim claim,
            Fingerprint fingerprint,
            long revision,
            String reason,
            Instant quarantinedAt,
            List<RecoveryPoint> recoveryPoints)
            implements Known {

        /** Validates every part. */
        public Quarantined {
            Objects.requireNonNull(claim, "claim");
            Objects.requireNonNull(fingerprint, "fingerprint");
            Text.requireFilled(Objects.requireNonNull(reason, "reason"), "reason");
            Moments.requireMillis(quarantinedAt, "quarantinedAt");
            recoveryPoints = List.copyOf(Objects.requireNonNull(recoveryPoints, "recoveryPoints"));
        }

        @Override
        public boolean isExpired(Instant now) {
            return false;
        }

        @Override
        public String toString() {
            return "Quarantined[claim=" + claim + ", fingerprint=" + fingerprint + ", revision=" + revision
                    + ", reason=" + PrintableText.line(reason, 200) + ", quarantinedAt=" + quarantinedAt
                    + ", recoveryPoints=" + recoveryPoints + "]";
        }
    }

    /**
     * A record that this version cannot read: nothing is executed and nothing is changed (S12).
     *
     * @param problem the unreadable part, for logs, such as {@code format version 7}; never empty
     */
    record Unreadable(String problem) implements IdempotencyRecord {

        /** Validates the problem. */
        public Unreadable {
            Text.requireFilled(Objects.requireNonNull(problem, "problem"), "problem");
        }

        @Override
        public String toString() {
            return "Unreadable[problem=" + PrintableText.line(problem, 200) + "]";
        }
    }
}
