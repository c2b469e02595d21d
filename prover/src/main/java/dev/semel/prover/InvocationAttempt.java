// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One invocation of the handler, on a thread of its own, of which the prover lets one at a time run: until its next point,
 * or its end.
 */
final class InvocationAttempt {

    /** How an attempt stands. */
    enum State {
        RUNNING,
        AT_POINT,
        FROZEN,
        /** Gone, but for the call that it had sent. */
        GHOST,
        CRASHED,
        ENDED
    }

    private final int number;
    private final Delivery delivery;
    private final Instant deadline;
    private final Handoff go = new Handoff();
    private volatile State state = State.RUNNING;
    private volatile @Nullable YieldPoint point;
    private volatile ProverAction command = ProverAction.PROCEED;
    private volatile @Nullable AttemptAnswer given;
    private volatile @Nullable AttemptAnswer answer;
    private boolean late;
    private int points;
    private int visits;
    private long hash;

    InvocationAttempt(int number, Delivery delivery, Instant deadline) {
        this.number = number;
        this.delivery = delivery;
        this.deadline = deadline;
        this.hash = StateHash.begun(number, delivery, deadline);
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

    State state() {
        return state;
    }

    void state(State next) {
        state = next;
        late |= next == State.GHOST;
    }

    /** Returns whether what it still does is a call that it had sent before it was gone. */
    boolean isLate() {
        return late;
    }

    YieldPoint point() {
        YieldPoint here = point;
        if (here == null) {
            throw new IllegalStateException("Attempt " + number + " stands nowhere");
        }
        return here;
    }

    /** The attempt has come to a point; its thread waits for {@link #go()}. */
    void arrive(YieldPoint here) {
        point = here;
        points++;
        visits = 0;
        state = State.AT_POINT;
    }

    /** Returns a name of this stand at this point, and counts it. */
    String stand() {
        return number + "." + points + "." + visits++;
    }

    void command(ProverAction action) {
        command = action;
    }

    ProverAction command() {
        return command;
    }

    Handoff go() {
        return go;
    }

    /** The handler is through; its answer is on the way. */
    void gives(AttemptAnswer last) {
        given = last;
    }

    /** Returns what the handler gave, though the platform may never get it. */
    @Nullable
    AttemptAnswer given() {
        return given;
    }

    void end() {
        answer = given;
        state = State.ENDED;
    }

    /** Returns what the platform got. */
    @Nullable
    AttemptAnswer answer() {
        return answer;
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
