// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * The writes that end a claim. Each goes through although the thread was interrupted, and is repeated while the store
 * gives no answer, until the last moment for a write.
 */
record Recording(
        Engine engine,
        StoreCalls store,
        IdempotencyKey key,
        ClaimId claimId,
        int attempt,
        Supplier<Instant> lastWrite) {

    private static final int TRIES = 10;

    /** Stores the result. */
    WriteVerdict complete(StoredResult result, Duration window) {
        WriteRequest.Complete request = new WriteRequest.Complete(key, claimId, result, window);
        return fencedTold(
                "complete",
                store.callToTheEnd(
                        "complete",
                        lastWrite.get(),
                        TRIES,
                        call -> engine.store().complete(request, call)));
    }

    /** Gives the claim back. */
    void release(Certainty certainty) {
        told(certainty, fencedTold("release", release(certainty, TRIES)));
    }

    /** Tries once to give back a claim that may be gone or may never have been; whether it worked matters to nobody. */
    void releaseQuietly(Certainty certainty) {
        try {
            told(certainty, release(certainty, 1));
        } catch (RuntimeException alreadyTold) {
            // The lease will lapse.
        }
    }

    private WriteVerdict release(Certainty certainty, int tries) {
        WriteRequest.Release request = new WriteRequest.Release(key, claimId, certainty);
        return store.callToTheEnd(
                "release", lastWrite.get(), tries, call -> engine.store().release(request, call));
    }

    private void told(Certainty certainty, WriteVerdict verdict) {
        if (verdict instanceof WriteVerdict.Applied) {
            engine.tell(new OperationEvent.Released(key, attempt, certainty));
        }
    }

    /** Parks the key. */
    WriteVerdict quarantine(String reason) {
        WriteRequest.Quarantine request = new WriteRequest.Quarantine(key, claimId, reason);
        WriteVerdict verdict = store.callToTheEnd(
                "quarantine", lastWrite.get(), TRIES, call -> engine.store().quarantine(request, call));
        if (verdict instanceof WriteVerdict.Applied) {
            engine.tell(new OperationEvent.Quarantined(key, attempt));
        }
        return fencedTold("quarantine", verdict);
    }

    private WriteVerdict fencedTold(String write, WriteVerdict verdict) {
        if (verdict instanceof WriteVerdict.Fenced) {
            engine.tell(new OperationEvent.Fenced(key, attempt, write));
        }
        return verdict;
    }
}
