// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.search;

import dev.semel.prover.Coverage;
import dev.semel.prover.Reach;
import dev.semel.prover.history.Deviation;
import dev.semel.prover.history.ProverAction;
import dev.semel.prover.history.Scope;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The counts of one proof: what its histories consisted of. */
final class Tally {

    private static final int MOST_SILENT = 20;

    private final ProofSetup setup;
    private final Map<ProverAction, Long> troubles = new EnumMap<>(ProverAction.class);
    private final Set<String> effects = new TreeSet<>();
    private final Set<String> silent = new TreeSet<>();
    private long systematic;
    private long pruned;
    private long random;
    private long givenUp;
    private int deviations;
    private int complete = -1;
    private int points;

    Tally(ProofSetup setup) {
        this.setup = setup;
    }

    /** Adds a systematic history. */
    void systematic(List<Deviation> script) {
        systematic++;
        deviations = Math.max(deviations, script.size());
        deviate(script);
    }

    /** Adds a history that was cut off in a known state: what follows was counted there. */
    void pruned() {
        pruned++;
    }

    /** Adds a random history. */
    void random(List<Deviation> taken) {
        random++;
        deviate(taken);
    }

    private void deviate(List<Deviation> happened) {
        happened.stream().map(Deviation::action).distinct().forEach(action -> troubles.merge(action, 1L, Long::sum));
    }

    /** Takes note that every history with so many deviations was played. */
    void complete(int withDeviations) {
        complete = withDeviations;
    }

    /** Adds what happened in a history that was played to its end. */
    void add(Simulation.Result result) {
        givenUp += result.gaveUp() ? 1 : 0;
        points = Math.max(points, result.points());
        result.ledger().entries().forEach(entry -> effects.add(entry.effect()));
        result.unjudged().stream()
                .limit(MOST_SILENT - Math.min(MOST_SILENT, silent.size()))
                .forEach(silent::add);
    }

    int deviations() {
        return deviations;
    }

    long systematic() {
        return systematic;
    }

    long randomOnes() {
        return random;
    }

    /** {@return the messages and events whose loss no rule can find} */
    List<String> silent() {
        return List.copyOf(silent);
    }

    /** {@return the effects that took place and that no rule names, and the messages and events that none can miss} */
    List<String> unjudged() {
        Set<String> left = new TreeSet<>(effects);
        setup.checkers().forEach(checker -> left.removeAll(checker.effects()));
        left.addAll(silent);
        return setup.switches().judges() ? List.copyOf(left) : List.of();
    }

    Coverage coverage(Coverage.Extent extent, Explorer.Limits limits, Duration took) {
        return new Coverage(
                systematic, deviations, complete, extent, pruned, givenUp, random, limits.seed(), took, reach(limits));
    }

    private Reach reach(Explorer.Limits limits) {
        Scope scope = setup.scope();
        Map<String, Long> tried = new LinkedHashMap<>();
        for (ProverAction action : ProverAction.of(scope)) {
            tried.put(action.words(), troubles.getOrDefault(action, 0L));
        }
        return new Reach(
                scope.source(),
                scope.sending(),
                limits.deviations(),
                scope.events().size(),
                scope.duplicates(),
                scope.concurrency(),
                scope.sharedKeys().named(),
                points,
                Collections.unmodifiableMap(tried),
                unjudged(),
                limits.accepted());
    }
}
