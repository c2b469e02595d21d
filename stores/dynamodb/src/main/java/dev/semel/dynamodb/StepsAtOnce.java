// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Steps of one call that run at once, on the caller's thread and on those of an executor. When {@link #run} returns,
 * each has run and ended. Thread-safe.
 */
final class StepsAtOnce {

    /*
     * Invariants.
     *
     * - `next` gives each step to one thread, once: the thread that draws its number runs that step.
     * - The caller draws until none is left. So each step is drawn even if the executor refuses, drops or delays all
     *   that it was given, and a thread that begins late draws nothing.
     * - A step that was drawn counts `open` down when it has ended, also by an exception. So `open` is zero exactly
     *   when all have ended, and the caller waits only for steps that other threads have begun, which are bounded by
     *   the time of the call: nothing runs after run(). What a step wrote happens before run() returns.
     */

    /** The most steps at a time: the caller's, and those of the threads beside it. */
    static final int LIMIT = 8;

    private final Executor executor;

    /**
     * Creates a runner.
     *
     * @param executor runs steps beside the caller's thread; may refuse or drop what it is given
     */
    StepsAtOnce(Executor executor) {
        this.executor = executor;
    }

    /**
     * Runs every step, at most {@link #LIMIT} at a time.
     *
     * @throws RuntimeException the first that a step threw, once all have ended; errors likewise
     */
    void run(List<? extends Runnable> steps) {
        AtomicInteger next = new AtomicInteger();
        CountDownLatch open = new CountDownLatch(steps.size());
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Runnable drawing = () -> {
            for (int i = next.getAndIncrement(); i < steps.size(); i = next.getAndIncrement()) {
                try {
                    steps.get(i).run();
                } catch (Throwable e) {
                    thrown.compareAndSet(null, e);
                } finally {
                    open.countDown();
                }
            }
        };
        int beside = Math.min(steps.size(), LIMIT) - 1;
        for (int i = 0; i < beside; i++) {
            try {
                executor.execute(drawing);
            } catch (Throwable e) { // full, or out of threads: the others run the steps
                break;
            }
        }
        drawing.run();
        awaitUninterruptibly(open);
        switch (thrown.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException("A step threw a checked exception", e);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch open) {
        boolean interrupted = false;
        while (true) {
            try {
                open.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
