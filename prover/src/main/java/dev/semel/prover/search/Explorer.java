// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.search;

import dev.semel.prover.Counterexample;
import dev.semel.prover.Coverage;
import dev.semel.prover.Proof;
import dev.semel.prover.TimelineStep;
import dev.semel.prover.Violation;
import dev.semel.prover.check.VacuityCheck;
import dev.semel.prover.escape.EscapeScan;
import dev.semel.prover.escape.ReachedCode;
import dev.semel.prover.history.Choices;
import dev.semel.prover.history.Deadlock;
import dev.semel.prover.history.Deviation;
import dev.semel.prover.history.LockOfTheProcess;
import dev.semel.prover.history.PlainCourse;
import dev.semel.prover.history.Unwinder;
import dev.semel.prover.world.EffectLedger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;

/**
 * Plays histories: the plain one, then all with one deviation, all with two and so on, up to a limit; then random ones.
 * The first that breaks a rule is shrunk.
 */
public final class Explorer {

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
    private boolean isPlainHistoryKept = true;
    private boolean locksTheProcess;
    private volatile PlainCourse course = PlainCourse.NONE;
    private Coverage.Extent extent = Coverage.Extent.ALL;

    public Explorer(ProofSetup setup, Limits limits, InstantSource clock, ExecutorService threads) {
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
    public record Limits(
            long histories,
            int deviations,
            long random,
            long seed,
            int workers,
            Duration time,
            List<String> leftUnjudged,
            List<String> accepted) {

        public Limits {
            leftUnjudged = List.copyOf(leftUnjudged);
            accepted = List.copyOf(accepted);
        }
    }

    public Proof prove() {
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
        return unjudged.isEmpty() ? Optional.empty() : Optional.of(unjudged(unjudged));
    }

    private String unjudged(List<String> unjudged) {
        List<String> effects = new ArrayList<>(unjudged);
        List<String> silent = tally.silent();
        effects.removeAll(silent);
        if (!effects.isEmpty()) {
            return "no rule names these effects, which took place: " + String.join(", ", effects)
                    + ". Declare a rule for each, or that it is not judged";
        }
        return "nothing would be missed if these were lost, because no effect is about them: "
                + String.join(", ", unjudged)
                + ". Let an effect be about the subject of each, or declare them unjudged";
    }

    /** {@return the names of the effects of the plain history, which is played once} */
    public List<String> effectsOfPlainHistory() {
        Simulation.Result result = play(ScriptedChoices.repeating(List.of()));
        isPlainHistoryKept = result.violation() == null;
        return result.ledger().entries().stream()
                .map(EffectLedger.Entry::effect)
                .distinct()
                .toList();
    }

    /** {@return whether that history kept the rules that every proof has} */
    public boolean isPlainHistoryKept() {
        return isPlainHistoryKept;
    }

    /**
     * {@return what each event brings about alone, where nothing goes wrong; nothing for one that fails alone, or if
     * there is only one event}
     */
    private PlainCourse ofEachEvent() {
        PlainCourse all = PlainCourse.NONE;
        int events = setup.scope().events().size();
        for (int event = 0; events > 1 && event < events; event++) {
            try {
                Choices plainly = ScriptedChoices.repeating(List.of());
                Simulation.Result alone = new Simulation(
                                setup.alone(event),
                                PlainCourse.NONE,
                                plainly,
                                threads,
                                unwinder,
                                ReachedCode.ignoring())
                        .run();
                all = alone.failed() || alone.violation() != null
                        ? all
                        : all.and(alone.course().of(event));
            } catch (RuntimeException refused) {
                return PlainCourse.NONE; // the plain history of all events tells why
            }
        }
        return all;
    }

    /** Plays one history only. */
    public Proof repeat(List<Deviation> deviations) {
        if (!deviations.isEmpty()) {
            course = ofEachEvent();
            course = course.before(play(ScriptedChoices.repeating(List.of())).course());
        }
        tally.systematic(deviations);
        extent = Coverage.Extent.ONE;
        ScriptedChoices script = ScriptedChoices.repeating(deviations);
        Simulation.Result result = play(script);
        Violation violation = result.violation();
        if (violation != null) {
            return new Proof.Broken(
                    coverage(),
                    counterexample(deviations, result, violation),
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
        course = ofEachEvent();
        ScriptedChoices script = search.plain();
        ReachedCode reached = ReachedCode.watching();
        Simulation.Result result = play(script, reached);
        plain = result.timeline().steps();
        if (setup.switches().scans()) {
            EscapeScan.Result escapes = EscapeScan.of(reached);
            acceptance.require(escapes.findings());
            locksTheProcess = escapes.locksTheProcess();
        }
        if (setup.switches().repeats()) { // what outlives its world, such as a static, makes a difference
            Simulation.Result again = repeated(List.of(), result);
            FirstDifference.refuse("the plain history", result, again);
            plain = again.timeline().steps();
        }
        course = course.before(result.course());
        if (search.judgePlain(script, result).isEmpty()) {
            Workers fitting = result.looksOutside() || locksTheProcess ? workers.alone() : workers;
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

    /**
     * {@return a history played again; its first result, if that was a deadlock on locks of the process, which its
     * threads hold for ever}
     */
    private Simulation.Result repeated(List<Deviation> deviations, Simulation.Result first) {
        Violation violation = first.violation();
        try {
            return again(deviations);
        } catch (LockOfTheProcess heldForEver) {
            if (violation != null && Deadlock.is(violation)) {
                return first;
            }
            throw heldForEver;
        }
    }

    private Shrinker.Shrunk shrunk(Search.Found found) {
        Shrinker.Shrunk whole = new Shrinker.Shrunk(found.deviations(), found.result(), found.violation());
        if (!setup.switches().shrinks()) {
            return whole;
        }
        try {
            return new Shrinker(this::again).shrink(found.deviations(), found.result(), found.violation());
        } catch (LockOfTheProcess heldForEver) {
            return whole;
        }
    }

    /** Shrinks a history that breaks a rule, and repeats it: what does not repeat is not reported. */
    private Counterexample counterexample(Search.Found found) {
        Violation violation = found.violation();
        Shrinker.Shrunk shrunk = shrunk(found);
        if (!setup.switches().repeats()) {
            return counterexample(shrunk.deviations(), shrunk.result(), shrunk.violation());
        }
        Simulation.Result again = repeated(shrunk.deviations(), shrunk.result());
        FirstDifference.refuse("a history that broke the rule '" + violation.rule() + "'", shrunk.result(), again);
        return counterexample(shrunk.deviations(), again, shrunk.violation());
    }

    private static Counterexample counterexample(
            List<Deviation> deviations, Simulation.Result result, Violation violation) {
        String repetition = deviations.stream().map(Deviation::toString).collect(Collectors.joining(" "));
        return new Counterexample(violation, result.timeline().steps(), repetition);
    }

    private Simulation.Result again(List<Deviation> deviations) {
        return play(ScriptedChoices.repeating(deviations));
    }

    private Simulation.Result play(Choices choices) {
        return play(choices, ReachedCode.ignoring());
    }

    private Simulation.Result play(Choices choices, ReachedCode reached) {
        unwinder.expectEnded();
        return new Simulation(setup, course, choices, threads, unwinder, reached).run();
    }
}
