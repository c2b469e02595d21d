// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.Certainty;
import dev.semel.model.Claim;
import dev.semel.model.ClaimId;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.model.Transitions;
import dev.semel.model.WriteRequest;
import java.time.Instant;
import java.util.List;

/**
 * The record that a write will store, computed by {@link Transitions} before the stored record is known. The
 * computation uses a stand-in that has the claim and nothing else, so that timestamps are rounded in one place only.
 */
final class PrecomputedRecord {

    private PrecomputedRecord() {}

    static Completed completed(WriteRequest.Complete request, Instant now) {
        return (Completed) write(inProgress(request.claimId(), now), request, now);
    }

    /**
     * {@return the renewed record} The stand-in has the shortest possible lease and retention, so a renewal always
     * lengthens both.
     */
    static InProgress renewed(WriteRequest.Renew request, Instant now) {
        return (InProgress) write(inProgress(request.claimId(), now), request, now);
    }

    static Completed resolved(WriteRequest.Resolve request, Instant now) {
        return (Completed) write(quarantined(request.claimId(), now), request, now);
    }

    static Released reExecuted(WriteRequest.Resolve request, Instant now) {
        return (Released) write(quarantined(request.claimId(), now), request, now);
    }

    private static IdempotencyRecord write(Known standIn, WriteRequest request, Instant now) {
        IdempotencyRecord next = Transitions.write(standIn, request, now).next();
        if (next == null) {
            throw new IllegalStateException("Transitions never delete a record");
        }
        return next;
    }

    private static InProgress inProgress(ClaimId id, Instant now) {
        Instant nextSecond = Instant.ofEpochSecond(now.getEpochSecond() + 1);
        return new InProgress(claim(id, now), Fingerprint.NONE, 1, Certainty.NOT_STARTED, now, nextSecond, List.of());
    }

    private static Quarantined quarantined(ClaimId id, Instant now) {
        return new Quarantined(claim(id, now), Fingerprint.NONE, 1, "stand-in", now, List.of());
    }

    private static Claim claim(ClaimId id, Instant now) {
        return new Claim(id, 0, 1, 0, now, "");
    }
}
