// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

/** The answer of a store to a claim. All but {@link Claimed} changed nothing. */
public sealed interface ClaimVerdict {

    /**
     * The caller owns the key. {@code record.earlier()} is the certainty about earlier attempts.
     *
     * @param record the caller's record
     */
    record Claimed(IdempotencyRecord.InProgress record) implements ClaimVerdict {}

    /**
     * Another claim has a live lease.
     *
     * @param record the record of the other claim
     */
    record InProgress(IdempotencyRecord.InProgress record) implements ClaimVerdict {}

    /**
     * The operation has completed, and its window is not over.
     *
     * @param record the completed record
     */
    record Completed(IdempotencyRecord.Completed record) implements ClaimVerdict {}

    /**
     * The key was used with another payload.
     *
     * @param record the record with the other fingerprint
     */
    record Mismatch(IdempotencyRecord.Known record) implements ClaimVerdict {}

    /**
     * The record's fingerprint was made by another algorithm, so the payloads cannot be compared.
     *
     * @param record the record with the incomparable fingerprint
     */
    record Unverifiable(IdempotencyRecord.Known record) implements ClaimVerdict {}

    /**
     * The key is quarantined.
     *
     * @param record the quarantined record
     */
    record Quarantined(IdempotencyRecord.Quarantined record) implements ClaimVerdict {}

    /**
     * The claim id of the request was used before, and that claim has ended. Only a caller that repeats an old request
     * sees this.
     *
     * @param record the record that shows the claim id
     */
    record Spent(IdempotencyRecord.Known record) implements ClaimVerdict {}

    /**
     * The record cannot be read, so nothing is decided (S12).
     *
     * @param record the unreadable record
     */
    record Unreadable(IdempotencyRecord.Unreadable record) implements ClaimVerdict {}
}
