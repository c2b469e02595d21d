// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.history;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Hands the turn to another thread. The waiter spins briefly before it blocks: a turn takes microseconds, and waking a
 * thread takes longer. Everything written before {@link #pass} is visible after the matching {@link #await}.
 * Thread-safe.
 */
final class Handoff {

    private static final int SPINS = 2_000;

    private final Semaphore passed = new Semaphore(0);

    /** Passes the turn: one present or future wait ends. */
    void pass() {
        passed.release();
    }

    void await() {
        if (!spin()) {
            passed.acquireUninterruptibly();
        }
    }

    /** {@return whether the turn came within {@code most}} */
    boolean await(Duration most) throws InterruptedException {
        return spin() || passed.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS);
    }

    private boolean spin() {
        for (int i = 0; i < SPINS; i++) {
            if (passed.tryAcquire()) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }
}
