// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import java.time.Duration;
import java.util.Objects;

/**
 * A request to store a result together with its effects, without a claim before it.
 *
 * @param key the key of the operation
 * @param claimId a new id that names this commit; the same one only to repeat this very request
 * @param fingerprint the fingerprint of the payload
 * @param fingerprintPolicy the treatment of a fingerprint of another algorithm
 * @param result the result to store
 * @param window the time for which the result is replayed, from now; positive
 * @param takeOver whether a released or lapsed claim without recovery points may be overridden at once; otherwise a
 *     claim must come first
 * @param source the origin of the commit, for logs; may be empty
 */
public record CommitRequest(
        IdempotencyKey key,
        ClaimId claimId,
        Fingerprint fingerprint,
        FingerprintPolicy fingerprintPolicy,
        StoredResult result,
        Duration window,
        boolean takeOver,
        String source) {

    /** Validates every part. */
    public CommitRequest {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(claimId, "claimId");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(fingerprintPolicy, "fingerprintPolicy");
        Objects.requireNonNull(result, "result");
        Moments.requirePositive(window, "window");
        Objects.requireNonNull(source, "source");
    }

    @Override
    public String toString() {
        return "CommitRequest[key=" + key + ", claimId=" + claimId + ", fingerprint=" + fingerprint
                + ", fingerprintPolicy=" + fingerprintPolicy + ", result=" + result + ", window=" + window
                + ", takeOver=" + takeOver + ", source=" + PrintableText.name(source) + "]";
    }
}
