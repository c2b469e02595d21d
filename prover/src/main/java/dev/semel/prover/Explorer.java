// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

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
    private long systematic;
    private long pruned;
    private long random;
    private int depth;
    private long givenUp;
    private Coverage.Extent extent = Coverage.Extent.ALL;

    Explorer(ProofSetup setup, Limits limits, InstantSource clock, Executor threads) {
        this.setup = setup;
        this.limits = limits;
        this.clock = clock;
        this.threads = threads;
        this.vacuity = new VacuityCheck(setup.scope().events());
        this.began = clock.instant();
    }

    /**
     * The limits of an exploration.
     *
     * @param histories the largest number of systematic histories
     * @param deviations the largest number of deviations of a systematic history
     * @param random the number of random histories
     * @param seed the seed of the random histories
     * @param time the time after which no further history begins
     */
    record Limits(long histories, int deviations, long random, long seed, Duration time) {}

    /** A history that kept the rules, and the places behind its last deviation at which it could deviate further. */
    private record Parent(List<Deviation> deviations, List<ChoicePoint> choicePoints) {}

    Proof prove() {
        Optional<Counterexample> found = systematically().or(this::atRandom);
        if (found.isEmpty()) {
            vacuity.requireJudged(setup.checkers());
        }
        Coverage coverage = coverage();
        return found.<Proof>map(counterexample -> new Proof.Broken(coverage, counterexample))
                .orElseGet(() -> new Proof.Held(coverage, List.of()));
    }

    /** Plays one history only. */
    Proof repeat(List<Deviation> deviations) {
        systematic = 1;
        depth = deviations.size();
        extent = Coverage.Extent.ONE;
        ScriptedChoices script = ScriptedChoices.repeating(deviations);
        Simulation.Result result = play(script);
        Violation violation = result.violation();
        if (violation != null) {
            return new Proof.Broken(coverage(), Counterexample.of(deviations, result, violation));
        }
        if (script.missesOne()) {
            throw new IllegalArgumentException(
                    "This history cannot be repeated: it deviates where the handler, with these settings, never is."
                            + " Has one of them changed since it was found?");
        }
        return new Proof.Held(coverage(), result.timeline().lines());
    }

    private Coverage coverage() {
        return new Coverage(
                systematic,
                depth,
                extent,
                pruned,
                givenUp,
                random,
                limits.seed(),
                Duration.between(began, clock.instant()));
    }

    // ---- systematic histories ----

    private Optional<Counterexample> systematically() {
        List<Parent> parents = new ArrayList<>();
        Optional<Counterexample> found = explore(List.of(), parents);
        while (found.isEmpty() && extent == Coverage.Extent.ALL && depth < limits.deviations() && !parents.isEmpty()) {
            depth++;
            List<Parent> children = new ArrayList<>();
            found = deeper(parents, children);
            parents = children;
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
        if (systematic >= limits.histories()) {
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
        systematic++;
        ScriptedChoices script =
                ScriptedChoices.exploring(deviations, state -> !setup.switches().prunes() || states.add(state));
        Simulation.Result result = play(script);
        Violation violation = result.violation();
        if (violation != null) {
            return Optional.of(counterexample(deviations, result, violation));
        }
        if (script.missesOne()) {
            throw new IllegalStateException(
                    "The handler is not deterministic: on replay it did not reach a point that it had reached before."
                            + " Take the clock, randomness and waiting from the world, and keep nothing in statics");
        }
        if (result.pruned()) {
            pruned++;
        } else {
            List<ChoicePoint> points = result.choicePoints();
            kept.add(new Parent(deviations, List.copyOf(points.subList(script.pointsUntilLast(), points.size()))));
        }
        return Optional.empty();
    }

    // ---- random histories ----

    private Optional<Counterexample> atRandom() {
        while (random < limits.random() && !isOver()) {
            RandomChoices choices = new RandomChoices(new Random(StateHash.mix(limits.seed(), random++)));
            Simulation.Result result = play(choices);
            Violation violation = result.violation();
            if (violation != null) {
                return Optional.of(counterexample(choices.taken(), result, violation));
            }
        }
        return Optional.empty();
    }

    private Counterexample counterexample(List<Deviation> found, Simulation.Result result, Violation violation) {
        return setup.switches().shrinks()
                ? new Shrinker(script -> play(ScriptedChoices.repeating(script))).shrink(found, result, violation)
                : Counterexample.of(found, result, violation);
    }

    private Simulation.Result play(Choices choices) {
        unwinder.expectEnded();
        Simulation.Result result = new Simulation(setup, choices, threads, unwinder).run();
        vacuity.add(result.ledger());
        givenUp += result.gaveUp() ? 1 : 0;
        return result;
    }
}
