// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.ClaimLostException;
import dev.semel.StoreUnavailableException;
import dev.semel.event.OperationEvent;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The time of one attempt. If the call has a deadline, it is fixed, and the lease covers it; without one the lease can
 * be renewed. Thread-safe.
 */
final class Lease {

    private final KeyedCall<?, ?> call;
    private final IdempotencyRecord.InProgress record;
    private final Duration recordingTime;
    private final @Nullable Duration renewable;
    private volatile Instant end;
    private volatile boolean renewed;
    private final AtomicReference<@Nullable ClaimLostException> lost = new AtomicReference<>();

    /**
     * Begins the time of an attempt.
     *
     * @param end the moment until which the claim can be used
     */
    Lease(KeyedCall<?, ?> call, IdempotencyRecord.InProgress record, Instant end) {
        this.call = call;
        this.record = record;
        this.end = end;
        this.recordingTime = call.spec().timing().recordingTime();
        this.renewable = call.deadline() == null ? call.spec().timing().lease() : null;
    }

    /** {@return the moment by which the body should have ended} */
    Instant bodyEnd() {
        return end.minus(recordingTime);
    }

    /** {@return the time until {@link #bodyEnd()}; zero when it is over} */
    Duration remaining() {
        return Span.between(call.now(), bodyEnd());
    }

    /** {@return whether another attempt may execute by now} */
    boolean isOver() {
        return !call.now().isBefore(end);
    }

    /** {@return the last moment for a write of this attempt; an attempt that overran still gets the recording time} */
    Instant lastWrite() {
        Instant atLeast = call.now().plus(recordingTime);
        Instant usable = end;
        return atLeast.isAfter(usable) ? atLeast : usable;
    }

    void renewWhenHalfOver() {
        if (renewable != null && remaining().compareTo(renewable.dividedBy(2)) < 0) {
            try {
                renew();
            } catch (StoreUnavailableException e) {
                if (remaining().isZero()) { // until then the old lease holds
                    throw e;
                }
            }
        }
    }

    void renew() {
        if (renewable == null) {
            return;
        }
        WriteRequest.Renew request = new WriteRequest.Renew(
                call.key(), record.claim().id(), renewable, call.spec().timing().retention());
        WriteVerdict verdict;
        renewed = true; // or perhaps, if no answer comes
        try {
            verdict = call.store()
                    .callToTheEnd(
                            "renew",
                            lastWrite(),
                            RetryPolicy.RENEWAL_TRIES,
                            timed -> call.engine().store().renew(request, timed));
        } catch (StoreException e) {
            throw StoreUnavailableException.notRenewed(call.key(), e);
        }
        switch (verdict) {
            case WriteVerdict.Applied applied -> lengthen(applied);
            case WriteVerdict.Fenced fenced -> throw lost("renew", fenced);
        }
    }

    /** {@return whether a renewal was sent} */
    boolean isRenewed() {
        return renewed;
    }

    private synchronized void lengthen(WriteVerdict.Applied applied) {
        if (applied.record() instanceof IdempotencyRecord.InProgress renewed) {
            Instant usable = renewed.leaseExpiresAt().minus(call.engine().clockSkew());
            end = usable.isAfter(end) ? usable : end;
        }
    }

    /** Reports and remembers that the claim is lost, and returns the exception of that. */
    ClaimLostException lost(String write, WriteVerdict.Fenced fenced) {
        call.tell(new OperationEvent.Fenced(call.key(), record.claim().attempt(), write));
        ClaimLostException exception = ClaimLostException.of(call.key(), fenced.record());
        lost.compareAndSet(null, exception);
        return exception;
    }

    /** {@return the exception that reported the lost claim; null if none did} */
    @Nullable
    ClaimLostException lost() {
        return lost.get();
    }
}
