// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import dev.semel.testkit.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One history: plays the plain course of events, in which each delivery is handled before the next, and deviates from it
 * where it is told to. One thread at a time runs: this one, or that of the attempt that has the turn.
 */
final class Simulation implements Scheduler {

    private static final int MOST_STEPS = 20_000;

    private final ProofSetup setup;
    private final Choices choices;
    private final ExecutorService threads;
    private final ManualClock clock;
    private final EffectLedger ledger = new EffectLedger();
    private final World world;
    private final Deliveries deliveries;
    private final Oracle oracle;
    private final Timeline timeline;
    private final List<InvocationAttempt> attempts = new ArrayList<>();
    private final Deque<InvocationAttempt> frozen = new ArrayDeque<>();
    private final StateHash states = new StateHash();
    private final List<Stand> stands = new ArrayList<>();
    private final Handoff back = new Handoff();
    private final Thread judge = Thread.currentThread();
    private @Nullable InvocationAttempt current;
    private volatile boolean closed;
    private volatile boolean uncontrolled;
    private final Unwinder.OfHistory endings;
    private int idles;
    private int deviations;
    private boolean pruned;

    Simulation(ProofSetup setup, Choices choices, ExecutorService threads, Unwinder endings) {
        this.endings = endings.ofHistory();
        this.setup = setup;
        this.choices = choices;
        this.threads = threads;
        this.clock = ManualClock.at(setup.start());
        this.world = new World(this, clock, ledger);
        this.deliveries = new Deliveries(setup.source(), setup.events(), setup.documents(), setup.start());
        this.oracle = new Oracle(setup, ledger, attempts, deliveries, world);
        this.timeline = new Timeline(setup.start());
    }

    /**
     * Where the history could deviate.
     *
     * @param options what could happen instead
     */
    record Stand(String at, List<Deviation> options) {}

    /**
     * What came of it.
     *
     * @param stands where it could deviate, in order
     * @param violation null if every rule held
     * @param pruned whether it was given up because it had become one that is known
     * @param gaveUp whether an event went to the dead-letter queue
     */
    record Result(
            List<Stand> stands,
            @Nullable Violation violation,
            Timeline timeline,
            EffectLedger ledger,
            boolean pruned,
            boolean gaveUp) {}

    Result run() {
        try {
            Violation violation = null;
            int steps = 0;
            while (violation == null && !pruned && step()) {
                requireControl();
                violation = oracle.soFar();
                if (++steps > MOST_STEPS) {
                    throw new IllegalStateException("A history does not end after " + MOST_STEPS
                            + " steps: does the handler wait without end, or in very short pauses?");
                }
            }
            if (violation == null && !pruned) {
                violation = oracle.atTheEnd(choices.isPlain(), deviations);
            }
            return new Result(stands, violation, timeline, ledger, pruned, deliveries.hasGivenUp());
        } finally {
            close();
        }
    }

    private void requireControl() {
        if (uncontrolled) {
            throw new IllegalStateException(
                    "The handler made a call from a thread of its own, beside or after its invocation:"
                            + " the prover controls one thread of each invocation. Give its executors as Runnable::run");
        }
    }

    // ---- one step ----

    /** Lets one thing happen; false when nothing is left. */
    private boolean step() {
        kill();
        InvocationAttempt next = enabled();
        if (next != null) {
            return atPoint(next);
        }
        List<Delivery> due = deliveries.due(clock.instant());
        if (!due.isEmpty()) {
            Deviation deviation = choose("idle." + idles++, idleOptions(due));
            if (deviation == null) {
                start(due.get(0));
            } else {
                world(deviation, due);
            }
            return true;
        }
        if (!frozen.isEmpty()) {
            InvocationAttempt thawed = frozen.remove();
            thawed.state(InvocationAttempt.State.AT_POINT);
            current = thawed;
            return true;
        }
        Instant moment = nextMoment();
        if (moment != null) {
            clock.set(moment);
            return true;
        }
        return atTheEnd();
    }

    private boolean atTheEnd() {
        for (InvocationAttempt attempt : attempts) {
            if (attempt.state() == InvocationAttempt.State.GHOST) {
                arrive(attempt);
                return true;
            }
        }
        List<Deviation> options = idleOptions(List.of());
        if (!options.isEmpty()) { // a copy may come, then or later
            for (int i = 0; i < setup.lapses().size(); i++) {
                options.add(new Deviation("", ProverAction.LAPSE, i));
            }
        }
        Deviation deviation = choose("idle." + idles++, options);
        if (deviation == null) {
            return false;
        }
        world(deviation, List.of());
        return true;
    }

