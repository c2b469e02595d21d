// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.history;

import dev.semel.prover.world.Stopped;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends the handlers that still wait when a history has been judged, by an error at their next point. A handler that
 * catches every error and tries again would never end: its thread is stopped for good, and the proof is refused.
 * Thread-safe.
 */
public final class Unwinder {

    /** More calls than a handler with a bounded number of retries can make. */
    private static final int MOST_CALLS = 1_000;

    private final AtomicInteger endless = new AtomicInteger();

    /** {@return the unwinder of one history} */
    public OfHistory ofHistory() {
        return new OfHistory();
    }

    /**
     * Checks that all handlers have ended so far.
     *
     * @throws IllegalStateException if one continues in spite of the error
     */
    public void expectEnded() {
        if (endless.get() > 0) {
            throw new IllegalStateException(
                    "The handler catches every Throwable and tries again without end, so that no history of it can end:"
                            + " let errors (java.lang.Error) through, or bound its attempts");
        }
    }

    /** Unwinds the handlers of one history. */
    final class OfHistory {

        private final AtomicInteger calls = new AtomicInteger();

        /** {@return the error for a handler that reaches a point after the end of its history} */
        Stopped stopped() {
            if (calls.incrementAndGet() > MOST_CALLS) {
                endless.incrementAndGet();
                new Semaphore(0).acquireUninterruptibly(); // its thread is a daemon; the proof ends
            }
            return new Stopped();
        }
    }
}
