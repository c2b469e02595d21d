// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A write after the claim. Each is conditional on the claim id (S5). */
public sealed interface WriteRequest {

    /** {@return the key of the operation} */
    IdempotencyKey key();

    /** {@return the claim that this write belongs to} */
    ClaimId claimId();

    /** A write after which the caller's claim is over. */
    sealed interface Last extends WriteRequest {}

    /**
     * Stores the result.
     *
     * @param key the key of the operation
     * @param claimId the caller's claim
     * @param result the result to store
     * @param window the time for which it is replayed, from now; positive
     * @param seen the record as the caller saw it last, if no write of its own was sent since; null if one was. It
     *     decides nothing: a store may use it to write at once, without a read, on condition that the record is still
     *     that one
     */
    record Complete(
            IdempotencyKey key,
            ClaimId claimId,
            StoredResult result,
            Duration window,
            IdempotencyRecord.@Nullable InProgress seen)
            implements Last {

        /**
         * Makes a request without the record that the caller saw last.
         *
         * @param key the key of the operation
         * @param claimId the caller's claim
         * @param result the result to store
         * @param window the time for which the result is replayed, from now; positive
         */
        public Complete(IdempotencyKey key, ClaimId claimId, StoredResult result, Duration window) {
            this(key, claimId, result, window, null);
        }

        /** Validates every part; what was seen must be of the same claim. */
        public Complete {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(claimId, "claimId");
            Objects.requireNonNull(result, "result");
            Moments.requirePositive(window, "window");
            if (seen != null && !seen.claim().id().equals(claimId)) {
                throw new IllegalArgumentException("seen must be a record of the claim that is completed");
            }
        }
    }

    /**
     * Gives the claim back.
     *
     * @param key the key of the operation
     * @param claimId the caller's claim
     * @param certainty the certainty about the attempt that ends
     */
    record Release(IdempotencyKey key, ClaimId claimId, Certainty certainty) implements Last {

        /** Validates every part. */
        public Release {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(claimId, "claimId");
            Objects.requireNonNull(certainty, "certainty");
        }
    }

    /**
     * Lengthens the lease; never shortens it.
     *
     * @param key the key of the operation
     * @param claimId the caller's claim
     * @param lease the time for which the claim is to exclude others, from now; positive
     * @param retention the time for which the unfinished record is to be kept, from now; positive; never shortened
     */
    record Renew(IdempotencyKey key, ClaimId claimId, Duration lease, Duration retention) implements WriteRequest {

        /** Validates every part. */
        public Renew {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(claimId, "claimId");
            Moments.requirePositive(lease, "lease");
            Moments.requirePositive(retention, "retention");
        }
    }

    /**
     * Stores a recovery point. A point once stored never changes: the same name with another value is FENCED.
     *
     * @param key the key of the operation
     * @param claimId the caller's claim
     * @param point the recovery point
     */
    record Checkpoint(IdempotencyKey key, ClaimId claimId, RecoveryPoint point) implements WriteRequest {

        /** Validates every part. */
        public Checkpoint {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(claimId, "claimId");
            Objects.requireNonNull(point, "point");
        }
    }

    /**
     * Parks the key until it is resolved.
     *
     * @param key the key of the operation
     * @param claimId the caller's claim
     * @param reason the reason, for logs; never empty, no payload
     */
    record Quarantine(IdempotencyKey key, ClaimId claimId, String reason) implements Last {

        /** Validates every part. */
        public Quarantine {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(claimId, "claimId");
            Text.requireFilled(Objects.requireNonNull(reason, "reason"), "reason");
        }

        @Override
        public String toString() {
            return "Quarantine[key=" + key + ", claimId=" + claimId + ", reason=" + PrintableText.line(reason, 200)
                    + "]";
        }
    }

    /**
     * Ends a quarantine. The claim id is that of the quarantined record, so that a decision made about one quarantine
     * never ends a later one.
     *
     * @param key the key of the operation
     * @param claimId the claim of the quarantined record
     * @param resolution the decision
     */
    record Resolve(IdempotencyKey key, ClaimId claimId, Resolution resolution) implements WriteRequest {

        /** Validates every part. */
        public Resolve {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(claimId, "claimId");
            Objects.requireNonNull(resolution, "resolution");
        }
    }

    /** The decision of a reconciler or a person about a quarantined key. */
    sealed interface Resolution {

        /**
         * It did happen: this is the result.
         *
         * @param result the result to store, wrapped like every other one if the engine has a wrapping
         * @param window the time for which it is replayed, from now; positive
         */
        record WithResult(StoredResult result, Duration window) implements Resolution {

            /** Validates every part. */
            public WithResult {
                Objects.requireNonNull(result, "result");
                Moments.requirePositive(window, "window");
            }
        }

        /**
         * It did not happen: the next claim executes.
         *
         * @param retention the time for which the released record is kept, from now; positive
         */
        record ReExecute(Duration retention) implements Resolution {

            /** Validates the retention. */
            public ReExecute {
                Moments.requirePositive(retention, "retention");
            }
        }
    }
}
