// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import dev.semel.store.CheckpointStore;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Random histories, each with a seed counted from a base seed: S1 to S9 in sequences and in unforeseen races. To repeat
 * or vary them: {@code -Dsemel.histories.seed=…} and {@code -Dsemel.histories.count=…}.
 */
abstract class HistoryRules extends ContractRules {

    private static final long SEED = 42;
    private static final int COUNT = 60;
    private static final int STEPS = 40;
    private static final int STEPS_ALONE = 6;
    private static final int STEPS_AT_ONCE = 9;

    /** {@return the store under test as a taker of steps} */
    abstract Subject subject();

    /** {@return the steps that histories contain in addition to claims and writes} */
    List<HistoryGenerator.Ability> abilities() {
        return store() instanceof CheckpointStore ? List.of(HistoryGenerator.Ability.CHECKPOINTS) : List.of();
    }

    @Test
    void S7_everyCallOfARandomHistoryIsATransition() {
        takeHistories(subject());
    }

    final void takeHistories(Subject subject) {
        SequentialCheck check = new SequentialCheck(subject);
        for (long seed = firstSeed(); seed < firstSeed() + count(); seed++) {
            check.check(new HistoryGenerator(seed, abilities()).history(STEPS));
        }
    }

    @Test
    void S7_concurrentCallsOfARandomHistoryAreAnsweredAsByAnAtomicStore() {
        ConcurrentCheck check = new ConcurrentCheck(subject());
        for (long seed = firstSeed(); seed < firstSeed() + count(); seed++) {
            History history = new HistoryGenerator(seed, abilities()).history(STEPS_ALONE + STEPS_AT_ONCE);
            check.check(history, STEPS_ALONE);
        }
    }

    private static long firstSeed() {
        return Long.getLong("semel.histories.seed", SEED);
    }

    private static int count() {
        return Integer.getInteger("semel.histories.count", COUNT);
    }
}
