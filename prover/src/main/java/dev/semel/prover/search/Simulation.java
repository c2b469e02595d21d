// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.search;

import dev.semel.prover.Event;
import dev.semel.prover.Violation;
import dev.semel.prover.check.CustomChecker;
import dev.semel.prover.check.Oracle;
import dev.semel.prover.delivery.AttemptAnswer;
import dev.semel.prover.delivery.Deliveries;
import dev.semel.prover.delivery.Delivery;
import dev.semel.prover.escape.ReachedCode;
import dev.semel.prover.history.Attempts;
import dev.semel.prover.history.ChoicePoint;
import dev.semel.prover.history.Choices;
import dev.semel.prover.history.Deadlock;
import dev.semel.prover.history.Deviation;
import dev.semel.prover.history.FaultInjector;
import dev.semel.prover.history.FaultMenu;
import dev.semel.prover.history.InvocationAttempt;
import dev.semel.prover.history.PlainCourse;
import dev.semel.prover.history.PlayedHistory;
import dev.semel.prover.history.Scope;
import dev.semel.prover.history.Strand;
import dev.semel.prover.history.Threads;
import dev.semel.prover.history.Timeline;
import dev.semel.prover.history.TurnCommand;
import dev.semel.prover.history.Unwinder;
import dev.semel.prover.text.Hashes;
import dev.semel.prover.world.EffectLedger;
import dev.semel.prover.world.WorldState;
import dev.semel.prover.world.YieldPoint;
import dev.semel.testkit.ManualClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plays one history: the plain course of events, in which each delivery is handled before the next, with the deviations
 * that are chosen. This class decides what happens next; {@link Attempts} makes it happen.
 */
final class Simulation {

    private static final int MOST_STEPS = 20_000;
    private static final int MOST_SENT = 200;

    private final Choices choices;
    private final ManualClock clock;
    private final EffectLedger ledger = new EffectLedger();
    private final Timeline timeline;
    private final Threads threads;
    private final WorldState world;
    private final Invoker invoker;
    private final Deliveries deliveries;
    private final Attempts attempts;
    private final FaultMenu menu;
    private final FaultInjector injector;
    private final PlayedHistory history;
    private final Oracle oracle;
    private final List<ChoicePoint> choicePoints = new ArrayList<>();
    private final List<Deviation> happened = new ArrayList<>();
    private @Nullable Violation violation;
    private final boolean seesOrder;
    private int steps;
    private int idles;
    private boolean pruned;

    Simulation(
            ProofSetup setup,
            PlainCourse known,
            Choices choices,
            Executor executor,
            Unwinder unwinder,
            ReachedCode reached) {
        Scope scope = setup.scope();
        this.choices = choices;
        this.seesOrder = setup.checkers().stream().anyMatch(CustomChecker.class::isInstance);
        this.clock = ManualClock.at(scope.start());
        this.timeline = new Timeline(scope.start());
        this.deliveries = new Deliveries(scope.source(), scope.sending(), setup.documents(), scope.start());
        this.threads = new Threads(
                setup.switches(),
                setup.longestTurn(),
                executor,
                unwinder.ofHistory(),
                timeline,
                reached,
                choices.isRepeating(),
                this::invoke);
        this.world = new WorldState(threads, clock, ledger, this::send);
        this.invoker = new Invoker(setup, world, reached);
        this.attempts = new Attempts(scope, clock, deliveries, timeline);
        this.menu = new FaultMenu(scope, setup.switches().without(), deliveries, attempts);
        this.injector = new FaultInjector(scope, clock, deliveries, timeline, attempts);
        this.history =
                new PlayedHistory(scope, ledger, attempts.all(), deliveries, clock, choices, world, timeline, known);
        this.oracle = new Oracle(setup.checkers(), history);
    }

    /**
     * The result of one history.
     *
     * @param choicePoints the places at which it could deviate, in order
     * @param deviations the deviations that happened, in order
     * @param points the largest number of points of one attempt
     * @param violation null if every rule held
     * @param timeline what happened, for reports
     * @param ledger the effects that took place
     * @param pruned whether it was cut off in a state that another history had reached
     * @param looksOutside whether an effect is counted by what exists outside of the world
     * @param gaveUp whether an event reached the dead-letter queue
     * @param unjudged the messages and events that were sent or given, and whose loss no rule can find
     * @param course what took place; nothing for a history with deviations
     * @param failed whether an event failed
     */
    record Result(
            List<ChoicePoint> choicePoints,
            List<Deviation> deviations,
            int points,
            @Nullable Violation violation,
            Timeline timeline,
            EffectLedger ledger,
            boolean pruned,
            boolean gaveUp,
            boolean looksOutside,
            List<String> unjudged,
            PlainCourse course,
            boolean failed) {}

    Result run() {
        try {
            threads.play(this::next);
            return result(violation);
        } finally {
            threads.close(attempts.all());
            world.close();
        }
    }

    private AttemptAnswer invoke(InvocationAttempt attempt) {
        return invoker.invoke(
                attempt, deliveries.document(attempt.delivery()), deliveries.keepsRequestId(attempt.delivery()));
    }

