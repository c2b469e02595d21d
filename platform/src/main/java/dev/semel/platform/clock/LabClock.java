// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The platform's clock: the machine's, plus what it was advanced by; and the tasks that are due at an instant of it.
 * Delays between tries run on this clock. Deadlines of functions do not: their processes read the machine's.
 *
 * <p>Thread-safe. Tasks run one after another in a thread of the clock, so they hand long work over.
 */
public final class LabClock implements InstantSource, AutoCloseable {

    private final InstantSource machine;
    private final PriorityQueue<Task> tasks = new PriorityQueue<>((one, other) ->
            one.due.equals(other.due) ? Long.compare(one.order, other.order) : one.due.compareTo(other.due));
    private final Thread thread = Thread.ofPlatform().daemon().name("lab-clock").unstarted(this::work);
    private Duration advanced = Duration.ZERO;
    private long order;
    private boolean closed;

    private LabClock(InstantSource machine) {
        this.machine = machine;
    }

    /**
     * Starts a clock.
     *
     * @param machine the clock of the machine
     * @return the clock, which the caller closes
     */
    public static LabClock start(InstantSource machine) {
        LabClock clock = new LabClock(machine);
        clock.thread.start();
        return clock;
    }

    @Override
    public synchronized Instant instant() {
        return machine.instant().plus(advanced);
    }

    /**
     * Advances the clock. What is due then runs at once.
     *
     * @param by the time, not negative
     * @throws IllegalArgumentException if it is negative
     */
    public synchronized void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("a clock is only advanced, never set back: " + by);
        }
        advanced = advanced.plus(by);
        notifyAll();
    }

    /**
     * Runs a task at an instant, or at once if it has passed. After the clock is closed tasks are dropped.
     *
     * @param due the instant
     * @param task the task; it must not throw
     */
    public synchronized void at(Instant due, Runnable task) {
        tasks.add(new Task(due, order++, task));
        notifyAll();
    }

    /** {@return the number of tasks that are not due yet} */
    public synchronized int waiting() {
        return tasks.size();
    }

    private void work() {
        try {
            for (List<Runnable> due = awaitDue(); !due.isEmpty(); due = awaitDue()) {
                due.forEach(Runnable::run);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until a task is due. {@return the tasks that are, in order; none once the clock is closed} */
    private synchronized List<Runnable> awaitDue() throws InterruptedException {
        List<Runnable> due = new ArrayList<>();
        while (!closed) {
            Instant now = instant();
            for (Task first = tasks.peek(); first != null && !first.due.isAfter(now); first = tasks.peek()) {
                due.add(tasks.remove().work);
            }
            if (!due.isEmpty()) {
                return due;
            }
            Task next = tasks.peek();
            wait(next == null ? 0 : Math.max(1, Duration.between(now, next.due).toMillis()));
        }
        return List.of();
    }

    /** Drops the tasks, and stops the thread. */
    @Override
    public synchronized void close() {
        closed = true;
        tasks.clear();
        notifyAll();
    }

    private static final class Task {

        private final Instant due;
        private final long order;
        private final Runnable work;

        private Task(Instant due, long order, Runnable work) {
            this.due = due;
            this.order = order;
            this.work = work;
        }
    }
}
