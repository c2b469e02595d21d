// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.Waiting;
import dev.semel.model.IdempotencyKey;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * The store calls of one operation call: each with a fresh reading of the clock and the time that is left, repeated by
 * the {@link RetryPolicy}. The store recognises a repeated call (S6).
 */
public final class StoreCalls {

    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);

    private final Engine engine;
    private final IdempotencyKey key;

    StoreCalls(Engine engine, IdempotencyKey key) {
        this.engine = engine;
        this.key = key;
    }

    /**
     * Calls the store, at least once, and again while it gives no answer.
     *
     * @param name the name of the call for logs
     * @param until the moment by which the last try must have ended
     * @param most the most tries
     */
    <V> V call(String name, Instant until, int most, Function<StoreCall, V> send) throws InterruptedException {
        return call(new RetryPolicy.Tries(key, name, most, until), engine.waiting(), send);
    }

    private <V> V call(RetryPolicy.Tries tries, Waiting waiting, Function<StoreCall, V> send)
            throws InterruptedException {
        RetryPolicy policy = new RetryPolicy(engine);
        StoreException unanswered = null;
        for (int done = 1; ; done++) {
            Instant now = engine.clock().instant();
            try {
                return Given.by("store", send.apply(timed(now, tries.until())));
            } catch (StoreException e) {
                RetryPolicy.Pause pause = policy.pauseAfter(done);
                if (!policy.isRepeated(tries, done, pause, e, unanswered)) {
                    throw e;
                }
                unanswered = e;
                waiting.await(pause.length());
            } catch (Exception e) {
                if (unanswered != null) {
                    e.addSuppressed(unanswered); // an earlier try may still be under way
                }
                throw e;
            }
        }
    }

    /**
     * Calls the store although the thread may have been interrupted: what the body did must be recorded. The thread is
     * interrupted again afterwards.
     */
    <V> V callToTheEnd(String name, Instant until, int most, Function<StoreCall, V> send) {
        RetryPolicy.Tries tries = new RetryPolicy.Tries(key, name, most, until);
        return uninterrupted(engine, waiting -> call(tries, waiting, send));
    }

    /** Store calls with pauses between them. */
    @FunctionalInterface
    public interface Pausing<V> {
        V call(Waiting waiting) throws InterruptedException;
    }

    /** Makes calls although the thread may have been interrupted; it is interrupted again afterwards. */
    public static <V> V uninterrupted(Engine engine, Pausing<V> calls) {
        AtomicBoolean interrupted = new AtomicBoolean(Thread.interrupted());
        Waiting uninterruptible = pause -> {
            try {
                engine.waiting().await(pause);
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        };
        try {
            return calls.call(uninterruptible);
        } catch (InterruptedException e) {
            throw new IllegalStateException("This waiting never throws", e);
        } finally {
            if (interrupted.get()) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** {@return a store call at {@code now} with the time that is left} */
    public static StoreCall timed(Instant now, Instant until) {
        Duration left = Duration.between(now, until);
        return new StoreCall(now, left.compareTo(SHORTEST_TIMEOUT) < 0 ? SHORTEST_TIMEOUT : left);
    }
}