    /** The call that a crashed attempt had sent is made, and nobody hears of it. */
    private void arrive(InvocationAttempt ghost) {
        InvocationAttempt last = current;
        timeline.add(clock.instant(), ghost.number(), "(late) " + ghost.point().label());
        resume(ghost, ProverAction.CRASH_AFTER);
        ghost.state(InvocationAttempt.State.CRASHED);
        current = last;
    }

    private @Nullable InvocationAttempt enabled() {
        if (current != null && isEnabled(current)) {
            return current;
        }
        return attempts.stream().filter(this::isEnabled).findFirst().orElse(null);
    }

    private boolean isEnabled(InvocationAttempt attempt) {
        if (attempt.state() != InvocationAttempt.State.AT_POINT) {
            return false;
        }
        Instant until = attempt.point().until();
        return until == null || !until.isAfter(clock.instant());
    }

    private @Nullable Instant nextMoment() {
        Instant next = deliveries.next(clock.instant());
        for (InvocationAttempt attempt : attempts) {
            if (attempt.state() == InvocationAttempt.State.AT_POINT
                    && attempt.point().until() != null) {
                Instant until = attempt.point().until();
                next = next == null || until.isBefore(next) ? until : next;
            }
        }
        return next;
    }

    /** The platform ends what is past its time. */
    private void kill() {
        for (InvocationAttempt attempt : attempts) {
            if ((attempt.state() == InvocationAttempt.State.AT_POINT
                            || attempt.state() == InvocationAttempt.State.FROZEN)
                    && !clock.instant().isBefore(attempt.deadline().plus(setup.killDelay()))) {
                timeline.add(clock.instant(), attempt.number(), "killed at its timeout");
                gone(attempt, InvocationAttempt.State.CRASHED);
            }
        }
    }

    private void gone(InvocationAttempt attempt, InvocationAttempt.State state) {
        frozen.remove(attempt);
        attempt.state(state);
        deliveries.crashed(attempt.delivery(), started(attempt), clock.instant());
    }

    private Instant started(InvocationAttempt attempt) {
        return attempt.deadline().minus(setup.source().timeout());
    }

    // ---- an attempt at its point ----

    private boolean atPoint(InvocationAttempt attempt) {
        current = attempt;
        YieldPoint point = attempt.point();
        Deviation deviation = choose(attempt.stand(), pointOptions(attempt));
        if (deviation == null) {
            timeline.add(clock.instant(), attempt.number(), point.label());
            resume(attempt, ProverAction.PROCEED);
            return true;
        }
        switch (deviation.action()) {
            case CRASH_BEFORE -> {
                timeline.add(clock.instant(), attempt.number(), "CRASHES before " + point.label());
                gone(attempt, InvocationAttempt.State.CRASHED);
            }
            case CRASH_LATE -> {
                timeline.add(clock.instant(), attempt.number(), "CRASHES, its call on the way: " + point.label());
                gone(attempt, InvocationAttempt.State.GHOST);
            }
            case CRASH_AFTER -> {
                timeline.add(clock.instant(), attempt.number(), point.label() + ", then CRASHES");
                resume(attempt, ProverAction.CRASH_AFTER);
                gone(attempt, InvocationAttempt.State.CRASHED);
            }
            case LOSE_REPLY -> {
                timeline.add(clock.instant(), attempt.number(), point.label() + ", REPLY LOST");
                resume(attempt, ProverAction.LOSE_REPLY);
            }
            case FAIL -> {
                timeline.add(clock.instant(), attempt.number(), point.label() + " FAILS");
                resume(attempt, ProverAction.FAIL);
            }
            case FREEZE, FREEZE_AND_LAPSE -> {
                attempt.state(InvocationAttempt.State.FROZEN);
                frozen.add(attempt);
                Duration lapse = deviation.action() == ProverAction.FREEZE
                        ? Duration.ZERO
                        : setup.lapses().get(deviation.argument());
                clock.advance(lapse);
                timeline.add(
                        clock.instant(),
                        attempt.number(),
                        "PAUSES before "
                                + (point.kind() == YieldPoint.Kind.RETURN ? "its end" : point.label())
                                + (lapse.isZero() ? "" : ", " + lapse.toMillis() + " ms pass"));
            }
            case DUPLICATE, DELIVER, ARRIVE, LAPSE -> world(deviation, deliveries.due(clock.instant()));
            case PROCEED -> throw new IllegalStateException("Proceeding is no deviation");
        }
        return true;
    }

