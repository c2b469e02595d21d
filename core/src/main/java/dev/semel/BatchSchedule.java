// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;

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

    /** Runs every task on {@code executor}, or on the caller's thread if that fails to take it, and waits for all. */
    void runInParallel(Executor executor, IntConsumer task) {
        for (int i = next(); i >= 0; i = next()) {
            int number = i;
            AtomicBoolean taken = new AtomicBoolean();
            Runnable run = () -> {
                if (taken.compareAndSet(false, true)) {
                    try {
                        task.accept(number);
                    } finally {
                        ended(number);
                    }
                }
            };
            try {
                executor.execute(run);
            } catch (RuntimeException | Error e) { // full, or out of threads
                run.run();
            }
        }
    }

    /** Waits for a task that may run; -1 when all have ended. */
    private int next() {
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
