// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.event.OperationEvent;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.StoreCall;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The writes that end a claim. Each goes through although the thread was interrupted, and is repeated while the store
 * gives no answer, until the last moment for a write.
 */
public record ClaimWrites(
        Engine engine,
        StoreCalls store,
        IdempotencyKey key,
        ClaimId claimId,
        int attempt,
        Supplier<Instant> lastWrite) {

    public static final int TRIES = 10;

    /** Returns the write of a result, over a record that is as it was seen; null if it may have changed. */
    WriteRequest.Last completion(StoredResult result, Duration window, IdempotencyRecord.@Nullable InProgress seen) {
        return new WriteRequest.Complete(key, claimId, result, window, seen);
    }

    public WriteRequest.Last releasing(Certainty certainty) {
        return new WriteRequest.Release(key, claimId, certainty);
    }

    WriteRequest.Last quarantining(String reason) {
        return new WriteRequest.Quarantine(key, claimId, reason);
    }

    /** Sends a write. */
    WriteVerdict write(WriteRequest.Last request) {
        return told(request, write(request, TRIES));
    }

    /** Sends a write, and says what became of it. */
    public CallEnd.WriteReply tryToWrite(WriteRequest.Last request) {
        return tryToWrite(request, TRIES);
    }

    /** As {@link #tryToWrite(WriteRequest.Last)}, with so many tries at most. */
    public CallEnd.WriteReply tryToWrite(WriteRequest.Last request, int tries) {
        try {
            return new CallEnd.WriteReply.Decided(told(request, write(request, tries)));
        } catch (RuntimeException | Error e) {
            return new CallEnd.WriteReply.Failed(e);
        }
    }

    /** Tries once to give back a claim that may be gone or may never have been; whether it worked matters to nobody. */
    void giveBack() {
        WriteRequest.Last request = releasing(Certainty.NOT_STARTED);
        try {
            if (write(request, 1) instanceof WriteVerdict.Applied applied) {
                told(request, applied);
            }
        } catch (RuntimeException alreadyTold) {
            // The lease will lapse.
        }
    }

    private WriteVerdict write(WriteRequest.Last request, int tries) {
        return store.callToTheEnd(name(request), lastWrite.get(), tries, call -> send(request, call));
    }

    private WriteVerdict send(WriteRequest.Last request, StoreCall call) {
        IdempotencyStore records = engine.store();
        return switch (request) {
            case WriteRequest.Complete complete -> records.complete(complete, call);
            case WriteRequest.Release release -> records.release(release, call);
            case WriteRequest.Quarantine quarantine -> records.quarantine(quarantine, call);
        };
    }

    /** Tells the listeners what became of a write. */
    public WriteVerdict told(WriteRequest.Last request, WriteVerdict verdict) {
        switch (verdict) {
            case WriteVerdict.Fenced fenced -> engine.tell(new OperationEvent.Fenced(key, attempt, name(request)));
            case WriteVerdict.Applied applied -> {
                switch (request) {
                    case WriteRequest.Complete complete -> {} // the outcome's event says more
                    case WriteRequest.Release release ->
                        engine.tell(new OperationEvent.Released(key, attempt, release.certainty()));
                    case WriteRequest.Quarantine quarantine ->
                        engine.tell(new OperationEvent.PutInQuarantine(key, attempt));
                }
            }
        }
        return verdict;
    }

    /** Returns the call's name, for people. */
    public static String name(WriteRequest.Last request) {
        return switch (request) {
            case WriteRequest.Complete complete -> "complete";
            case WriteRequest.Release release -> "release";
            case WriteRequest.Quarantine quarantine -> "quarantine";
        };
    }
}
