// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.protocol;

import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.CommitRequest;
import dev.semel.model.CommitVerdict;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.Transition;
import dev.semel.model.Transitions;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the search explores: Semel's protocol; a mutant overrides one method. */
interface ProtocolRules {

    /** Decides a claim. */
    default Transition<ClaimVerdict> claim(@Nullable IdempotencyRecord record, ClaimRequest request, Instant now) {
        return Transitions.claim(record, request, now);
    }

    /** Decides a write after the claim. */
    default Transition<WriteVerdict> write(@Nullable IdempotencyRecord record, WriteRequest request, Instant now) {
        return Transitions.write(record, request, now);
    }

    /** Decides a commit. */
    default Transition<CommitVerdict> commit(@Nullable IdempotencyRecord record, CommitRequest request, Instant now) {
        return Transitions.commit(record, request, now);
    }

    /**
     * The condition of the second step of a take-over: whether {@code present} is still the record that the first step
     * read. The revision alone does not tell: a record purged and claimed anew starts at revision 1 again. The fence
     * does not come back (S4).
     */
    default boolean isUnchanged(Known read, @Nullable IdempotencyRecord present) {
        return present instanceof Known known
                && known.claim().fence() == read.claim().fence()
                && known.revision() == read.revision();
    }

    /** Whether a store may delete the record. */
    default boolean mayPurge(Known record, Instant now) {
        return record.isExpired(now);
    }

    /** How long before the end of its lease a body stops. */
    default Duration margin(Duration epsilon) {
        return epsilon;
    }
}
