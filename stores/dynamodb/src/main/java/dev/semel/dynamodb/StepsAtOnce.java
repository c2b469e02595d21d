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
 * Steps of one call that run at once, on the caller's thread and on those of an executor. When {@link #run} or {@link
 * Begun#end} returns, each has run and ended. Thread-safe.
 */
final class StepsAtOnce {

    /*
     * Invariants.
     *
     * - `next` gives each step to one thread, once: the thread that draws its number runs that step.
     * - The caller draws until none is left, at the latest in end(). So each step is drawn even if the executor
     *   refuses, drops or delays all that it was given, and a thread that begins late draws nothing.
     * - A step that was drawn counts `open` down when it has ended, also by an exception. So `open` is zero exactly
     *   when all have ended, and the caller waits only for steps that other threads have begun, which are bounded by
     *   the time of the call: nothing runs after end(). What a step wrote happens before end() returns, and before
     *   hasEnded() is true.
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
        Begun begun = new Begun(steps);
        handOver(begun, Math.min(steps.size(), LIMIT) - 1);
        begun.end();
    }

    /**
     * Begins the steps on the executor, at most {@link #LIMIT} at a time, while the caller's thread does something
     * else. What the executor refuses runs at once, on the caller's thread.
     *
     * @return the steps; the caller must end them before its call ends
     */
    Begun begin(List<? extends Runnable> steps) {
        Begun begun = new Begun(steps);
        int most = Math.min(steps.size(), LIMIT);
        if (handOver(begun, most) < most) {
            begun.draw();
        }
        return begun;
    }

    /** {@return steps that the caller's thread runs when it ends them} */
    static Begun later(List<? extends Runnable> steps) {
        return new Begun(steps);
    }

    /** {@return how many threads the executor took, of {@code most}} */
    private int handOver(Begun begun, int most) {
        for (int i = 0; i < most; i++) {
            try {
                executor.execute(begun::draw);
            } catch (Throwable e) { // full, or out of threads: the others run the steps
                return i;
            }
        }
        return most;
    }

    /** Steps of which some may have begun. */
    static final class Begun {

        private final List<? extends Runnable> steps;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        private final CountDownLatch open;

        private Begun(List<? extends Runnable> steps) {
            this.steps = steps;
            this.open = new CountDownLatch(steps.size());
        }

        private void draw() {
            for (int i = next.getAndIncrement(); i < steps.size(); i = next.getAndIncrement()) {
                try {
                    steps.get(i).run();
                } catch (Throwable e) {
                    thrown.compareAndSet(null, e);
                } finally {
                    open.countDown();
                }
            }
        }

        /** {@return whether every step has ended} */
        boolean hasEnded() {
            return open.getCount() == 0;
        }

        /**
         * Runs the steps that no thread has begun, and waits for the others, without regard to interrupts.
         *
         * @throws RuntimeException the first that a step threw, once all have ended; errors likewise
         */
        void end() {
            draw();
            awaitUninterruptibly(open);
            switch (thrown.get()) {
                case null -> {}
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable e -> throw new IllegalStateException("A step threw a checked exception", e);
            }
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
