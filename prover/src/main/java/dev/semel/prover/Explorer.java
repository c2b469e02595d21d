// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import dev.semel.prover.escape.EscapeScan;
import dev.semel.prover.escape.ReachedCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Plays histories: the plain one, then all with one deviation, all with two and so on, up to a limit; then random ones.
 * The first that breaks a rule is shrunk.
 */
final class Explorer {

    private final ProofSetup setup;
    private final Limits limits;
    private final InstantSource clock;
    private final Executor threads;
    private final Unwinder unwinder = new Unwinder();
    private final VacuityCheck vacuity;
    private final Set<Long> states = new HashSet<>();
    private final Instant began;
    private final Tally tally;
    private final Acceptance acceptance;
    private List<TimelineStep> plain = List.of();
    private Coverage.Extent extent = Coverage.Extent.ALL;

    Explorer(ProofSetup setup, Limits limits, InstantSource clock, Executor threads) {
        this.setup = setup;
        this.limits = limits;
        this.clock = clock;
        this.threads = threads;
        this.vacuity = new VacuityCheck(setup.scope().events());
        this.began = clock.instant();
        this.tally = new Tally(setup);
        this.acceptance = new Acceptance(limits.accepted());
    }

    /**
     * The limits of an exploration.
     *
     * @param histories the largest number of systematic histories
     * @param deviations the largest number of deviations of a systematic history
     * @param random the number of random histories
     * @param seed the seed of the random histories
     * @param time the time after which no further history begins
     * @param leftUnjudged the effects that may take place without a rule that names them
     * @param accepted the words of the findings that are accepted
     */
    record Limits(
            long histories,
            int deviations,
            long random,
            long seed,
            Duration time,
            List<String> leftUnjudged,
            List<String> accepted) {

        Limits {
            leftUnjudged = List.copyOf(leftUnjudged);
            accepted = List.copyOf(accepted);
        }
    }

    /** A history that kept the rules, and the places behind its last deviation at which it could deviate further. */
    private record Parent(List<Deviation> deviations, List<ChoicePoint> choicePoints) {}

    Proof prove() {
        Optional<Counterexample> found = systematically().or(this::atRandom);
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
        tally.systematic(deviations.size());
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

    // ---- systematic histories ----

    private Optional<Counterexample> systematically() {
        List<Parent> parents = new ArrayList<>();
        Optional<Counterexample> found = explorePlainHistory(parents);
        for (int depth = 1; found.isEmpty() && depth <= limits.deviations() && !parents.isEmpty(); depth++) {
            List<Parent> children = new ArrayList<>();
            found = deeper(parents, children);
            if (extent != Coverage.Extent.ALL) {
                break;
            }
            if (found.isEmpty() && tally.deviations() == depth) {
                tally.complete(depth);
            }
            parents = children;
        }
        return found;
    }

    /** Plays the history without deviations twice: what outlives its world, such as a static, makes a difference. */
    private Optional<Counterexample> explorePlainHistory(List<Parent> kept) {
        tally.systematic(0);
        ScriptedChoices script = ScriptedChoices.repeating(List.of());
        ReachedCode reached = ReachedCode.watching();
        Simulation.Result result = play(script, reached);
        plain = result.timeline().steps();
        if (setup.switches().scans()) {
            acceptance.require(EscapeScan.of(reached));
        }
        if (setup.switches().repeats()) {
            FirstDifference.refuse("the plain history", result, again(List.of()));
        }
        Optional<Counterexample> found = judge(List.of(), script, result, kept);
        if (found.isEmpty()) {
            tally.complete(0);
        }
        return found;
    }

    /** Plays every history with one deviation more than its parent has, unless a limit is reached. */
    private Optional<Counterexample> deeper(List<Parent> parents, List<Parent> children) {
        for (Parent parent : parents) {
            for (ChoicePoint point : parent.choicePoints) {
                for (Deviation option : point.options()) {
                    if (isCut()) {
                        return Optional.empty();
                    }
                    List<Deviation> deviations = new ArrayList<>(parent.deviations);
                    deviations.add(option);
                    Optional<Counterexample> found = explore(deviations, children);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private boolean isCut() {
        if (tally.systematic() >= limits.histories()) {
            extent = Coverage.Extent.CUT;
        } else if (isOver()) {
            extent = Coverage.Extent.TIMED_OUT;
        }
        return extent != Coverage.Extent.ALL;
    }

    private boolean isOver() {
        return Duration.between(began, clock.instant()).compareTo(limits.time()) >= 0;
    }

    private Optional<Counterexample> explore(List<Deviation> deviations, List<Parent> kept) {
        tally.systematic(deviations.size());
        ScriptedChoices script =
                ScriptedChoices.exploring(deviations, state -> !setup.switches().prunes() || states.add(state));
        return judge(deviations, script, play(script), kept);
    }

    private Optional<Counterexample> judge(
            List<Deviation> deviations, ScriptedChoices script, Simulation.Result result, List<Parent> kept) {
        Violation violation = result.violation();
        if (violation != null) {
            return Optional.of(counterexample(deviations, result, violation));
        }
        if (script.missesOne()) {
            throw new IllegalStateException(
                    "The handler is not deterministic: on replay it did not reach a point that it had reached before."
                            + " Take the clock, randomness and waiting from the world, and keep nothing in statics");
        }
        if (!result.pruned()) {
            List<ChoicePoint> points = result.choicePoints();
            kept.add(new Parent(deviations, List.copyOf(points.subList(script.pointsUntilLast(), points.size()))));
        }
        return Optional.empty();
    }

    // ---- random histories ----

    private Optional<Counterexample> atRandom() {
        while (extent == Coverage.Extent.ALL && tally.randomOnes() < limits.random() && !isOver()) {
            RandomChoices choices = new RandomChoices(new Random(StateHash.mix(limits.seed(), tally.random())));
            Simulation.Result result = play(choices);
            Violation violation = result.violation();
            if (violation != null) {
                return Optional.of(counterexample(choices.taken(), result, violation));
            }
        }
        return Optional.empty();
    }

    /** Shrinks a history that breaks a rule, and repeats it: what does not repeat is not reported. */
    private Counterexample counterexample(List<Deviation> found, Simulation.Result result, Violation violation) {
        Shrinker.Shrunk shrunk = setup.switches().shrinks()
                ? new Shrinker(this::again).shrink(found, result, violation)
                : new Shrinker.Shrunk(found, result, violation);
        if (setup.switches().repeats()) {
            FirstDifference.refuse(
                    "a history that broke the rule '" + violation.rule() + "'",
                    shrunk.result(),
                    again(shrunk.deviations()));
        }
        return Counterexample.of(shrunk.deviations(), shrunk.result(), shrunk.violation());
    }

    private Simulation.Result again(List<Deviation> deviations) {
        return play(ScriptedChoices.repeating(deviations));
    }

    private Simulation.Result play(Choices choices) {
        return play(choices, ReachedCode.ignoring());
    }

    private Simulation.Result play(Choices choices, ReachedCode reached) {
        unwinder.expectEnded();
        Simulation.Result result = new Simulation(setup, choices, threads, unwinder, reached).run();
        vacuity.add(result.ledger());
        tally.add(result);
        return result;
    }
}
