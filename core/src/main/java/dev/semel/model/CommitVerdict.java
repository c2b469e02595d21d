// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

/** The answer of a store to a commit. All but {@link Committed} changed nothing. */
public sealed interface CommitVerdict {

    /**
     * Result and effects are stored.
     *
     * @param record the completed record
     */
    record Committed(IdempotencyRecord.Completed record) implements CommitVerdict {}

    /**
     * An earlier attempt did not complete, and the request does not allow to override it, or it left recovery points:
     * claim first.
     *
     * @param record the released or lapsed record
     */
    record TakeOverNeeded(IdempotencyRecord.Known record) implements CommitVerdict {}

    /**
     * The key has a record that answers, as it would answer a claim.
     *
     * @param verdict the answer that a claim would have got; never {@link ClaimVerdict.Claimed}
     */
    record Answered(ClaimVerdict verdict) implements CommitVerdict {

        /** Validates the verdict. */
        public Answered {
            if (verdict instanceof ClaimVerdict.Claimed) {
                throw new IllegalArgumentException("verdict must not be Claimed: a commit makes no claim");
            }
        }
    }
}