    private List<Deviation> pointOptions(InvocationAttempt attempt) {
        List<ProverAction> actions = switch (attempt.point().kind()) {
            case PAUSE -> List.of();
            case RETURN -> List.of(ProverAction.FREEZE); // a crash here is one after the call before
            case STORE, EFFECT ->
                List.of(
                        ProverAction.CRASH_AFTER,
                        ProverAction.CRASH_BEFORE,
                        ProverAction.LOSE_REPLY,
                        ProverAction.FAIL,
                        ProverAction.FREEZE,
                        ProverAction.CRASH_LATE);
        };
        List<Deviation> options = new ArrayList<>();
        actions.forEach(action -> options.add(new Deviation("", action, 0)));
        if (attempt.point().kind() != YieldPoint.Kind.PAUSE) {
            for (int i = 0; i < setup.lapses().size(); i++) {
                options.add(new Deviation("", ProverAction.FREEZE_AND_LAPSE, i));
            }
        }
        addFromOutside(options, deliveries.due(clock.instant()), 0);
        return options;
    }

    private List<Deviation> idleOptions(List<Delivery> due) {
        List<Deviation> options = new ArrayList<>();
        addFromOutside(options, due, 1); // the first comes anyhow
        return options;
    }

    private void addFromOutside(List<Deviation> options, List<Delivery> due, int from) {
        deliveries
                .duplicable(setup.duplicates())
                .forEach(event -> options.add(new Deviation("", ProverAction.DUPLICATE, event)));
        for (int i = from; i < due.size(); i++) {
            options.add(new Deviation("", ProverAction.DELIVER, i));
        }
        attempts.stream()
                .filter(attempt -> attempt.state() == InvocationAttempt.State.GHOST)
                .forEach(ghost -> options.add(new Deviation("", ProverAction.ARRIVE, ghost.number())));
    }

    private void world(Deviation deviation, List<Delivery> due) {
        switch (deviation.action()) {
            case DUPLICATE -> start(deliveries.duplicate(deviation.argument(), clock.instant()));
            case DELIVER -> start(due.get(deviation.argument()));
            case ARRIVE -> arrive(attempts.get(deviation.argument() - 1));
            case LAPSE -> clock.advance(setup.lapses().get(deviation.argument()));
            default -> throw new IllegalStateException("Not of the world: " + deviation);
        }
    }

    // ---- turns ----

    private @Nullable Deviation choose(String at, List<Deviation> options) {
        List<Deviation> here = options.stream()
                .filter(option -> !setup.switches().without().contains(option.action()))
                .map(option -> new Deviation(at, option.action(), option.argument()))
                .toList();
        stands.add(new Stand(at, here));
        if (choices.isKnown(() -> states.of(clock.instant(), deliveries, attempts, frozen, current))) {
            pruned = true;
            return null;
        }
        Deviation chosen = choices.choose(at, here);
        deviations += chosen == null ? 0 : 1;
        return chosen;
    }

    private void start(Delivery delivery) {
        deliveries.take(delivery);
        InvocationAttempt attempt = new InvocationAttempt(
                attempts.size() + 1,
                delivery,
                clock.instant().plus(setup.source().timeout()));
        attempts.add(attempt);
        current = attempt;
        timeline.delivered(clock.instant(), attempt.number(), delivery, setup.events());
        threads.execute(() -> invoke(attempt));
        awaitTurn(attempt);
    }

    private void invoke(InvocationAttempt attempt) {
        try {
            AttemptAnswer answer = handle(attempt);
            attempt.gives(answer);
            pass(
                    new YieldPoint(YieldPoint.Kind.RETURN, "end of " + attempt.number(), told(answer), null),
                    () -> "",
                    () -> null);
        } catch (Stopped over) {
            return;
        }
        if (!closed) {
            attempt.end();
            back.pass();
        }
    }

