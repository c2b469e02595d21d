// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.history;

import dev.semel.prover.world.YieldPoint;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thread of an attempt: that of the invocation, or of a task that the handler gave to {@code World.executor()}. The
 * player's thread and the strand's own use it in turn, see {@link Threads}.
 */
public final class Strand {

    private final InvocationAttempt attempt;
    private final int number;
    private final @Nullable Runnable task;
    private final Handoff go = new Handoff();
    private volatile @Nullable Thread thread;
    private volatile @Nullable YieldPoint point;
    private volatile String line = "";
    private volatile boolean ended;
    private boolean parked;
    private boolean fresh;
    private TurnCommand command = TurnCommand.PROCEED;

    private Strand(InvocationAttempt attempt, int number, @Nullable Runnable task) {
        this.attempt = attempt;
        this.number = number;
        this.task = task;
    }

    /** {@return the strand of the invocation itself} */
    static Strand ofInvocation(InvocationAttempt attempt) {
        return new Strand(attempt, 0, null);
    }

    /** {@return the strand of a task, which begins when it gets its first turn} */
    static Strand ofTask(InvocationAttempt attempt, int number, Runnable task) {
        Strand strand = new Strand(attempt, number, task);
        strand.fresh = true;
        strand.point = new YieldPoint(YieldPoint.Kind.BEGIN, "", "", "begins", null);
        return strand;
    }

    InvocationAttempt attempt() {
        return attempt;
    }

    /** {@return its number within the attempt; 0 for the invocation itself} */
    int number() {
        return number;
    }

    /** {@return its task; null for the invocation itself} */
    @Nullable
    Runnable task() {
        return task;
    }

    /** Begins on the current thread. */
    void begin() {
        thread = Thread.currentThread();
    }

    /** {@return its thread; null if it has not begun} */
    @Nullable
    Thread thread() {
        return thread;
    }

    Handoff go() {
        return go;
    }

    /** Stops at a point; the strand's thread then waits for {@link #go()}. */
    void arrive(YieldPoint here, String where) {
        line = where;
        point = here;
    }

    /** {@return the line of code of its point, such as {@code Orders.java:42}; empty if it is not known} */
    public String line() {
        return line;
    }

    /** Leaves its point, with an instruction for the call. */
    void leave(TurnCommand how) {
        command = how;
        fresh = false;
        point = null;
    }

    @Nullable
    YieldPoint point() {
        return point;
    }

    TurnCommand command() {
        return command;
    }

    /** Ends: it has returned. */
    void end() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }

    /** {@return whether it has stopped by itself: at a point, or at its end} */
    boolean hasStopped() {
        return point != null || ended;
    }

    /** {@return whether it can go on} */
    boolean isEnabled(Instant now) {
        YieldPoint here = point;
        Instant until = here == null ? null : here.until();
        return here != null && !ended && (until == null || !until.isAfter(now));
    }

    /** {@return whether it waits for another thread, as seen when it had its turn last} */
    boolean isParked() {
        return parked;
    }

    void parked(boolean waits) {
        parked = waits;
    }

    /** {@return whether it is a task that has neither begun nor been passed over} */
    boolean isFresh() {
        return fresh;
    }

    /** Passes over a task that has not begun: another strand goes on first. */
    void passOver() {
        fresh = false;
    }
}
