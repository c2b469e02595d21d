// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.history;

import dev.semel.prover.delivery.AttemptAnswer;
import dev.semel.prover.delivery.Deliveries;
import dev.semel.prover.delivery.Delivery;
import dev.semel.prover.text.Hashes;
import dev.semel.prover.world.YieldPoint;
import dev.semel.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The invocations of one history, and what happens to each. Used by the thread that plays the history. */
public final class Attempts {

    private final Scope scope;
    private final ManualClock clock;
    private final Deliveries deliveries;
    private final Timeline timeline;
    private final StateHash states = new StateHash();
    private final List<InvocationAttempt> all = new ArrayList<>();
    private final Deque<InvocationAttempt> frozen = new ArrayDeque<>();
    private final Map<String, Integer> away = new TreeMap<>();
    private boolean isNextWarm;
    private boolean isNextApart;
    private boolean oldReceiptsDelete;
    private @Nullable InvocationAttempt current;
    private @Nullable Strand running;
    private Runnable whenStopped = () -> {};

    public Attempts(Scope scope, ManualClock clock, Deliveries deliveries, Timeline timeline) {
        this.scope = scope;
        this.clock = clock;
        this.deliveries = deliveries;
        this.timeline = timeline;
    }

    /** {@return a view of all attempts so far, by number} */
    public List<InvocationAttempt> all() {
        return Collections.unmodifiableList(all);
    }

    /** Starts an invocation, which runs next, to its first point. */
    public void start(Delivery due) {
        Delivery delivery = deliveries.take(due, clock.instant());
        boolean isApart = isNextApart;
        InvocationAttempt attempt = begin(delivery);
        all.add(attempt);
        timeline.addDelivery(clock.instant(), attempt, isApart, deliveries);
        run(attempt, () -> {});
    }

    private void run(InvocationAttempt attempt, Runnable then) {
        current = attempt;
        running = attempt.chosen();
        whenStopped = () -> {
            attempt.stopped();
            acceptAnswer(attempt);
            then.run();
        };
    }

    /** {@return the strand that has to run before anything else happens; null if there is none} */
    @Nullable
    public Strand running() {
        return running;
    }

    /** Takes note that the strand that had to run has stopped. */
    public void stopped() {
        Runnable then = whenStopped;
        running = null;
        whenStopped = () -> {};
        then.run();
    }

    private InvocationAttempt begin(Delivery delivery) {
        int number = all.size() + 1;
        Instant deadline = clock.instant().plus(deliveries.sourceOf(delivery).timeout());
        ExecutionEnvironment environment =
                (isNextWarm ? idleEnvironment() : roomyEnvironment()).orElseGet(() -> new ExecutionEnvironment(number));
        isNextWarm = false;
        isNextApart = false;
        InvocationAttempt attempt =
                new InvocationAttempt(number, delivery, deadline, environment, states.seenBy(environment));
        environment.serve(attempt);
        return attempt;
    }

    /** Lets the next invocation have an environment of its own, though one has room beside its invocations. */
    void apartNext() {
        isNextApart = true;
    }

    boolean hasRoomyEnvironment() {
        return roomyEnvironment().isPresent();
    }

    /** {@return the first environment that takes one more invocation beside its own, in the declared scope} */
    private Optional<ExecutionEnvironment> roomyEnvironment() {
        return isNextApart
                ? Optional.empty()
                : all.stream()
                        .map(InvocationAttempt::environment)
                        .filter(environment -> environment.hasRoom(scope.concurrency()))
                        .findFirst();
    }

    /** Lets the next invocation be served by an instance that has served an earlier one. */
    void warmNext() {
        isNextWarm = true;
    }

    boolean hasIdleInstance() {
        return !isNextWarm && idleEnvironment().isPresent();
    }

    /** {@return the idle environment that has taken an invocation last} */
    private Optional<ExecutionEnvironment> idleEnvironment() {
        return all.reversed().stream()
                .map(InvocationAttempt::environment)
                .filter(ExecutionEnvironment::isIdle)
                .findFirst();
    }

    /** {@return whether the store or receiver of a call is away} */
    public boolean isAway(YieldPoint point) {
        return away.containsKey(point.service());
    }

    /** Takes the store or receiver of an attempt's call away until the attempt is over, and fails the call. */
    void beginOutage(InvocationAttempt attempt) {
        away.put(attempt.point().service(), attempt.number());
        resume(attempt, TurnCommand.FAIL);
    }

    /** {@return whether the answer that an attempt is about to give acknowledges by an older receipt} */
    boolean acknowledgesByOldReceipt(InvocationAttempt attempt) {
        return deliveries.hasOldReceipt(attempt.delivery());
    }

    /** Lets an attempt answer, and its older receipt delete. */
    void acknowledgeByOldReceipt(InvocationAttempt attempt) {
        oldReceiptsDelete = true;
        resume(attempt, TurnCommand.PROCEED, () -> oldReceiptsDelete = false);
    }

    /** Lets an attempt run from its point to the next, or to its end. */
    public void resume(InvocationAttempt attempt, TurnCommand command) {
        resume(attempt, command, () -> {});
    }

    private void resume(InvocationAttempt attempt, TurnCommand command, Runnable then) {
        states.add(attempt, command, clock.instant());
        attempt.leave(command);
        run(attempt, then);
    }

    /** Lets an attempt make its call, and crash before the answer arrives. */
    void crashAfterCall(InvocationAttempt attempt) {
        resume(attempt, TurnCommand.CRASH_AFTER, () -> crash(attempt, false));
    }

