// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.search;

import dev.semel.prover.Coverage;
import dev.semel.prover.Violation;
import dev.semel.prover.check.VacuityCheck;
import dev.semel.prover.history.ChoicePoint;
import dev.semel.prover.history.Choices;
import dev.semel.prover.history.Deviation;
import dev.semel.prover.history.ProverAction;
import dev.semel.prover.text.Hashes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The search for a history that breaks a rule: all with one deviation, all with two and so on, up to a limit; then
 * random ones. Workers play histories at once; their results are judged in the order of the search, so that threads
 * change nothing of it. Used by one thread.
 *
 * <p>A history is cut off when it comes, behind its last deviation, to a state that an earlier one has come to: what
 * follows was, or will be, tried there. A worker that plays on, because the earlier one is not judged yet, does so in
 * vain: its result is cut off at the same state when its turn comes.
 */
final class Search {

    private final ProofSetup setup;
    private final Explorer.Limits limits;
    private final Function<Choices, Simulation.Result> play;
    private final BooleanSupplier isOver;
    private final Tally tally;
    private final VacuityCheck vacuity;
    private final KnownStates states = new KnownStates();
    private List<Parent> parents = new ArrayList<>();
    private int pointsOfPlainHistory;
    private @Nullable Found found;

    Search(
            ProofSetup setup,
            Explorer.Limits limits,
            Function<Choices, Simulation.Result> play,
            BooleanSupplier isOver,
            Tally tally,
            VacuityCheck vacuity) {
        this.setup = setup;
        this.limits = limits;
        this.play = play;
        this.isOver = isOver;
        this.tally = tally;
        this.vacuity = vacuity;
    }

    /** A history that breaks a rule. */
    record Found(List<Deviation> deviations, Simulation.Result result, Violation violation) {}

    /** A systematic history that was played. */
    private record Played(List<Deviation> script, ScriptedChoices choices, Simulation.Result result) {}

    /** A random history that was played. */
    private record Drawn(List<Deviation> taken, Simulation.Result result) {}

    /** A history that kept the rules, and the places behind its last deviation at which it could deviate further. */
    private record Parent(List<Deviation> deviations, List<ChoicePoint> choicePoints) {}

    /** {@return the choices of the plain history} */
    ScriptedChoices plain() {
        return ScriptedChoices.exploring(List.of(), states::contains, ScriptedChoices.Rejoining.of(setup.switches()));
    }

    /** Judges the plain history. */
    Optional<Found> judgePlain(ScriptedChoices choices, Simulation.Result result) {
        pointsOfPlainHistory = result.choicePoints().size();
        judge(new Played(List.of(), choices, result), parents);
        if (found == null) {
            tally.complete(0);
        }
        return Optional.ofNullable(found);
    }

    // ---- systematic histories ----

    /** Plays the systematic histories behind the plain one. {@return how complete they are} */
    Coverage.Extent systematically(Workers workers) {
        for (int depth = 1; found == null && depth <= limits.deviations() && !parents.isEmpty(); depth++) {
            List<Parent> children = new ArrayList<>();
            Iterator<List<Deviation>> scripts = scripts(parents);
            boolean isLast = depth == limits.deviations();
            workers.play(histories(scripts), played -> judge(played, isLast ? null : children));
            if (found == null && scripts.hasNext()) {
                return tally.systematic() >= limits.histories() ? Coverage.Extent.CUT : Coverage.Extent.TIMED_OUT;
            }
            if (found == null && tally.deviations() == depth) {
                tally.complete(depth);
            }
            parents = children;
        }
        parents = List.of();
        return Coverage.Extent.ALL;
    }

    /** {@return every script with one deviation more than its parent has} */
    private static Iterator<List<Deviation>> scripts(List<Parent> parents) {
        return parents.stream()
                .flatMap(parent -> parent.choicePoints.stream()
                        .flatMap(point -> point.options().stream())
                        .map(option -> with(parent.deviations, option)))
                .iterator();
    }

    private static List<Deviation> with(List<Deviation> deviations, Deviation another) {
        List<Deviation> more = new ArrayList<>(deviations);
        more.add(another);
        return more;
    }

    private Iterator<Callable<Played>> histories(Iterator<List<Deviation>> scripts) {
        return new Iterator<>() {
            private long left = limits.histories() - tally.systematic();

            @Override
            public boolean hasNext() {
                return left > 0 && scripts.hasNext() && !isOver.getAsBoolean();
            }

            @Override
            public Callable<Played> next() {
                left--;
                List<Deviation> script = scripts.next();
                return () -> {
                    ScriptedChoices choices = ScriptedChoices.exploring(
                            script, states::contains, ScriptedChoices.Rejoining.of(setup.switches()));
                    return new Played(script, choices, play.apply(choices));
                };
            }
        };
    }

    /**
     * Judges a history when its turn comes.
     *
     * @param kept takes it as a parent of further ones; null if there are to be none
     * @return whether the search goes on
     */
    private boolean judge(Played played, @Nullable List<Parent> kept) {
        tally.systematic(played.script);
        Simulation.Result result = played.result;
        List<Long> reached = played.choices.states();
        int until = played.choices.pointsUntilLast();
        int unknown = states.addUntilKnown(reached);
        boolean isCut = unknown < reached.size();
        if (isCut) {
            tally.pruned();
        } else {
            tally.add(result);
            vacuity.add(result.ledger());
            Violation violation = result.violation();
            if (violation != null) {
                found = new Found(played.script, result, violation);
                return false;
            }
        }
        requireReached(played.choices);
        int end = isCut ? until + unknown : result.choicePoints().size();
        if (kept != null && end > until) {
            kept.add(new Parent(played.script, List.copyOf(result.choicePoints().subList(until, end))));
        }
        return true;
    }

    private static void requireReached(ScriptedChoices choices) {
        if (choices.missesOne()) {
            throw new IllegalStateException(
                    "The handler is not deterministic: on replay it did not reach a point that it had reached before."
                            + " Take the clock, randomness and waiting from the world, and keep nothing in statics");
        }
    }

    // ---- random histories ----

    /** Plays the random histories. */
    void atRandom(Workers workers) {
        Iterator<Callable<Drawn>> histories = new Iterator<>() {
            private long number;

            @Override
            public boolean hasNext() {
                return number < limits.random() && !isOver.getAsBoolean();
            }

            @Override
            public Callable<Drawn> next() {
                DrawnChoices choices = drawn(number++);
                return () -> {
                    Simulation.Result result = play.apply(choices);
                    return new Drawn(choices.taken(), result);
                };
            }
        };
        workers.play(histories, this::judge);
    }

    /** {@return the choices of a random history: by turns draws from all options, and priorities} */
    private DrawnChoices drawn(long number) {
        Random random = new Random(Hashes.mix(limits.seed(), number));
        return number % 2 == 0 || !setup.switches().hasPriorities()
                ? new RandomChoices(random)
                : new PriorityChoices(random, Math.max(1, 2 * pointsOfPlainHistory), ProverAction.of(setup.scope()));
    }

    private boolean judge(Drawn drawn) {
        tally.random(drawn.taken);
        tally.add(drawn.result);
        vacuity.add(drawn.result.ledger());
        Violation violation = drawn.result.violation();
        if (violation != null) {
            found = new Found(drawn.taken, drawn.result, violation);
        }
        return violation == null;
    }

    /** {@return the first history of the search that breaks a rule} */
    Optional<Found> found() {
        return Optional.ofNullable(found);
    }
}
