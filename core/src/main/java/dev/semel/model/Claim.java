// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import java.time.Instant;
import java.util.Objects;

/**
 * The claim that made the present state of a record.
 *
 * @param id the claim id
 * @param fence the fencing token: strictly greater than that of every earlier claim of the key (S4)
 * @param attempt 1 for the first execution of the key, one more for each take-over
 * @param generation the fencing token of the first claim since the record was absent
 * @param claimedAt the moment of the claim, in whole milliseconds
 * @param source the origin of the claim, for logs; may be empty
 */
public record Claim(ClaimId id, long fence, int attempt, long generation, Instant claimedAt, String source) {

    /** Validates every part. */
    public Claim {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(source, "source");
        Moments.requireMillis(Objects.requireNonNull(claimedAt, "claimedAt"), "claimedAt");
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt must be at least 1, is " + attempt);
        }
        if (generation > fence) {
            throw new IllegalArgumentException("generation " + generation + " must not exceed the fence " + fence);
        }
    }

    @Override
    public String toString() {
        return "Claim[id=" + id + ", fence=" + fence + ", attempt=" + attempt + ", generation=" + generation
                + ", claimedAt=" + claimedAt + ", source=" + PrintableText.name(source) + "]";
    }
}
