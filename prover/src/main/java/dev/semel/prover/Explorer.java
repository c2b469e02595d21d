// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries histories: all with no deviation, then all with one, with two and so on, to a limit; then random ones. What it
 * finds is shrunk.
 */
final class Explorer {

    private static final int MOST_RANDOM_DEVIATIONS = 6;
    private static final int MOST_SUBJECTS_TOLD = 5;

    private final ProofSetup setup;
    private final Limits limits;
    private final InstantSource clock;
    private final ExecutorService threads;
    private final Set<Long> known = new HashSet<>();
    private final Unwinder endings = new Unwinder();
    private final Set<String> effects = new TreeSet<>();
    private final Set<String> subjects = new TreeSet<>();
    private final Set<String> ordered = new HashSet<>();
    private boolean asked;
    private long systematic;
    private long pruned;
    private long random;
    private int depth;
    private long givenUp;
    private Coverage.Extent extent = Coverage.Extent.ALL;

    Explorer(ProofSetup setup, Limits limits, InstantSource clock, ExecutorService threads) {
        this.setup = setup;
        this.limits = limits;
        this.clock = clock;
        this.threads = threads;
    }

    /**
     * How much to try.
     *
     * @param histories at most, systematically
     * @param deviations at most at once, systematically
     * @param random how many random ones after that
     * @param seed of those
     * @param time after which nothing new is begun
     */
    record Limits(long histories, int deviations, long random, long seed, Duration time) {}

    /** A history that kept the rules, and where it could deviate further. */
    private record Parent(List<Deviation> deviations, List<Simulation.Stand> stands) {}

    Proof prove() {
        Instant began = clock.instant();
        Counterexample found = systematically(began);
        if (found == null) {
            found = atRandom(began);
        }
        if (found == null) {
            requireJudged();
        }
        Coverage coverage = new Coverage(
                systematic,
                depth,
                extent,
                pruned,
                givenUp,
                random,
                limits.seed(),
                Duration.between(began, clock.instant()));
        return found == null ? new Proof.Held(coverage, List.of()) : new Proof.Broken(coverage, found);
    }

    /** Repeats one history. */
    Proof repeat(List<Deviation> deviations) {
        Instant began = clock.instant();
        systematic = 1;
        depth = deviations.size();
        Script script = new Script(deviations, false);
        Simulation.Result result = run(script);
        if (result.violation() == null && script.open > 0) {
            throw new IllegalArgumentException(
                    "This history cannot be repeated: it deviates where the handler, with these settings, does not come by."
                            + " Has one of them changed since it was found?");
        }
        Coverage coverage = new Coverage(
                1, depth, Coverage.Extent.ONE, 0, givenUp, 0, limits.seed(), Duration.between(began, clock.instant()));
        return result.violation() == null
                ? new Proof.Held(coverage, result.timeline().lines())
                : new Proof.Broken(coverage, counterexample(deviations, result, result.violation()));
    }

    // ---- systematically ----

    private @Nullable Counterexample systematically(Instant began) {
        List<Parent> parents = new ArrayList<>();
        Counterexample found = attempt(List.of(), parents);
        while (found == null && depth < limits.deviations() && !parents.isEmpty()) {
            depth++;
            List<Parent> children = new ArrayList<>();
            for (Parent parent : parents) {
                for (Simulation.Stand stand : parent.stands) {
                    for (Deviation option : stand.options()) {
                        if (systematic >= limits.histories() || isOver(began)) {
                            extent = systematic >= limits.histories() ? Coverage.Extent.CUT : Coverage.Extent.TIMED_OUT;
                            return null;
                        }
                        List<Deviation> deviations = new ArrayList<>(parent.deviations);
                        deviations.add(option);
                        found = attempt(deviations, children);
                        if (found != null) {
                            return found;
                        }
                    }
                }
            }
            parents = children;
        }
        return found;
    }

    /** A rule that had nothing to judge was not kept but missed, by a slip in a name for instance. */
    private void requireJudged() {
        for (Rule rule : setup.rules()) {
            boolean isJudged = switch (rule) {
                case Rule.ExactlyOnce once -> effects.contains(once.effect());
                case Rule.AtMostOnce once -> effects.contains(once.effect());
                case Rule.OneKey one -> effects.contains(one.effect());
                case Rule.InOrder order -> ordered.contains(order.effect());
                case Rule.Recovers recovers -> effects.contains(recovers.effect());
                case Rule.Alone alone -> asked;
                case Rule.EqualAnswers answers -> true;
            };
            if (setup.switches().judges() && !isJudged) {
                throw new IllegalStateException(Quoted.line("The rule " + rule
                        + " had nothing to judge in any history: effects took place"
                        + " under the names " + effects + ", about " + subjects + ", and events are about "
                        + setup.events().stream().map(Event::subject).distinct().toList()));
            }
        }
    }

