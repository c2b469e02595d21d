// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.history;

import dev.semel.prover.Source;
import dev.semel.prover.delivery.AttemptAnswer;
import dev.semel.prover.delivery.Delivery;
import dev.semel.prover.text.Hashes;
import dev.semel.prover.world.YieldPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * One invocation of the handler, on a thread of its own and on those of its tasks, which the prover lets run from point
 * to point, one at a time. The player's thread and one of them use it in turn, see {@link Threads}; its fields need no
 * locks because each turn ends with a {@link Handoff}.
 */
public final class InvocationAttempt {

    /** The states of an attempt. */
    public enum State {
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
    private final List<Strand> strands = new CopyOnWriteArrayList<>();
    private Strand chosen = Strand.ofInvocation(this);
    private State state = State.RUNNING;
    private @Nullable AttemptAnswer given;
    private @Nullable AttemptAnswer received;
    private boolean late;
    private boolean timedOut;
    private int points;
    private int stops;
    private final ExecutionEnvironment environment;
    private long hash;

    /**
     * Makes an attempt.
     *
     * @param environment where it runs; it is not among those that this serves yet
     * @param before a hash of all that the environment has seen
     */
    InvocationAttempt(int number, Delivery delivery, Instant deadline, ExecutionEnvironment environment, long before) {
        this.environment = environment;
        this.number = number;
        this.delivery = delivery;
        this.deadline = deadline;
        this.hash = Hashes.mix(StateHash.ofStart(number, delivery, deadline), before);
        strands.add(chosen);
    }

    public int number() {
        return number;
    }

    public Delivery delivery() {
        return delivery;
    }

    public Instant deadline() {
        return deadline;
    }

    /** {@return the time from a moment until 1 ms before the platform ends this attempt, if it lives that long} */
    Duration untilKill(Instant now, Duration killDelay) {
        return Duration.between(now, deadline.plus(killDelay).minusMillis(1));
    }

    /** {@return the time from a moment until its timeout is reported and a delivery that failed by it is due} */
    Duration untilRedelivery(Instant now, Source source, Duration killDelay) {
        Instant reported = deadline.plus(killDelay);
        Instant again = deadline.minus(source.timeout()).plus(source.redelivery());
        return Duration.between(now, again.isAfter(reported) ? again : reported);
    }

    /** {@return the execution environment in which it runs} */
    public ExecutionEnvironment environment() {
        return environment;
    }

    /** {@return its threads: that of the invocation, and those of its tasks} */
    List<Strand> strands() {
        return Collections.unmodifiableList(strands);
    }

    /** Adds a thread for a task, which begins when it gets its turn. */
    void addTask(Runnable task) {
        strands.add(Strand.ofTask(this, strands.size(), task));
    }

    /** {@return the thread that runs, or that is next} */
    public Strand chosen() {
        return chosen;
    }

    /**
     * Chooses the thread that goes on in the plain course: a task that has just been given away, else the one that ran
     * last, else another task, else the invocation. {@return whether there is one}
     */
    boolean chooseNext(Instant now) {
        Optional<Strand> next = enabled(now).stream().min(Comparator.comparingInt(this::rank));
        next.ifPresent(strand -> chosen = strand);
        return next.isPresent();
    }

    private int rank(Strand strand) {
        int byNumber = strand.number() == 0 ? strands.size() : strand.number();
        return strand.isFresh() ? byNumber - 2 * strands.size() : strand.equals(chosen) ? -1 : byNumber;
    }

    /** {@return the threads that can go on} */
    List<Strand> enabled(Instant now) {
        return strands.stream().filter(strand -> strand.isEnabled(now)).toList();
    }

    /** Lets another thread of the attempt go on first. */
    void turnTo(int strand) {
        strands.forEach(Strand::passOver);
        chosen = strands.get(strand);
    }

    public State state() {
        return state;
    }

    void state(State next) {
        state = next;
        late |= next == State.GHOST;
    }

    /** {@return whether its next effect comes from a call that was on the way when it crashed} */
    public boolean isLate() {
        return late;
    }

    /** {@return the point of the thread that is next} */
    public YieldPoint point() {
        YieldPoint here = chosen.point();
        if (here == null) {
            throw new IllegalStateException("Attempt " + number + " is at no point");
        }
        return here;
    }

    /** {@return the call that it is about to make, with the task that makes it, for reports} */
    public String shown() {
        boolean isDropped = timedOut && point().kind() == YieldPoint.Kind.RETURN;
        return (chosen.number() == 0 ? "" : "[task " + chosen.number() + "] ")
                + point().label()
                + (isDropped ? ", which the platform drops" : "");
    }

    /** Takes note that its threads have stopped; each is at a point, waits for another, or has ended. */
    void stopped() {
        if (state == State.RUNNING) {
            points++;
            stops = 0;
            state = State.AT_POINT;
        }
    }

    /** {@return a new name for the place that the attempt is at, since it can be chosen about there several times} */
    String nextPlace() {
        return number + "." + points + "." + stops++;
    }

    /** {@return the number of points that it has reached} */
    public int points() {
        return points;
    }

    /** Leaves the point, with an instruction for the call. */
    void leave(TurnCommand how) {
        chosen.leave(how);
        state = State.RUNNING;
    }

    /** Keeps the handler's answer, which is on its way to the platform. */
    void give(AttemptAnswer answer) {
        given = answer;
    }

    /** {@return the handler's answer, even if the platform never receives it; null if there is none yet} */
    @Nullable
    public AttemptAnswer given() {
        return given;
    }

    /** Goes on after its timeout, which the platform has reported to the source: its answer will be dropped. */
    void timeOut() {
        timedOut = true;
    }

    /** {@return whether the source has seen it fail at its timeout, though it goes on} */
    boolean isTimedOut() {
        return timedOut;
    }

    /** Ends: the platform receives the answer, and drops it after the timeout. */
    void end() {
        received = timedOut ? null : given;
        state = State.ENDED;
    }

    /** {@return the answer that the platform received in time; null if there is none} */
    @Nullable
    public AttemptAnswer answer() {
        return received;
    }

    public boolean isAlive() {
        return state == State.AT_POINT || state == State.FROZEN || state == State.RUNNING;
    }

    long hash() {
        return hash;
    }

    void hash(long next) {
        hash = next;
    }
}
