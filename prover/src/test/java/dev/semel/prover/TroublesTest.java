// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.prover.history.ProverAction;
import dev.semel.prover.history.Switches;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each kind of trouble, alone, breaks an animal that is not broken without it: a kind that the prover leaves out, or
 * plays wrongly, is missed here though another kind may stand in for it elsewhere.
 */
final class TroublesTest {

    static Stream<Arguments> enough() {
        return Stream.of(
                Arguments.of(Animal.RELEASES_IN_CATCH, Set.of(ProverAction.CRASH_BEFORE)),
                Arguments.of(Animal.RELEASES_IN_CATCH, Set.of(ProverAction.CRASH_AFTER)),
                Arguments.of(Animal.NAIVE, Set.of(ProverAction.CRASH_AFTER)),
                Arguments.of(Animal.NAIVE, Set.of(ProverAction.CRASH_LATE)),
                Arguments.of(Animal.NAIVE, Set.of(ProverAction.LOSE_REPLY)),
                Arguments.of(Animal.NAIVE, Set.of(ProverAction.DUPLICATE)),
                Arguments.of(Animal.GUARD_BEFORE, Set.of(ProverAction.FAIL)),
                Arguments.of(Animal.SHORT_LEASE, Set.of(ProverAction.FREEZE_AND_LAPSE, ProverAction.DUPLICATE)),
                Arguments.of(Animal.DAY_KEY, Set.of(ProverAction.LAPSE, ProverAction.DUPLICATE)),
                Arguments.of(Animal.GOES_ON_IN_THE_GROUP, Set.of(ProverAction.FAIL)));
    }

    private static Proof under(ProverBuilder proof, Set<ProverAction> troubles) {
        Set<ProverAction> without = EnumSet.allOf(ProverAction.class);
        without.removeAll(troubles);
        return proof.switches(Switches.without(without))
                .systematic(500_000, 3)
                .random(0, 1)
                .prove();
    }

    @ParameterizedTest
    @MethodSource("enough")
    void isEnough(Animal animal, Set<ProverAction> troubles) {
        assertThat(under(animal.proof(animal.wrong()), troubles)).isInstanceOf(Proof.Broken.class);
        for (ProverAction one : troubles) {
            Set<ProverAction> fewer = EnumSet.copyOf(troubles);
            fewer.remove(one);
            assertThat(under(animal.proof(animal.wrong()), fewer))
                    .as("without " + one)
                    .isInstanceOf(Proof.Held.class);
        }
    }

    /** Two deliveries of one intent, of which the second comes while the first is paused. */
    @Test
    void pauseIsEnough() {
        assertThat(twoOrders(Set.of(ProverAction.FREEZE))).isInstanceOf(Proof.Broken.class);
        assertThat(twoOrders(Set.of())).isInstanceOf(Proof.Held.class);
    }

    private static Proof twoOrders(Set<ProverAction> troubles) {
        return under(
                Prover.of(Zoo::checkThenPut)
                        .event("order-1", "order-1")
                        .event("order-1", "order-1")
                        .rules(Rule.atMostOnce("charge")),
                troubles);
    }

    /** A queue without an order delivers the second message first. */
    @Test
    void deliveryInAnotherOrderIsEnough() {
        assertThat(queue(Set.of(ProverAction.DELIVER))).isInstanceOf(Proof.Broken.class);
        assertThat(queue(Set.of())).isInstanceOf(Proof.Held.class);
    }

    private static Proof queue(Set<ProverAction> troubles) {
        return under(
                Prover.of(Zoo::semelFifo)
                        .source(Source.queue().batchSize(1))
                        .event("order-1", Zoo.message("order-1"), "customer")
                        .event("order-2", Zoo.message("order-2"), "customer")
                        .rules(Rule.inOrder("charge")),
                troubles);
    }
}