    private void remember(EffectLedger ledger) {
        asked |= !ledger.asked().isEmpty();
        ledger.entries().forEach(entry -> {
            effects.add(entry.effect());
            if (subjects.size() < MOST_SUBJECTS_TOLD) {
                subjects.add(entry.subject());
            }
            if (setup.events().stream().anyMatch(event -> event.subject().equals(entry.subject()))) {
                ordered.add(entry.effect());
            }
        });
    }

    private boolean isOver(Instant began) {
        return Duration.between(began, clock.instant()).compareTo(limits.time()) >= 0;
    }

    private @Nullable Counterexample attempt(List<Deviation> deviations, List<Parent> kept) {
        systematic++;
        Script script = new Script(deviations, true);
        Simulation.Result result = run(script);
        if (result.violation() != null) {
            return shrunk(deviations, result, result.violation());
        }
        if (script.open > 0) {
            throw new IllegalStateException(
                    "The handler is not deterministic: it did not come again where it had come by."
                            + " Take the clock, randomness and waiting from the world, and keep nothing in statics");
        }
        if (result.pruned()) {
            pruned++;
        } else {
            kept.add(new Parent(
                    deviations,
                    List.copyOf(result.stands()
                            .subList(script.standsUntilLast, result.stands().size()))));
        }
        return null;
    }

    private Simulation.Result run(Choices choices) {
        endings.expectEnded();
        Simulation.Result result = new Simulation(setup, choices, threads, endings).run();
        remember(result.ledger());
        givenUp += result.gaveUp() ? 1 : 0;
        return result;
    }

    /** Deviates where it is told to, and nowhere else. */
    private final class Script implements Choices {

        private final Map<String, Deviation> deviations = new HashMap<>();
        private final boolean prunes;
        private int standsUntilLast;
        private int stands;
        private int open;

        Script(List<Deviation> script, boolean prunes) {
            script.forEach(deviation -> deviations.put(deviation.at(), deviation));
            this.open = script.size();
            this.prunes = prunes;
        }

        @Override
        public @Nullable Deviation choose(String at, List<Deviation> options) {
            stands++;
            Deviation here = deviations.get(at);
            if (here == null || !options.contains(here)) {
                return null;
            }
            open--;
            standsUntilLast = stands;
            return here;
        }

        @Override
        public boolean isPlain() {
            return deviations.isEmpty();
        }

        @Override
        public boolean isKnown(LongSupplier stateHash) {
            if (!prunes || !setup.switches().prunes() || open > 0 || stands != standsUntilLast || stands == 0) {
                return false;
            }
            return !known.add(stateHash.getAsLong());
        }
    }

    // ---- at random ----

    private @Nullable Counterexample atRandom(Instant began) {
        for (; random < limits.random() && !isOver(began); random++) {
            Wandering wandering = new Wandering(new Random(StateHash.mix(limits.seed(), random)));
            Simulation.Result result = run(wandering);
            if (result.violation() != null) {
                random++;
                return shrunk(wandering.taken, result, result.violation());
            }
        }
        return null;
    }

    /** Deviates at random, a bounded number of times. */
    private static final class Wandering implements Choices {

        private final Random random;
        private final double probability;
        private final List<Deviation> taken = new ArrayList<>();

        Wandering(Random random) {
            this.random = random;
            this.probability = 0.05 + 0.3 * random.nextDouble();
        }

        @Override
        public @Nullable Deviation choose(String at, List<Deviation> options) {
            if (options.isEmpty() || taken.size() >= MOST_RANDOM_DEVIATIONS || random.nextDouble() >= probability) {
                return null;
            }
            Deviation chosen = options.get(random.nextInt(options.size()));
            taken.add(chosen);
            return chosen;
        }

        @Override
        public boolean isPlain() {
            return taken.isEmpty();
        }

        @Override
        public boolean isKnown(LongSupplier stateHash) {
            return false;
        }
    }

    // ---- what was found ----

    /** Leaves out as many deviations as the same rule is still broken without: of at most six, so all choices are tried. */
    private Counterexample shrunk(List<Deviation> found, Simulation.Result result, Violation violation) {
        int all = 1 << found.size();
        for (int kept = 1; setup.switches().shrinks() && kept < found.size(); kept++) {
            for (int choice = 0; choice < all; choice++) {
                if (Integer.bitCount(choice) == kept) {
                    List<Deviation> fewer = chosen(found, choice);
                    Simulation.Result shorter = run(new Script(fewer, false));
                    if (shorter.violation() != null
                            && shorter.violation().rule().equals(violation.rule())) {
                        return counterexample(fewer, shorter, shorter.violation());
                    }
                }
            }
        }
        return counterexample(found, result, violation);
    }

    private static List<Deviation> chosen(List<Deviation> deviations, int choice) {
        List<Deviation> chosen = new ArrayList<>();
        for (int i = 0; i < deviations.size(); i++) {
            if ((choice & 1 << i) != 0) {
                chosen.add(deviations.get(i));
            }
        }
        return chosen;
    }

    private static Counterexample counterexample(
            List<Deviation> deviations, Simulation.Result result, Violation violation) {
        return new Counterexample(
                violation,
                result.timeline().lines(),
                String.join(" ", deviations.stream().map(Deviation::toString).toList()));
    }
}
