// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.search;

import dev.semel.prover.history.ChoicePoint;
import dev.semel.prover.history.Deviation;
import dev.semel.prover.history.ProverAction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Random choices by priorities: the kinds of deviation have an order of their own in each history, and deviate at a few
 * places that are drawn beforehand. So one history has several deviations of a kind, such as four failing calls, which
 * draws from all options hardly ever make. The order changes at some of the places.
 */
final class PriorityChoices implements DrawnChoices {

    private static final int MOST_DEVIATIONS = 6;
    private static final int KEEPS_ITS_PRIORITY = 4; // times out of five

    private final Random random;
    private final Set<Integer> places = new TreeSet<>();
    private final List<ProverAction> priorities;
    private final List<Deviation> taken = new ArrayList<>();
    private int points;
    private int due;

    /**
     * Draws the places and the order.
     *
     * @param most the number of choice points among which the places are, at least 1
     * @param kinds the kinds of deviation
     */
    PriorityChoices(Random random, int most, List<ProverAction> kinds) {
        this.random = random;
        this.priorities = new ArrayList<>(kinds);
        int deviations = 1 + random.nextInt(MOST_DEVIATIONS);
        for (int i = 0; i < deviations; i++) {
            places.add(random.nextInt(most));
        }
        Collections.shuffle(priorities, random);
    }

    @Override
    public Optional<Deviation> choose(ChoicePoint point) {
        due += places.contains(points++) ? 1 : 0;
        if (due == 0 || point.options().isEmpty()) {
            return Optional.empty();
        }
        due--;
        ProverAction first = point.options().stream()
                .map(Deviation::action)
                .min(Comparator.comparingInt(priorities::indexOf))
                .orElseThrow();
        List<Deviation> options = point.options().stream()
                .filter(option -> option.action() == first)
                .toList();
        Deviation chosen = options.get(random.nextInt(options.size()));
        if (random.nextInt(KEEPS_ITS_PRIORITY + 1) == 0) {
            priorities.remove(first);
            priorities.add(first);
        }
        taken.add(chosen);
        return Optional.of(chosen);
    }

    @Override
    public List<Deviation> taken() {
        return List.copyOf(taken);
    }
}