    private void acceptAnswer(InvocationAttempt attempt) {
        if (attempt.state() != InvocationAttempt.State.ENDED) {
            return;
        }
        away.values().removeIf(begun -> begun == attempt.number());
        AttemptAnswer answer = attempt.answer();
        if (answer != null) {
            deliveries.end(attempt.delivery(), answer, oldReceiptsDelete, startOf(attempt), clock.instant());
        }
    }

    private Instant startOf(InvocationAttempt attempt) {
        return attempt.deadline().minus(deliveries.sourceOf(attempt.delivery()).timeout());
    }

    /**
     * Ends an attempt without an answer, and every other one of its environment; one with a call on the way becomes a
     * ghost until the call arrives.
     */
    void crash(InvocationAttempt attempt, boolean leavesCall) {
        List<InvocationAttempt> others = attempt.environment().alive().stream()
                .filter(other -> !other.equals(attempt))
                .toList();
        end(attempt, leavesCall);
        for (InvocationAttempt other : others) {
            timeline.addDeviation(clock.instant(), other.number(), "ENDS with #" + attempt.number(), "", "");
            end(other, false);
        }
    }

    private void end(InvocationAttempt attempt, boolean leavesCall) {
        frozen.remove(attempt);
        away.values().removeIf(begun -> begun == attempt.number());
        attempt.state(leavesCall ? InvocationAttempt.State.GHOST : InvocationAttempt.State.CRASHED);
        if (!attempt.isTimedOut()) {
            deliveries.crash(attempt.delivery(), startOf(attempt), clock.instant());
        }
    }

    /** Makes the call that a crashed attempt had on the way; its answer goes nowhere. */
    public void arrive(InvocationAttempt ghost) {
        InvocationAttempt last = current;
        timeline.addDeviation(
                clock.instant(),
                ghost.number(),
                "(late) " + ghost.shown(),
                ghost.point().service(),
                ghost.chosen().line());
        resume(ghost, TurnCommand.CRASH_AFTER, () -> {
            ghost.state(InvocationAttempt.State.CRASHED);
            current = last;
        });
    }

    /** Pauses an attempt at its point, while time passes, until {@link #thawFirst}. */
    void freeze(InvocationAttempt attempt, Duration lapse) {
        attempt.state(InvocationAttempt.State.FROZEN);
        frozen.add(attempt);
        clock.advance(lapse);
    }

    /** Ends the longest pause. {@return whether there was one} */
    public boolean thawFirst() {
        InvocationAttempt thawed = frozen.poll();
        if (thawed == null) {
            return false;
        }
        thawed.state(InvocationAttempt.State.AT_POINT);
        current = thawed;
        return true;
    }

    /**
     * Ends the time of the attempts that are past their deadline by more than the kill delay: with their process, or,
     * where an instance serves several at once, for the source only.
     */
    public void endOverdue() {
        for (InvocationAttempt attempt : all) {
            boolean isStopped = attempt.state() == InvocationAttempt.State.AT_POINT
                    || attempt.state() == InvocationAttempt.State.FROZEN;
            boolean isOverdue = !clock.instant().isBefore(attempt.deadline().plus(scope.killDelay()));
            if (isStopped && isOverdue && scope.concurrency() == 1) {
                timeline.addDeviation(clock.instant(), attempt.number(), "killed at its timeout", "", "");
                crash(attempt, false);
            } else if (isStopped && isOverdue && !attempt.isTimedOut()) {
                timeline.addDeviation(
                        clock.instant(), attempt.number(), "TIMES OUT for its source, and goes on", "", "");
                attempt.timeOut();
                deliveries.crash(attempt.delivery(), startOf(attempt), clock.instant());
            }
        }
    }

    /** {@return the attempt that can run now: the one that ran last if it can, else the first} */
    public Optional<InvocationAttempt> enabled() {
        InvocationAttempt last = current;
        return last != null && isEnabled(last)
                ? Optional.of(last)
                : all.stream().filter(this::isEnabled).findFirst();
    }

    /** {@return whether an attempt can run now, without choosing one} */
    public boolean canGoOn() {
        return all.stream()
                .filter(attempt -> attempt.state() == InvocationAttempt.State.AT_POINT)
                .anyMatch(attempt -> !attempt.enabled(clock.instant()).isEmpty());
    }

    /** Makes an attempt the one that runs next unless something deviates. */
    public void turnTo(InvocationAttempt attempt) {
        current = attempt;
    }

    private boolean isEnabled(InvocationAttempt attempt) {
        return attempt.state() == InvocationAttempt.State.AT_POINT && attempt.chooseNext(clock.instant());
    }

    /** {@return the end of the next pause that a handler makes} */
    public Optional<Instant> nextWake() {
        return all.stream()
                .filter(attempt -> attempt.state() == InvocationAttempt.State.AT_POINT)
                .flatMap(attempt -> attempt.strands().stream())
                .flatMap(strand -> Optional.ofNullable(strand.point()).stream())
                .flatMap(point -> Optional.ofNullable(point.until()).stream())
                .min(Comparator.naturalOrder());
    }

    /** {@return a hash of the state of the history; see {@link StateHash}} */
    public long stateHash() {
        long hash = states.of(clock.instant(), deliveries, all, frozen, current);
        return Hashes.mix(hash, Hashes.of(away + " " + isNextWarm + (isNextApart ? " apart" : "")));
    }
}
