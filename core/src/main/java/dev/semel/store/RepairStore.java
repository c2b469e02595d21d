// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.store;

import dev.semel.model.ClaimId;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.IdempotencyRecord.Released;
import java.util.Objects;
import java.util.Optional;

/**
 * A store whose records operators can read and repair by record id. The engine never does it. Each change is one
 * compare-and-swap on the record that the operator saw (claim id, fencing token and revision): after any write of
 * anybody in between, nothing is changed. The caller decides what a record may become; a store only writes it.
 */
public interface RepairStore extends ListingStore {

    /**
     * Reads a record as {@link IdempotencyStore#find} does, by its id.
     *
     * @param recordId the record id, as {@link Entry#recordId()} shows it
     * @param call the moment of the call and the time that it may take
     * @return the record, expired or not; empty if the store holds none
     */
    Optional<IdempotencyRecord> read(String recordId, StoreCall call);

    /**
     * Replaces a record if it is still the one that was seen. Values that a store keeps beside the record, and that
     * only the record of before points at, are deleted after the swap. When their deletion fails, the call throws,
     * although the record is replaced.
     *
     * @param replacement the record and the one that takes its place
     * @param call the moment of the call and the time that it may take
     * @return whether the record is now {@code replacement.next()}; a repetition of a call whose reply was lost is true
     *     as well (S6). Otherwise nothing was changed
     */
    boolean replace(Replacement replacement, StoreCall call);

    /**
     * Deletes a record if it is still the one that was seen, with the values that the store keeps beside it.
     *
     * @param removal the record
     * @param call the moment of the call and the time that it may take
     * @return whether the record is gone, also if it was gone before. Otherwise nothing was changed
     */
    boolean remove(Removal removal, StoreCall call);

    /**
     * A record and the one that takes its place. The claim and the fingerprint stay, the revision is one more, and the
     * recovery points stay or are left out together.
     *
     * @param recordId the record id
     * @param seen the record that was seen; never one of another library
     * @param next the record that takes its place: released or completed
     */
    record Replacement(String recordId, Known seen, Known next) {

        /** Validates every part. */
        public Replacement {
            requireId(recordId);
            requireOwn(seen);
            Objects.requireNonNull(next, "next");
            if (!(next instanceof Released) && !(next instanceof Completed)) {
                throw new IllegalArgumentException("next must be released or completed");
            }
            if (!next.claim().equals(seen.claim())
                    || !next.fingerprint().equals(seen.fingerprint())
                    || next.revision() != seen.revision() + 1) {
                throw new IllegalArgumentException(
                        "next must have claim and fingerprint of the record that was seen, and one more revision");
            }
            if (!next.recoveryPoints().isEmpty() && !next.recoveryPoints().equals(seen.recoveryPoints())) {
                throw new IllegalArgumentException("next must have all recovery points that were seen, or none");
            }
        }

        /** Shows no record id, which holds a key. */
        @Override
        public String toString() {
            return "Replacement[seen=" + seen + ", next=" + next + "]";
        }
    }

    /**
     * A record that is to be deleted.
     *
     * @param recordId the record id
     * @param seen the record that was seen; never one of another library
     */
    record Removal(String recordId, Known seen) {

        /** Validates every part. */
        public Removal {
            requireId(recordId);
            requireOwn(seen);
        }

        /** Shows no record id, which holds a key. */
        @Override
        public String toString() {
            return "Removal[seen=" + seen + "]";
        }
    }

    private static void requireId(String recordId) {
        if (Objects.requireNonNull(recordId, "recordId").isEmpty()) {
            throw new IllegalArgumentException("recordId is empty");
        }
    }

    private static void requireOwn(Known seen) {
        if (Objects.requireNonNull(seen, "seen").claim().id().equals(ClaimId.FOREIGN)) {
            throw new IllegalArgumentException(
                    "seen is a record of another library without a revision to compare: change it with its own tools");
        }
    }
}
