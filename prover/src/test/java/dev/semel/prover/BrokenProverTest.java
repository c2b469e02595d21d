// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.prover.history.ProverAction;
import dev.semel.prover.history.Switches;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The prover with a part switched off misses animals that it finds as a whole: so each part is needed. */
final class BrokenProverTest {

    private static Proof attacked(Animal animal, Switches switches, int deviations) {
        return animal.proof(animal.wrong())
                .switches(switches)
                .systematic(200_000, deviations)
                .random(0, 1)
                .prove();
    }

    @ParameterizedTest
    @MethodSource("dev.semel.prover.Animal#all")
    void withoutItsOracleTheProverFindsNothing(Animal animal) {
        assertThat(attacked(animal, new Switches(Set.of(), false, true, true), 2))
                .isInstanceOf(Proof.Held.class);
    }

    static Stream<Arguments> needed() {
        Set<ProverAction> crashes = EnumSet.of(
                ProverAction.CRASH_BEFORE,
                ProverAction.CRASH_AFTER,
                ProverAction.CRASH_LATE,
                ProverAction.ARRIVE,
                ProverAction.FREEZE_AND_LAPSE,
                ProverAction.FREEZE_UNTIL_KILL);
        Set<ProverAction> leavingAClaim = EnumSet.copyOf(crashes);
        leavingAClaim.add(ProverAction.LOSE_REPLY);
        leavingAClaim.add(ProverAction.OUTAGE);
        return Stream.of(
                Arguments.of(Animal.RELEASES_IN_CATCH, crashes, 1),
                Arguments.of(Animal.ACKNOWLEDGES_IN_PROGRESS, leavingAClaim, 2),
                Arguments.of(Animal.TAKES_A_LOST_REPLY_FOR_A_FAILURE, Set.of(ProverAction.LOSE_REPLY), 1),
                Arguments.of(Animal.COMPLETION_NOT_CONDITIONAL, Set.of(ProverAction.CRASH_LATE), 2),
                Arguments.of(Animal.DELETED_BY_A_ZOMBIE, Set.of(ProverAction.CRASH_LATE), 3),
                Arguments.of(
                        Animal.DELETED_BY_A_ZOMBIE,
                        Set.of(ProverAction.FAIL, ProverAction.LOSE_REPLY, ProverAction.OUTAGE),
                        3),
                Arguments.of(Animal.CHECK_THEN_PUT, Set.of(ProverAction.DUPLICATE), 2),
                Arguments.of(
                        Animal.SHORT_LEASE, Set.of(ProverAction.FREEZE_AND_LAPSE, ProverAction.FREEZE_UNTIL_KILL), 2),
                Arguments.of(Animal.GOES_ON_IN_THE_GROUP, Set.of(ProverAction.FAIL, ProverAction.OUTAGE), 2));
    }

    @ParameterizedTest
    @MethodSource("needed")
    void withoutOneKindOfTroubleAnAnimalIsMissed(Animal animal, Set<ProverAction> without, int deviations) {
        assertThat(attacked(animal, Switches.ON, deviations)).isInstanceOf(Proof.Broken.class);
        assertThat(attacked(animal, Switches.without(without), deviations)).isInstanceOf(Proof.Held.class);
    }

    @ParameterizedTest
    @MethodSource("dev.semel.prover.Animal#foundAtRandom")
    void withoutTheShrinkerWhatIsFoundAtRandomIsLonger(Animal animal) {
        assertThat(animal.deviationsFoundAtRandom(new Switches(Set.of(), true, false, true)))
                .isGreaterThan(animal.deviationsFoundAtRandom(Switches.ON));
    }
}
