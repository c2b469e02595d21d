// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.Waiting;
import dev.semel.event.OperationEvent;
import dev.semel.model.IdempotencyKey;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * The store calls of one operation call: each with a fresh reading of the clock and the time that is left, repeated a
 * bounded number of times while the store gives no answer. A repeated call is recognised by the store (S6).
 */
public record StoreCalls(Engine engine, IdempotencyKey key) {

    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);

    /**
     * Calls the store, at least once, and again while it gives no answer.
     *
     * @param name the call's name for people
     * @param until when the last try must have ended
     * @param tries how many tries at most
     */
    <V> V call(String name, Instant until, int tries, Function<StoreCall, V> call) throws InterruptedException {
        return call(name, until, tries, engine.waiting(), call);
    }

    private <V> V call(String name, Instant until, int tries, Waiting waiting, Function<StoreCall, V> call)
            throws InterruptedException {
        StoreException unanswered = null;
        for (int done = 1; ; done++) {
            Instant now = engine.clock().instant();
            try {
                return call.apply(call(now, until));
            } catch (StoreException e) {
                if (unanswered != null && unanswered != e) {
                    e.addSuppressed(unanswered);
                }
                engine.tell(new OperationEvent.StoreFailed(key, name, e));
                Duration pause = engine.storeBackoff().after(done);
                boolean again = e.reason() == StoreException.Reason.UNAVAILABLE
                        && done < tries
                        && engine.clock().instant().plus(pause).isBefore(until);
                if (!again) {
                    throw e;
                }
                unanswered = e;
                waiting.await(pause);
            } catch (RuntimeException e) {
                if (unanswered != null) {
                    e.addSuppressed(unanswered); // an earlier try may still be under way
                }
                throw e;
            }
        }
    }

    /**
     * Calls the store although the thread may have been interrupted: what the body did must be recorded. The interrupt is
     * there again afterwards.
     */
    <V> V callToTheEnd(String name, Instant until, int tries, Function<StoreCall, V> call) {
        return uninterrupted(engine, unimpressed -> call(name, until, tries, unimpressed, call));
    }

    /** Calls that take a pause now and then. */
    @FunctionalInterface
    public interface Pausing<V> {
        V call(Waiting waiting) throws InterruptedException;
    }

    /** Makes calls although the thread may have been interrupted; the interrupt is there again afterwards. */
    public static <V> V uninterrupted(Engine engine, Pausing<V> calls) {
        AtomicBoolean interrupted = new AtomicBoolean(Thread.interrupted());
        Waiting unimpressed = pause -> {
            try {
                engine.waiting().await(pause);
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        };
        try {
            return calls.call(unimpressed);
        } catch (InterruptedException e) {
            throw new IllegalStateException("This waiting never throws", e);
        } finally {
            if (interrupted.get()) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns a call with what time is left. */
    public static StoreCall call(Instant now, Instant until) {
        Duration left = Duration.between(now, until);
        return new StoreCall(now, left.compareTo(SHORTEST_TIMEOUT) < 0 ? SHORTEST_TIMEOUT : left);
    }
}
