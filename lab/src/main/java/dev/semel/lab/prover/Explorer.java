// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lab.prover;

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
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries histories: all with no deviation, then all with one, with two and so on, to a limit; then random ones. What it
 * finds is shrunk.
 */
final class Explorer {

    private static final int MOST_RANDOM_DEVIATIONS = 6;

    private final Setup setup;
    private final Limits limits;
    private final InstantSource clock;
    private final ExecutorService threads;
    private final Set<Long> known = new HashSet<>();
    private final Endings endings = new Endings();
    private long systematic;
    private long pruned;
    private long random;
    private int depth;
    private boolean cut;

    Explorer(Setup setup, Limits limits, InstantSource clock, ExecutorService threads) {
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
    private record Parent(List<Deviation> deviations, List<History.Stand> stands) {}

    Proof prove() {
        Instant began = clock.instant();
        Counterexample found = systematically(began);
        if (found == null) {
            found = atRandom(began);
        }
        Coverage coverage = new Coverage(
                systematic,
                depth,
                cut ? Coverage.Extent.CUT : Coverage.Extent.ALL,
                pruned,
                random,
                limits.seed(),
                Duration.between(began, clock.instant()));
        return found == null ? new Proof.Held(coverage) : new Proof.Broken(coverage, found);
    }

    /** Repeats one history. */
    Proof repeat(List<Deviation> deviations) {
        Instant began = clock.instant();
        systematic = 1;
        depth = deviations.size();
        History.Result result = run(new Script(deviations, false));
        Coverage coverage = new Coverage(
                1, depth, Coverage.Extent.ONE, 0, 0, limits.seed(), Duration.between(began, clock.instant()));
        return result.violation() == null
                ? new Proof.Held(coverage)
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
                for (History.Stand stand : parent.stands) {
                    for (Deviation option : stand.options()) {
                        if (systematic >= limits.histories() || isOver(began)) {
                            cut = true;
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

    private boolean isOver(Instant began) {
        return Duration.between(began, clock.instant()).compareTo(limits.time()) >= 0;
    }

    private @Nullable Counterexample attempt(List<Deviation> deviations, List<Parent> kept) {
        systematic++;
        Script script = new Script(deviations, true);
        History.Result result = run(script);
        if (result.violation() != null) {
            return shrunk(deviations, result, result.violation());
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

    private History.Result run(Choices choices) {
        endings.expectEnded();
        return new History(setup, choices, threads, endings).run();
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
            Wandering wandering = new Wandering(new Random(limits.seed() + random));
            History.Result result = run(wandering);
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

    /** Leaves out every deviation without which the same rule is still broken. */
    private Counterexample shrunk(List<Deviation> found, History.Result result, Violation violation) {
        List<Deviation> least = new ArrayList<>(found);
        History.Result shortest = result;
        Violation seen = violation;
        for (int i = 0; setup.switches().shrinks() && i < least.size(); ) {
            List<Deviation> fewer = new ArrayList<>(least);
            fewer.remove(i);
            History.Result shorter = run(new Script(fewer, false));
            if (shorter.violation() != null && shorter.violation().rule().equals(seen.rule())) {
                least = fewer;
                shortest = shorter;
                seen = shorter.violation();
                i = 0;
            } else {
                i++;
            }
        }
        return counterexample(least, shortest, seen);
    }

    private static Counterexample counterexample(
            List<Deviation> deviations, History.Result result, Violation violation) {
        return new Counterexample(
                violation,
                result.timeline().lines(),
                String.join(" ", deviations.stream().map(Deviation::toString).toList()));
    }
}