    /** An asynchronous invocation keeps its id when it is tried again; else each invocation has a new one. */
    private String requestId(InvocationAttempt attempt) {
        Delivery.Copy first = attempt.delivery().copies().get(0);
        return setup.source().kind() == Source.Kind.ASYNCHRONOUS
                ? "request-" + first.event() + "-" + first.copy()
                : "request-" + attempt.number();
    }

    private AttemptAnswer handle(InvocationAttempt attempt) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Delivery delivery = attempt.delivery();
        LocalContext context = new LocalContext("prover", requestId(attempt), attempt.deadline(), world.clock());
        try {
            byte[] event = setup.documents().of(delivery).getBytes(StandardCharsets.UTF_8);
            setup.handler().apply(world).handleRequest(new ByteArrayInputStream(event), output, context);
            return new AttemptAnswer(output.toString(StandardCharsets.UTF_8), null);
        } catch (Stopped over) {
            throw over;
        } catch (Throwable thrown) {
            return new AttemptAnswer("", thrown);
        }
    }

    /** Lets an attempt go on, until its next point or end. */
    private void resume(InvocationAttempt attempt, ProverAction command) {
        states.passed(attempt, command, clock.instant());
        attempt.command(command);
        attempt.state(InvocationAttempt.State.RUNNING);
        current = attempt;
        attempt.go().pass();
        awaitTurn(attempt);
    }

    private void awaitTurn(InvocationAttempt attempt) {
        try {
            if (!back.await(setup.longestTurn())) {
                throw new IllegalStateException(
                        "Attempt " + attempt.number() + " of a history neither ends nor comes to a "
                                + "point: it waits for something that the prover does not control, such as a thread of its own or "
                                + "a clock that is not world.clock()");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a history ran", e);
        }
        AttemptAnswer answer = attempt.answer();
        if (answer != null && attempt.state() == InvocationAttempt.State.ENDED) {
            deliveries.ended(attempt.delivery(), answer, started(attempt), clock.instant());
        }
    }

    private static String told(AttemptAnswer answer) {
        if (answer.thrown() != null) {
            return "throws " + answer.thrown().getClass().getSimpleName();
        }
        String output = answer.output();
        return output.isEmpty() ? "returns" : "answers " + Quoted.text(output, 60);
    }

    @Override
    public <T> @Nullable T pass(
            YieldPoint point, Supplier<@Nullable T> call, Supplier<? extends @Nullable RuntimeException> failure) {
        if (closed) {
            throw endings.stopped();
        }
        if (judge.equals(Thread.currentThread())) {
            return call.get(); // the oracle looks
        }
        InvocationAttempt attempt = current;
        if (attempt == null) {
            throw new IllegalStateException("Nobody has the turn: a call was made outside of an invocation");
        }
        if (attempt.state() != InvocationAttempt.State.RUNNING) {
            uncontrolled = true;
            throw endings.stopped();
        }
        attempt.arrive(point);
        back.pass();
        attempt.go().await();
        if (closed) {
            throw endings.stopped();
        }
        return switch (attempt.command()) {
            case PROCEED -> {
                T answer = call.get();
                if (point.kind() == YieldPoint.Kind.STORE) {
                    timeline.answered(attempt.number(), answer);
                }
                yield answer;
            }
            case LOSE_REPLY -> {
                unheard(call);
                throw thrown(failure);
            }
            case FAIL -> throw thrown(failure);
            default -> {
                unheard(call);
                back.pass();
                attempt.go().await(); // never runs again
                throw new Stopped();
            }
        };
    }

    /** Makes a call of whose answer or refusal nobody hears. */
    private static void unheard(Supplier<?> call) {
        try {
            Object unused = call.get();
        } catch (Throwable refused) {
            // the reply that is lost
        }
    }

    private static RuntimeException thrown(Supplier<? extends @Nullable RuntimeException> failure) {
        RuntimeException exception = failure.get();
        return exception == null ? new IllegalStateException("This point cannot fail") : exception;
    }

    @Override
    public int attempt() {
        InvocationAttempt attempt = current;
        return attempt == null ? 0 : attempt.number();
    }

    /** The history is judged: whoever still waits is unwound. */
    private void close() {
        closed = true;
        world.close();
        attempts.forEach(attempt -> {
            attempt.go().pass();
            attempt.go().pass();
        });
    }
}
