// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lab.prover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The prover with a part switched off misses animals that it finds as a whole: so each part is needed. */
final class BrokenProverTest {

    private static Proof attacked(Animal animal, Switches switches) {
        return animal.proof(animal.wrong())
                .switches(switches)
                .systematic(20_000, 2)
                .random(500, 1)
                .prove();
    }

    @ParameterizedTest
    @MethodSource("dev.semel.lab.prover.Animal#all")
    void withoutItsOracleTheProverFindsNothing(Animal animal) {
        assertThat(attacked(animal, new Switches(Set.of(), false, true, true))).isInstanceOf(Proof.Held.class);
    }

    static Stream<Arguments> needed() {
        Set<Action> leavingAClaim = Set.of(
                Action.CRASH_BEFORE, Action.CRASH_AFTER, Action.CRASH_LATE, Action.LOSE_REPLY, Action.FREEZE_AND_LAPSE);
        return Stream.of(
                Arguments.of(Animal.ACKNOWLEDGES_IN_PROGRESS, leavingAClaim),
                Arguments.of(Animal.COMPLETION_NOT_CONDITIONAL, Set.of(Action.CRASH_LATE)),
                Arguments.of(Animal.CHECK_THEN_PUT, Set.of(Action.DUPLICATE)),
                Arguments.of(Animal.SHORT_LEASE, Set.of(Action.FREEZE_AND_LAPSE)),
                Arguments.of(Animal.DELETED_BY_A_ZOMBIE, Set.of(Action.FREEZE_AND_LAPSE)),
                Arguments.of(Animal.GOES_ON_IN_THE_GROUP, Set.of(Action.FAIL)));
    }

    @ParameterizedTest
    @MethodSource("needed")
    void withoutOneKindOfTroubleAnAnimalIsMissed(Animal animal, Set<Action> without) {
        assertThat(attacked(animal, Switches.ON)).isInstanceOf(Proof.Broken.class);
        assertThat(attacked(animal, Switches.without(without))).isInstanceOf(Proof.Held.class);
    }

    @Test
    void withoutTheShrinkerAHistoryFoundAtRandomIsLonger() {
        Counterexample shrunk = foundAtRandom(Switches.ON);
        Counterexample found = foundAtRandom(new Switches(Set.of(), true, false, true));
        assertThat(shrunk.steps()).isLessThanOrEqualTo(8);
        assertThat(shrunk.repetition().split(" ", -1).length)
                .isLessThan(found.repetition().split(" ", -1).length);
    }

    private static Counterexample foundAtRandom(Switches switches) {
        Proof proof = Animal.GUARD_AFTER
                .proof(Animal.GUARD_AFTER.wrong())
                .duplicates(3)
                .switches(switches)
                .systematic(1, 0)
                .random(1_000, 5)
                .prove();
        return ((Proof.Broken) proof).counterexample();
    }
}
