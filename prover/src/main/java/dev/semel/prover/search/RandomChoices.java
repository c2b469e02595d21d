// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.search;

import dev.semel.prover.history.ChoicePoint;
import dev.semel.prover.history.Deviation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Random choices: a bounded number of deviations, with a probability that differs from history to history. */
final class RandomChoices implements DrawnChoices {

    private static final int MOST_DEVIATIONS = 6;

    private final Random random;
    private final double probability;
    private final List<Deviation> taken = new ArrayList<>();

    RandomChoices(Random random) {
        this.random = random;
        this.probability = 0.05 + 0.3 * random.nextDouble();
    }

    @Override
    public Optional<Deviation> choose(ChoicePoint point) {
        List<Deviation> options = point.options();
        if (options.isEmpty() || taken.size() >= MOST_DEVIATIONS || random.nextDouble() >= probability) {
            return Optional.empty();
        }
        Deviation chosen = options.get(random.nextInt(options.size()));
        taken.add(chosen);
        return Optional.of(chosen);
    }

    @Override
    public List<Deviation> taken() {
        return List.copyOf(taken);
    }
}
