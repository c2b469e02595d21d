// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import java.time.Duration;
import java.util.Objects;

/**
 * A request for the exclusive right to execute.
 *
 * @param key the key of the operation
 * @param claimId a new id; the same one only to repeat this very request after its reply was lost (S6)
 * @param fingerprint the fingerprint of the payload; compared with the record's before anything else is decided (S11)
 * @param fingerprintPolicy the treatment of a fingerprint of another algorithm
 * @param lease the time for which the claim excludes others; positive
 * @param retention the time for which an unfinished record is kept; positive; the lease is covered in any case
 * @param source the origin of the claim, for logs; may be empty
 * @param likelyDuplicate whether the caller expects that the operation is completed already, for instance because its
 *     source delivers again. It decides nothing: a store may use it to read at once what it would read later
 */
public record ClaimRequest(
        IdempotencyKey key,
        ClaimId claimId,
        Fingerprint fingerprint,
        FingerprintPolicy fingerprintPolicy,
        Duration lease,
        Duration retention,
        String source,
        boolean likelyDuplicate) {

    /**
     * Makes a request of a caller that expects nothing.
     *
     * @param key the key of the operation
     * @param claimId a new id
     * @param fingerprint the fingerprint of the payload
     * @param fingerprintPolicy the treatment of a fingerprint of another algorithm
     * @param lease the time for which the claim excludes others; positive
     * @param retention the time for which an unfinished record is kept; positive
     * @param source the origin of the claim, for logs; may be empty
     */
    public ClaimRequest(
            IdempotencyKey key,
            ClaimId claimId,
            Fingerprint fingerprint,
            FingerprintPolicy fingerprintPolicy,
            Duration lease,
            Duration retention,
            String source) {
        this(key, claimId, fingerprint, fingerprintPolicy, lease, retention, source, false);
    }

    /** Validates every part. */
    public ClaimRequest {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(claimId, "claimId");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(fingerprintPolicy, "fingerprintPolicy");
        Moments.requirePositive(lease, "lease");
        Moments.requirePositive(retention, "retention");
        Objects.requireNonNull(source, "source");
    }

    /** {@return this request, of a caller that expects that the operation is completed already} */
    public ClaimRequest ofLikelyDuplicate() {
        return new ClaimRequest(key, claimId, fingerprint, fingerprintPolicy, lease, retention, source, true);
    }

    @Override
    public String toString() {
        return "ClaimRequest[key=" + key + ", claimId=" + claimId + ", fingerprint=" + fingerprint
                + ", fingerprintPolicy=" + fingerprintPolicy + ", lease=" + lease + ", retention=" + retention
                + ", source=" + PrintableText.name(source) + ", likelyDuplicate=" + likelyDuplicate + "]";
    }
}
