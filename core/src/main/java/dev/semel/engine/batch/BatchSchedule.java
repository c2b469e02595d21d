// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs numbered tasks, each after those it depends on, which have smaller numbers. No task waits for another one on a
 * thread, so that any number of threads suffices. For one run.
 */
final class BatchSchedule {

    private final int[] missing;
    private final List<List<Integer>> successors;
    private final Deque<Integer> ready = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();
    private int open;
    private volatile @Nullable Thread handingOver;

    /**
     * Begins.
     *
     * @param dependencies for each task the smaller numbers of those that must have ended
     */
    BatchSchedule(List<List<Integer>> dependencies) {
        open = dependencies.size();
        missing = new int[open];
        successors = new ArrayList<>(open);
        for (int i = 0; i < missing.length; i++) {
            successors.add(new ArrayList<>());
            missing[i] = dependencies.get(i).size();
            for (int earlier : dependencies.get(i)) {
                successors.get(earlier).add(i);
            }
            if (missing[i] == 0) {
                ready.add(i);
            }
        }
    }

    /** Runs every task on the caller's thread, in order. */
    void runInTurn(IntConsumer task) {
        for (int i = 0; i < missing.length; i++) {
            task.accept(i);
        }
    }

    /**
     * Runs every task on {@code executor}, or on the caller's thread if that fails to take it, and waits for all.
     *
     * @param handedOver runs on the caller's thread each time that it has handed over what it can, before it waits
     */
    void runInParallel(Executor executor, IntConsumer task, Runnable handedOver) {
        Thread caller = Thread.currentThread();
        for (int i = next(handedOver); i >= 0; i = next(handedOver)) {
            int number = i;
            AtomicBoolean taken = new AtomicBoolean();
            Runnable run = () -> {
                if (taken.compareAndSet(false, true)) {
                    if (caller.equals(Thread.currentThread())) {
                        endHandover(handedOver);
                    }
                    try {
                        task.accept(number);
                    } finally {
                        ended(number);
                    }
                }
            };
            handingOver = caller;
            try {
                executor.execute(run);
            } catch (RuntimeException | Error e) { // full, or out of threads
                run.run();
            }
        }
    }

    /**
     * Returns whether the caller's thread is handing tasks over, which takes microseconds, at the end of which {@code
     * handedOver} runs. A thread that waits for the executor to take a task does not count, for that may take long.
     */
    boolean isHandingOver() {
        Thread caller = handingOver;
        return caller != null && caller.getState() == Thread.State.RUNNABLE;
    }

    private void endHandover(Runnable handedOver) {
        if (handingOver != null) {
            handingOver = null;
            handedOver.run();
        }
    }

    /** Waits for a task that may run; -1 when all have ended. */
    private int next(Runnable handedOver) {
        if (mustWait()) {
            endHandover(handedOver);
        }
        lock.lock();
        try {
            while (ready.isEmpty() && open > 0) {
                progress.awaitUninterruptibly();
            }
            return ready.isEmpty() ? -1 : ready.remove();
        } finally {
            lock.unlock();
        }
    }

    private boolean mustWait() {
        lock.lock();
        try {
            return ready.isEmpty() && open > 0;
        } finally {
            lock.unlock();
        }
    }

    private void ended(int task) {
        lock.lock();
        try {
            open--;
            for (int successor : successors.get(task)) {
                missing[successor]--;
                if (missing[successor] == 0) {
                    ready.add(successor);
                }
            }
            progress.signal();
        } finally {
            lock.unlock();
        }
    }
}
