// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One invocation of the handler, on a thread of its own, which the prover lets run from point to point. Two threads use
 * it in turn, see {@link Threads}; its fields need no locks because each turn ends with a {@link Handoff}.
 */
final class InvocationAttempt {

    /** The states of an attempt. */
    enum State {
        RUNNING,
        AT_POINT,
        FROZEN,
        /** Crashed, with a call on the way. */
        GHOST,
        CRASHED,
        ENDED
    }

    private final int number;
    private final Delivery delivery;
    private final Instant deadline;
    private final Handoff go = new Handoff();
    private @Nullable Thread thread;
    private State state = State.RUNNING;
    private @Nullable YieldPoint point;
    private TurnCommand command = TurnCommand.PROCEED;
    private @Nullable AttemptAnswer given;
    private @Nullable AttemptAnswer received;
    private boolean late;
    private int points;
    private int stops;
    private final int instance;
    private long hash;

    InvocationAttempt(int number, Delivery delivery, Instant deadline, int instance, long before) {
        this.instance = instance;
        this.number = number;
        this.delivery = delivery;
        this.deadline = deadline;
        this.hash = StateHash.mix(StateHash.ofStart(number, delivery, deadline), before);
    }

    int number() {
        return number;
    }

    Delivery delivery() {
        return delivery;
    }

    Instant deadline() {
        return deadline;
    }

    /** {@return the time from a moment until 1 ms before the platform ends this attempt, if it lives that long} */
    Duration untilKill(Instant now, Duration killDelay) {
        return Duration.between(now, deadline.plus(killDelay).minusMillis(1));
    }

    /** {@return the number of the attempt whose instance of the handler serves this one; its own for a new instance} */
    int instance() {
        return instance;
    }

    /** Begins on the current thread. */
    void begin() {
        thread = Thread.currentThread();
    }

    /** {@return whether the current thread is the one that the invocation began on} */
    boolean isOnItsThread() {
        return Thread.currentThread().equals(thread);
    }

    State state() {
        return state;
    }

    void state(State next) {
        state = next;
        late |= next == State.GHOST;
    }

    /** {@return whether its next effect comes from a call that was on the way when it crashed} */
    boolean isLate() {
        return late;
    }

    YieldPoint point() {
        YieldPoint here = point;
        if (here == null) {
            throw new IllegalStateException("Attempt " + number + " is at no point");
        }
        return here;
    }

    /** Reaches a point; the attempt's thread then waits for {@link #go()}. */
    void arrive(YieldPoint here) {
        point = here;
        points++;
        stops = 0;
        state = State.AT_POINT;
    }

    /** {@return a new name for the place that the attempt is at, since it can be chosen about there several times} */
    String nextPlace() {
        return number + "." + points + "." + stops++;
    }

    /** {@return the number of points that it has reached} */
    int points() {
        return points;
    }

    /** Leaves the point, with an instruction for the call. */
    void leave(TurnCommand how) {
        command = how;
        state = State.RUNNING;
    }

    TurnCommand command() {
        return command;
    }

    Handoff go() {
        return go;
    }

    /** Keeps the handler's answer, which is on its way to the platform. */
    void give(AttemptAnswer answer) {
        given = answer;
    }

    /** {@return the handler's answer, even if the platform never receives it; null if there is none yet} */
    @Nullable
    AttemptAnswer given() {
        return given;
    }

    /** Ends: the platform receives the answer. */
    void end() {
        received = given;
        state = State.ENDED;
    }

    /** {@return the answer that the platform received; null if there is none yet} */
    @Nullable
    AttemptAnswer answer() {
        return received;
    }

    boolean isAlive() {
        return state == State.AT_POINT || state == State.FROZEN || state == State.RUNNING;
    }

    long hash() {
        return hash;
    }

    void hash(long next) {
        hash = next;
    }
}
