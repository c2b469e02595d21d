// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import dev.semel.prover.escape.EscapeScan;
import dev.semel.prover.escape.ReachedCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * Plays histories: the plain one, then all with one deviation, all with two and so on, up to a limit; then random ones.
 * The first that breaks a rule is shrunk.
 */
final class Explorer {

    private final ProofSetup setup;
    private final Limits limits;
    private final InstantSource clock;
    private final ExecutorService threads;
    private final Workers workers;
    private final Unwinder unwinder = new Unwinder();
    private final VacuityCheck vacuity;
    private final Instant began;
    private final Tally tally;
    private final Acceptance acceptance;
    private final Search search;
    private List<TimelineStep> plain = List.of();
    private Coverage.Extent extent = Coverage.Extent.ALL;

    Explorer(ProofSetup setup, Limits limits, InstantSource clock, ExecutorService threads) {
        this.setup = setup;
        this.limits = limits;
        this.clock = clock;
        this.threads = threads;
        this.workers = new Workers(threads, limits.workers());
        this.vacuity = new VacuityCheck(setup.scope().events());
        this.began = clock.instant();
        this.tally = new Tally(setup);
        this.acceptance = new Acceptance(limits.accepted());
        this.search = new Search(setup, limits, this::play, this::isOver, tally, vacuity);
    }

    /**
     * The limits of an exploration.
     *
     * @param histories the largest number of systematic histories
     * @param deviations the largest number of deviations of a systematic history
     * @param random the number of random histories
     * @param seed the seed of the random histories
     * @param workers the number of histories that are played at once
     * @param time the time after which no further history begins
     * @param leftUnjudged the effects that may take place without a rule that names them
     * @param accepted the words of the findings that are accepted
     */
    record Limits(
            long histories,
            int deviations,
            long random,
            long seed,
            int workers,
            Duration time,
            List<String> leftUnjudged,
            List<String> accepted) {

        Limits {
            leftUnjudged = List.copyOf(leftUnjudged);
            accepted = List.copyOf(accepted);
        }
    }

    Proof prove() {
        Optional<Counterexample> found = explore().map(this::counterexample);
        if (found.isPresent()) {
            extent = Coverage.Extent.FOUND;
        }
        Coverage coverage = coverage();
        if (found.isPresent()) {
            return new Proof.Broken(coverage, found.get(), plain);
        }
        vacuity.requireJudged(setup.checkers());
        return missing()
                .<Proof>map(missing -> new Proof.Unfinished(coverage, missing))
                .orElseGet(() -> new Proof.Held(coverage, plain));
    }

    /** {@return what of the declared scope was not judged} */
    private Optional<String> missing() {
        return switch (extent) {
            case CUT ->
                Optional.of("the limit of histories ended the proof within its declared scope: declare more histories,"
                        + " or fewer deviations, events or copies");
            case TIMED_OUT ->
                Optional.of("time ended the proof within its declared scope: declare more time, or fewer deviations,"
                        + " events or copies");
            case ALL, ONE, FOUND -> unjudged();
        };
    }

    private Optional<String> unjudged() {
        List<String> unjudged = new ArrayList<>(tally.unjudged());
        unjudged.removeAll(limits.leftUnjudged());
        return unjudged.isEmpty()
                ? Optional.empty()
                : Optional.of("no rule names these effects, which took place: " + String.join(", ", unjudged)
                        + ". Declare a rule for each, or that it is not judged");
    }

    /** {@return the names of the effects of the plain history, which is played once} */
    List<String> effectsOfPlainHistory() {
        return play(ScriptedChoices.repeating(List.of())).ledger().entries().stream()
                .map(EffectLedger.Entry::effect)
                .distinct()
                .toList();
    }

    /** Plays one history only. */
    Proof repeat(List<Deviation> deviations) {
        tally.systematic(deviations);
        extent = Coverage.Extent.ONE;
        ScriptedChoices script = ScriptedChoices.repeating(deviations);
        Simulation.Result result = play(script);
        Violation violation = result.violation();
        if (violation != null) {
            return new Proof.Broken(
                    coverage(),
                    Counterexample.of(deviations, result, violation),
                    again(List.of()).timeline().steps());
        }
        if (script.missesOne()) {
            throw new IllegalArgumentException(
                    "This history cannot be repeated: it deviates where the handler, with these settings, never is."
                            + " Has one of them changed since it was found?");
        }
        return new Proof.Held(coverage(), result.timeline().steps());
    }

    private Coverage coverage() {
        return tally.coverage(extent, limits, Duration.between(began, clock.instant()));
    }

    /** Plays histories until one breaks a rule, or a limit is reached. */
    private Optional<Search.Found> explore() {
        ScriptedChoices script = search.plain();
        ReachedCode reached = ReachedCode.watching();
        Simulation.Result result = play(script, reached);
        plain = result.timeline().steps();
        if (setup.switches().scans()) {
            acceptance.require(EscapeScan.of(reached));
        }
        if (setup.switches().repeats()) { // what outlives its world, such as a static, makes a difference
            Simulation.Result again = again(List.of());
            FirstDifference.refuse("the plain history", result, again);
            plain = again.timeline().steps();
        }
        if (search.judgePlain(script, result).isEmpty()) {
            Workers fitting = result.looksOutside() ? workers.alone() : workers;
            extent = search.systematically(fitting);
            if (extent == Coverage.Extent.ALL && search.found().isEmpty()) {
                search.atRandom(fitting);
            }
        }
        return search.found();
    }

    private boolean isOver() {
        return Duration.between(began, clock.instant()).compareTo(limits.time()) >= 0;
    }

    /** Shrinks a history that breaks a rule, and repeats it: what does not repeat is not reported. */
    private Counterexample counterexample(Search.Found found) {
        Violation violation = found.violation();
        Shrinker.Shrunk shrunk = setup.switches().shrinks()
                ? new Shrinker(this::again).shrink(found.deviations(), found.result(), violation)
                : new Shrinker.Shrunk(found.deviations(), found.result(), violation);
        if (!setup.switches().repeats()) {
            return Counterexample.of(shrunk.deviations(), shrunk.result(), shrunk.violation());
        }
        Simulation.Result again = again(shrunk.deviations());
        FirstDifference.refuse("a history that broke the rule '" + violation.rule() + "'", shrunk.result(), again);
        return Counterexample.of(shrunk.deviations(), again, shrunk.violation());
    }

    private Simulation.Result again(List<Deviation> deviations) {
        return play(ScriptedChoices.repeating(deviations));
    }

    private Simulation.Result play(Choices choices) {
        return play(choices, ReachedCode.ignoring());
    }

    private Simulation.Result play(Choices choices, ReachedCode reached) {
        unwinder.expectEnded();
        return new Simulation(setup, choices, threads, unwinder, reached).run();
    }
}
