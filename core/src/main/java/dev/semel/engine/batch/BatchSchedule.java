// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine.batch;

import java.time.Duration;
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
 * thread, so any number of threads is enough. For one run.
 */
final class BatchSchedule {

    /*
     * Invariants.
     *
     * - `missing`, `ready` and `open` are guarded by `lock`. No task, executor or callback runs under it.
     * - A task is added to `ready` once, when its last dependency has ended (or at the beginning), and only the
     *   caller's thread takes it from there. So each task is handed over once, and every effect of its dependencies
     *   happens before it: they end, and it is taken, under the same lock.
     * - A late task counts its lateness as one more dependency, which ends when `late.await()` has returned. So neither
     *   it nor a task that depends on it begins before, and all others may. `putOff` is read and written by the
     *   caller's thread only, which waits for the late tasks when it would wait anyway: tasks that it has handed over
     *   run meanwhile. In turn, tasks that were put off run, in their order, as soon as they may.
     * - A task runs once, whatever the executor does: `taken` decides between the thread of the executor and the
     *   caller's thread, which runs a task that the executor refused. An executor that refuses a task and runs it
     *   later, or runs it twice, runs nothing the second time.
     * - A task that ran counts as ended, also if it threw: `open` is its last word. So `open` is zero exactly when all
     *   have ended, and the caller waits only while a task that was handed over has not ended: that task will signal.
     *   Only the caller waits, so one signal is enough.
     * - An executor may drop a task. So the caller waits only until `limit`, and then, or when it is interrupted, takes
     *   every task that no thread has taken: `stopped` is set, by the caller's thread only, and from then on that
     *   thread is the only one that takes tasks. The tasks know that time is over, and do nothing. What the caller
     *   waits for then has begun, and will signal. `handed` is read and written by the caller's thread only.
     * - `handingOver` is written by the caller's thread only. It is not null from the first task of a hand-over until
     *   the caller waits or runs a task itself, and `handedOver` is called then. So a task that has seen it, and left
     *   work to `handedOver`, gets that call; or the run ends with the hand-over, and its caller does that work.
     *
     * isHandingOver() also asks for the state of the caller's thread, which the JDK offers for monitoring, not for
     * synchronisation. A flag of our own cannot replace it: nothing of ours runs while Executor.execute blocks, as that
     * of a full executor does, and writes must not wait for that. A wrong answer is harmless: a write then shares a
     * later request, or takes one of its own; none is lost, because the end of the hand-over and the end of the batch
     * both write.
     */

    private final int[] missing;
    private final List<List<Integer>> successors;
    private final Deque<Integer> ready = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();
    private final List<Runnable> handed = new ArrayList<>();
    private final List<Integer> putOff = new ArrayList<>();
    private int open;
    private boolean stopped;
    private volatile @Nullable Thread handingOver;

    /** The end of the time in which a task may begin. Called on the caller's thread. */
    interface Limit {

        /** {@return the time that is left; zero when it is over} */
        Duration left();

        /**
         * Notes that no further task may begin.
         *
         * @param interrupted whether that is so because the caller's thread was interrupted while it waited
         */
        void stop(boolean interrupted);
    }

    /** Tasks that may not begin yet. Called on the caller's thread. */
    interface Late {

        /** {@return whether the task is one of them} */
        boolean contains(int task);

        /** {@return whether {@link #await} returns without waiting} */
        boolean isOver();

        /** Waits until they may begin. Called once at most. Must not throw. */
        void await();
    }

    /**
     * Prepares a run.
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

    /**
     * Runs every task on the caller's thread, in order. Late tasks, and those that depend on them, are put off until
     * the late ones may begin.
     */
    void runInTurn(IntConsumer task, Late late) {
        boolean[] waits = new boolean[missing.length];
        boolean isOpen = false;
        for (int i = 0; i < waits.length; i++) {
            waits[i] = late.contains(i);
            isOpen |= waits[i];
        }
        for (int i = 0; i < waits.length; i++) {
            if (isOpen && late.isOver()) {
                isOpen = false;
                late.await();
                putOff.forEach(task::accept);
            }
            if (isOpen && waits[i]) {
                putOff.add(i);
                successors.get(i).forEach(successor -> waits[successor] = true);
            } else {
                task.accept(i);
            }
        }
        if (isOpen) {
            late.await();
            putOff.forEach(task::accept);
        }
    }

    /**
     * Runs every task on {@code executor}, or on the caller's thread if the executor refuses it, and waits for all. A
     * task that the executor has not begun in time runs on the caller's thread, and so do all that come after.
     *
     * @param limit the time that the executor has
     * @param handedOver runs on the caller's thread each time that it has handed over all ready tasks, before it waits
     * @param late tasks that are handed over later
     */
    void runInParallel(Executor executor, IntConsumer task, Limit limit, Runnable handedOver, Late late) {
        Thread caller = Thread.currentThread();
        putOff(late);
        for (int i = next(limit, handedOver, late); i >= 0; i = next(limit, handedOver, late)) {
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
                        finish(number);
                    }
                }
            };
            if (stopped) {
                run.run();
                continue;
            }
            handed.add(run);
            handingOver = caller;
            try {
                executor.execute(run);
            } catch (Throwable e) { // full, or out of threads
                run.run();
            }
        }
    }

    /**
     * {@return whether the caller is still submitting tasks, which takes microseconds; {@code handedOver} is called
     * when it has submitted all that are ready} False while it waits for the executor to take a task, which may take
     * long.
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

    private void putOff(Late late) {
        lock.lock();
        try {
            for (int i = 0; i < missing.length; i++) {
                if (late.contains(i)) {
                    putOff.add(i);
                    missing[i]++;
                }
            }
            ready.removeIf(late::contains);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the late tasks may begin, on the caller's thread, which has nothing else to do. */
    private void awaitLate(Late late) {
        if (putOff.isEmpty()) {
            return;
        }
        late.await();
        lock.lock();
        try {
            putOff.forEach(this::countDown);
            putOff.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a task that may run; -1 when all have ended. */
    private int next(Limit limit, Runnable handedOver, Late late) {
        if (mustWait()) {
            endHandover(handedOver);
            awaitLate(late);
            if (!stopped && !isReadyInTime(limit)) {
                stopped = true;
                handed.forEach(Runnable::run); // those that no thread has taken
            }
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

    /** {@return whether a task ended, so that others may run, before time was over} */
    private boolean isReadyInTime(Limit limit) {
        long nanos = limit.left().toNanos();
        lock.lock();
        try {
            while (ready.isEmpty() && open > 0) {
                if (nanos <= 0) {
                    limit.stop(false);
                    return false;
                }
                nanos = progress.awaitNanos(nanos);
            }
            return true;
        } catch (InterruptedException e) {
            limit.stop(true);
            return false;
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

    private void finish(int task) {
        lock.lock();
        try {
            open--;
            successors.get(task).forEach(this::countDown);
            progress.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Notes that a condition of a task is met. Called under the lock. */
    private void countDown(int task) {
        missing[task]--;
        if (missing[task] == 0) {
            ready.add(task);
        }
    }
}