    private void send(Event event) {
        deliveries.send(event, threads.attempt(), clock.instant());
    }

    /** Lets things happen until a strand has to run. {@return it; null when the history is over} */
    private @Nullable Strand next() {
        attempts.stopped();
        while (true) {
            threads.requireControl();
            violation = oracle.soFar().or(this::deadlock).orElse(null);
            if (violation != null) {
                return null;
            }
            requireEnd();
            boolean isOver = !step();
            if (pruned) {
                return null;
            }
            if (isOver) {
                violation = oracle.atTheEnd(world).orElse(null);
                return null;
            }
            Strand running = attempts.running();
            if (running != null) {
                return running;
            }
        }
    }

    /** {@return the strands that wait for each other's locks, when no attempt can go on} */
    private Optional<Violation> deadlock() {
        return attempts.canGoOn() ? Optional.empty() : Deadlock.among(attempts.all());
    }

    private void requireEnd() {
        if (++steps > MOST_STEPS) {
            throw new IllegalStateException("A history does not end after " + MOST_STEPS
                    + " steps: does the handler wait without end, or in very short pauses?");
        }
        if (deliveries.sent() > MOST_SENT) {
            throw new IllegalStateException("A history sends more than " + MOST_SENT + " messages by world.send(...):"
                    + " does a function send to itself without end, or as long as an outage lasts?");
        }
    }

    private Result result(@Nullable Violation broken) {
        int points = attempts.all().stream()
                .mapToInt(InvocationAttempt::points)
                .max()
                .orElse(0);
        return new Result(
                choicePoints,
                happened,
                points,
                broken,
                timeline,
                ledger,
                pruned,
                deliveries.hasGivenUp(),
                world.looksOutside(),
                history.unjudged(),
                history.isPlain() ? PlainCourse.of(history) : PlainCourse.NONE,
                deliveries.hasFailed());
    }

    /** Lets one thing happen. {@return false if nothing is left} */
    private boolean step() {
        attempts.endOverdue();
        Optional<InvocationAttempt> next = attempts.enabled();
        if (next.isPresent()) {
            atPoint(next.get());
            return true;
        }
        List<Delivery> due = deliveries.due(clock.instant());
        if (!due.isEmpty()) {
            choose(menu.whenIdle(nextIdlePlace(), due, clock.instant()))
                    .ifPresentOrElse(deviation -> injector.inject(deviation, due), () -> attempts.start(due.get(0)));
            return true;
        }
        if (attempts.thawFirst()) {
            return true;
        }
        Optional<Instant> moment = nextMoment();
        if (moment.isPresent()) {
            clock.set(moment.get());
            return true;
        }
        return atTheEnd();
    }

    private void atPoint(InvocationAttempt attempt) {
        attempts.turnTo(attempt);
        YieldPoint point = attempt.point();
        Optional<Deviation> deviation = choose(menu.atPoint(attempt, clock.instant()));
        if (deviation.isPresent()) {
            injector.inject(deviation.get(), attempt);
        } else if (attempts.isAway(point)) {
            timeline.addDeviation(
                    clock.instant(),
                    attempt.number(),
                    attempt.shown() + " FAILS in the outage",
                    point.service(),
                    attempt.chosen().line());
            attempts.resume(attempt, TurnCommand.FAIL);
        } else {
            timeline.add(
                    clock.instant(),
                    attempt.number(),
                    attempt.shown(),
                    point.service(),
                    attempt.chosen().line());
            attempts.resume(attempt, TurnCommand.PROCEED);
        }
    }

    /** Lets late calls arrive, then offers one more copy. {@return false if nothing is left} */
    private boolean atTheEnd() {
        Optional<InvocationAttempt> ghost = attempts.all().stream()
                .filter(attempt -> attempt.state() == InvocationAttempt.State.GHOST)
                .findFirst();
        if (ghost.isPresent()) {
            attempts.arrive(ghost.get());
            return true;
        }
        Optional<Deviation> deviation = choose(menu.atTheEnd(nextIdlePlace(), clock.instant()));
        deviation.ifPresent(chosen -> injector.inject(chosen, List.of()));
        return deviation.isPresent();
    }

    private String nextIdlePlace() {
        return "idle." + idles++;
    }

    /** {@return the next moment at which a delivery is due or a handler's pause ends} */
    private Optional<Instant> nextMoment() {
        return Stream.of(deliveries.next(clock.instant()), attempts.nextWake())
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    /**
     * {@return a hash of the state; for a rule of a user's own, which may look at the order of all effects, with it}
     */
    private long stateHash() {
        long hash = attempts.stateHash();
        return seesOrder ? Hashes.mix(hash, Hashes.of(ledger.entries().toString())) : hash;
    }

    private Optional<Deviation> choose(ChoicePoint point) {
        choicePoints.add(point);
        if (choices.isKnown(this::stateHash)) {
            pruned = true;
            return Optional.empty();
        }
        Optional<Deviation> chosen = choices.choose(point);
        chosen.ifPresent(deviation -> {
            happened.add(deviation);
            history.deviate(deviation);
        });
        return chosen;
    }
}
