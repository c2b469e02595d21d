// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends the handlers that still wait when a history has been judged, by an error at their next point. A handler that catches
 * every error and goes on would never end: it is stopped for good, and the proof is refused. Thread-safe.
 */
final class Unwinder {

    /** More than a handler with a bounded number of retries can need. */
    private static final int MOST_CALLS = 1_000;

    private final AtomicInteger endless = new AtomicInteger();

    /** Returns those of one history. */
    OfHistory ofHistory() {
        return new OfHistory();
    }

    /**
     * Sees that handlers have ended so far.
     *
     * @throws IllegalStateException if one goes on in spite of the error
     */
    void expectEnded() {
        if (endless.get() > 0) {
            throw new IllegalStateException(
                    "The handler catches every Throwable and tries again without end, so that no history of it can end:"
                            + " let errors (java.lang.Error) through, or bound its attempts");
        }
    }

    /** Those of one history. */
    final class OfHistory {

        private final AtomicInteger calls = new AtomicInteger();

        /** Returns what a handler that comes to a point after the end is to throw. */
        Stopped stopped() {
            if (calls.incrementAndGet() > MOST_CALLS) {
                endless.incrementAndGet();
                new Semaphore(0).acquireUninterruptibly(); // its thread is a daemon; the proof ends
            }
            return new Stopped();
        }
    }
}
