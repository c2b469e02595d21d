// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import dev.semel.model.ClaimId;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.StoredResult;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The situation of a key at a moment, in one word. */
public enum Situation {
    /** The store holds no record of the key. */
    ABSENT,
    /** An attempt executes, and its lease excludes others. */
    IN_PROGRESS,
    /** An attempt began and reported nothing, and its lease is over: it crashed, or ran out of time. */
    LAPSED,
    /** An attempt failed and released the key. */
    RELEASED,
    /** The outcome is unknown, and a person or a reconciler must decide. */
    QUARANTINED,
    /** The operation completed with a result. */
    COMPLETED,
    /** The operation failed for good, and every duplicate fails the same way. */
    FINALLY_FAILED,
    /** The operation completed, and its result is not there. */
    RESULT_MISSING,
    /** An operator erased the data of the key. */
    ERASED,
    /** The record is past its window or retention, and counts as absent. */
    EXPIRED,
    /** Another library, such as Powertools, wrote the record. */
    FOREIGN,
    /** The record cannot be read. */
    UNREADABLE;

    /**
     * {@return the situation of a key}
     *
     * @param record the record; null if it is absent
     * @param now the moment to compare with
     */
    static Situation of(@Nullable IdempotencyRecord record, Instant now) {
        return switch (record) {
            case null -> ABSENT;
            case IdempotencyRecord.Unreadable unreadable -> UNREADABLE;
            case IdempotencyRecord.Known known -> of(known, now);
        };
    }

    private static Situation of(IdempotencyRecord.Known record, Instant now) {
        if (record.claim().id().equals(ClaimId.FOREIGN)) {
            return FOREIGN;
        }
        if (record.isExpired(now)) {
            return EXPIRED;
        }
        return switch (record) {
            case IdempotencyRecord.InProgress live -> live.isLeaseLive(now) ? IN_PROGRESS : LAPSED;
            case IdempotencyRecord.Released released -> RELEASED;
            case IdempotencyRecord.Quarantined parked -> QUARANTINED;
            case IdempotencyRecord.Completed completed -> of(completed.result());
        };
    }

    private static Situation of(StoredResult result) {
        return switch (result) {
            case StoredResult.Success success -> COMPLETED;
            case StoredResult.FinalFailure failure -> FINALLY_FAILED;
            case StoredResult.Missing missing -> missing.equals(ErasedResult.MARK) ? ERASED : RESULT_MISSING;
        };
    }

    /** {@return the word for people and for options, such as {@code in-progress}} */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
