// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Hands the turn to another thread. Who waits for it looks busily for a moment before it sleeps: a turn takes microseconds,
 * and to wake a thread takes longer. Thread-safe.
 */
final class Handoff {

    private static final int LOOKS = 2_000;

    private final Semaphore passed = new Semaphore(0);

    /** Passes it on: one wait ends, or need not begin. */
    void pass() {
        passed.release();
    }

    void await() {
        if (!look()) {
            passed.acquireUninterruptibly();
        }
    }

    /** Waits for so long at most; false if it has not come by then. */
    boolean await(Duration most) throws InterruptedException {
        return look() || passed.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS);
    }

    private boolean look() {
        for (int i = 0; i < LOOKS; i++) {
            if (passed.tryAcquire()) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }
}
