// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.ClaimLostException;
import dev.semel.StoreUnavailableException;
import dev.semel.event.OperationEvent;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How long one attempt may go on. With a deadline of the call that is fixed, and the lease covers it; without one the
 * lease can be renewed. Thread-safe.
 */
final class Lease {

    private final Engine engine;
    private final StoreCalls store;
    private final IdempotencyKey key;
    private final IdempotencyRecord.InProgress record;
    private final Duration recordingTime;
    private final @Nullable Duration renewable;
    private final Duration retention;
    private volatile Instant end;
    private volatile boolean renewed;
    private final AtomicReference<@Nullable ClaimLostException> lost = new AtomicReference<>();

    /**
     * Begins.
     *
     * @param end until when the claim can be used
     * @param renewable the lease to renew by; null if the call has a deadline of its own
     */
    Lease(
            Engine engine,
            StoreCalls store,
            IdempotencyRecord.InProgress record,
            Instant end,
            Duration recordingTime,
            @Nullable Duration renewable,
            Duration retention) {
        this.engine = engine;
        this.store = store;
        this.key = store.key();
        this.record = record;
        this.end = end;
        this.recordingTime = recordingTime;
        this.renewable = renewable;
        this.retention = retention;
    }

    /** Returns when the body should have ended. */
    Instant bodyEnd() {
        return end.minus(recordingTime);
    }

    /** Returns the time until {@link #bodyEnd()}; zero when it is over. */
    Duration remaining() {
        Duration left = Duration.between(engine.clock().instant(), bodyEnd());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Returns whether somebody else may execute by now. */
    boolean isOver() {
        return !engine.clock().instant().isBefore(end);
    }

    /** Returns until when a write of this attempt may be tried; an attempt that overran still gets the recording time. */
    Instant lastWrite() {
        Instant atLeast = engine.clock().instant().plus(recordingTime);
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
        WriteRequest.Renew request = new WriteRequest.Renew(key, record.claim().id(), renewable, retention);
        WriteVerdict verdict;
        renewed = true; // or perhaps, if no answer comes
        try {
            verdict = store.callToTheEnd(
                    "renew", lastWrite(), 3, call -> engine.store().renew(request, call));
        } catch (StoreException e) {
            throw StoreUnavailableException.notRenewed(key, e);
        }
        switch (verdict) {
            case WriteVerdict.Applied applied -> lengthen(applied);
            case WriteVerdict.Fenced fenced -> throw lost("renew", fenced);
        }
    }

    /** Returns whether a renewal was sent. */
    boolean isRenewed() {
        return renewed;
    }

    private synchronized void lengthen(WriteVerdict.Applied applied) {
        if (applied.record() instanceof IdempotencyRecord.InProgress renewed) {
            Instant usable = renewed.leaseExpiresAt().minus(engine.clockSkew());
            end = usable.isAfter(end) ? usable : end;
        }
    }

    /** Remembers that the claim was lost, and returns what says so. */
    ClaimLostException lost(String write, WriteVerdict.Fenced fenced) {
        engine.tell(new OperationEvent.Fenced(key, record.claim().attempt(), write));
        ClaimLostException exception = ClaimLostException.of(key, fenced.record());
        lost.compareAndSet(null, exception);
        return exception;
    }

    /** Returns how the claim was found lost, if it was. */
    @Nullable
    ClaimLostException lost() {
        return lost.get();
    }
}
