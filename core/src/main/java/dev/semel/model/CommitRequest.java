// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import java.time.Duration;
import java.util.Objects;

/**
 * Asks to store a result together with its effects, without a claim before it.
 *
 * @param key names the operation
 * @param claimId a new id that names this commit; the same one only to repeat this very request
 * @param fingerprint of the payload
 * @param fingerprintPolicy what to make of a fingerprint of another algorithm
 * @param result what to store
 * @param window how long the result is replayed, from now; positive
 * @param takeOver whether a released or lapsed claim without recovery points may be overridden at once; otherwise a
 *     claim must come first
 * @param source where the commit comes from, for people; may be empty
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
}
