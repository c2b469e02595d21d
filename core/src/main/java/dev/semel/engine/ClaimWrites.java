// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.event.OperationEvent;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.StoreCall;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The writes that end one claim. Each is sent even if the thread was interrupted, and is repeated while the store gives
 * no answer, until the last moment for a write.
 */
public final class ClaimWrites {

    private final KeyedCall<?, ?> call;
    private final ClaimId claimId;
    private final int attempt;
    private final Supplier<Instant> lastWrite;

    ClaimWrites(KeyedCall<?, ?> call, ClaimId claimId, int attempt, Supplier<Instant> lastWrite) {
        this.call = call;
        this.claimId = claimId;
        this.attempt = attempt;
        this.lastWrite = lastWrite;
    }

    /** {@return the last moment for a write of this claim} */
    public Instant lastWrite() {
        return lastWrite.get();
    }

    /**
     * {@return the write of a result}
     *
     * @param seen the record of the claim, if no write was sent since; null if it may have changed
     */
    WriteRequest.Last completion(StoredResult result, IdempotencyRecord.@Nullable InProgress seen) {
        return new WriteRequest.Complete(
                call.key(), claimId, result, call.spec().timing().dedupeWindow(), seen);
    }

    public WriteRequest.Last release(Certainty certainty) {
        return new WriteRequest.Release(call.key(), claimId, certainty);
    }

    WriteRequest.Last quarantine(String reason) {
        return new WriteRequest.Quarantine(call.key(), claimId, reason);
    }

    /** Sends a write, and reports it. */
    WriteVerdict write(WriteRequest.Last request) {
        return report(request, write(request, RetryPolicy.RECORDING_TRIES));
    }

    /** Sends a write, reports it, and returns the reply. */
    CallEnd.WriteReply tryToWrite(WriteRequest.Last request) {
        return tryToWrite(request, RetryPolicy.RECORDING_TRIES);
    }

    /** As {@link #tryToWrite(WriteRequest.Last)}, with at most {@code tries} tries. */
    public CallEnd.WriteReply tryToWrite(WriteRequest.Last request, int tries) {
        try {
            return new CallEnd.WriteReply.Decided(report(request, write(request, tries)));
        } catch (Throwable e) {
            return new CallEnd.WriteReply.Failed(e);
        }
    }

    /** Tries once to release a claim under which nothing ran. If that fails, the lease will lapse. */
    void giveBack() {
        WriteRequest.Last request = release(Certainty.NOT_STARTED);
        try {
            if (write(request, 1) instanceof WriteVerdict.Applied applied) {
                report(request, applied);
            }
        } catch (Exception reported) {
            // The lease will lapse.
        }
    }

    private WriteVerdict write(WriteRequest.Last request, int tries) {
        return call.store().callToTheEnd(name(request), lastWrite(), tries, timed -> send(request, timed));
    }

    private WriteVerdict send(WriteRequest.Last request, StoreCall timed) {
        IdempotencyStore records = call.engine().store();
        if (request instanceof WriteRequest.Complete complete) {
            return records.complete(complete, timed);
        }
        return request instanceof WriteRequest.Release release
                ? records.release(release, timed)
                : records.quarantine((WriteRequest.Quarantine) request, timed);
    }

    /** Reports the verdict on a write to the listeners, and returns it. */
    public WriteVerdict report(WriteRequest.Last request, WriteVerdict verdict) {
        if (verdict instanceof WriteVerdict.Fenced) {
            call.tell(new OperationEvent.Fenced(call.key(), attempt, name(request)));
        } else if (request instanceof WriteRequest.Release release) {
            call.tell(new OperationEvent.Released(call.key(), attempt, release.certainty()));
        } else if (request instanceof WriteRequest.Quarantine quarantine) {
            call.tell(new OperationEvent.PutInQuarantine(call.key(), attempt, quarantine.reason()));
        } // of a completion, the event of the outcome has more
        return verdict;
    }

    /** {@return the name of a write for logs} */
    public static String name(WriteRequest.Last request) {
        if (request instanceof WriteRequest.Complete) {
            return "complete";
        }
        return request instanceof WriteRequest.Release ? "release" : "quarantine";
    }

    /** {@return the defect of a store that applied a write but shows another state than the write leaves} */
    static IllegalStateException unexpected(WriteVerdict.Applied applied) {
        return new IllegalStateException("A store applied a write and shows another state, against the contract of "
                + "IdempotencyStore: " + applied.record().getClass().getSimpleName());
    }
}
