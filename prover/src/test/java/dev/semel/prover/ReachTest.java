// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Operation;
import dev.semel.prover.history.Switches;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** More histories in less time, and none of the verdicts changes. */
final class ReachTest {

    private static final List<String> EFFECTS = List.of("reserve", "charge", "mail");

    /** An operation of three steps. */
    private static RequestStreamHandler threeEffects(World world) {
        Operation<String, String> operation = world.idempotency()
                .build()
                .operation("order", String.class, String.class)
                .key(order -> order)
                .withoutFingerprint()
                .dedupeWindow(Zoo.WINDOW)
                .body((order, execution) -> {
                    for (String name : EFFECTS) {
                        execution.step(name, String.class, effect -> {
                            world.effect(name).honouringKeys().happen(order, effect.key());
                            return name;
                        });
                    }
                    return "ordered";
                });
        return Zoo.handler((order, context) -> String.valueOf(operation.run(order, Zoo.deadline(context))));
    }

    private static ProverBuilder threeEffects(int deviations) {
        return Prover.of(ReachTest::threeEffects)
                .event("order-1", "order-1")
                .rules(Rule.exactlyOnce("reserve"), Rule.exactlyOnce("charge"), Rule.exactlyOnce("mail"))
                .rules(Rule.recovers("charge"))
                .systematic(500_000, deviations)
                .random(0, 1);
    }

    private static double perSecond(Coverage coverage) {
        return coverage.systematic() * 1_000.0 / Math.max(1, coverage.took().toMillis());
    }

    @Test
    void threeEffectsAreCompleteWithThreeDeviations() {
        Coverage before = threeEffects(2).switches(Switches.slow()).workers(1).check();
        Coverage after = threeEffects(2).check();
        Coverage whole = threeEffects(3).check();
        System.out.printf(
                "three effects, 2 deviations: before %,d histories, %,.0f a second; after %,d, %,.0f a second%n",
                before.systematic(), perSecond(before), after.systematic(), perSecond(after));
        System.out.printf("three effects, 3 deviations: %s%n%,.0f a second%n", whole, perSecond(whole));
        assertThat(after.systematic()).isLessThanOrEqualTo(before.systematic());
        assertThat(whole.complete()).isEqualTo(3);
        assertThat(whole.extent()).isEqualTo(Coverage.Extent.ALL);
    }

    private static Proof proof(Animal animal, Function<World, RequestStreamHandler> handler, int workers) {
        return animal.proof(handler)
                .workers(workers)
                .systematic(200_000, 2)
                .random(40, 7)
                .prove();
    }

    private static String told(Proof proof) {
        Coverage coverage = proof.coverage();
        return coverage.systematic() + " " + coverage.pruned() + " " + coverage.random() + " " + coverage.givenUp()
                + " "
                + coverage.reach()
                + (proof instanceof Proof.Broken broken
                        ? broken.counterexample().toString()
                        : "");
    }

    @ParameterizedTest
    @MethodSource("dev.semel.prover.Animal#all")
    void workersChangeNothing(Animal animal) {
        assertThat(told(proof(animal, animal.wrong(), 4))).isEqualTo(told(proof(animal, animal.wrong(), 1)));
    }

    @Test
    void workersChangeNothingOfAProofThatHolds() {
        Animal animal = Animal.SHORT_LEASE;
        assertThat(told(proof(animal, animal.fixed(), 4))).isEqualTo(told(proof(animal, animal.fixed(), 1)));
    }

    /** Charges once more if all of its four looks have failed, and the table is there again afterwards. */
    private static RequestStreamHandler needsFaults(World world, int faults) {
        return Zoo.handler((order, context) -> {
            GuardTable table = Zoo.table(world);
            int failed = 0;
            for (int i = 0; i < 4; i++) {
                try {
                    table.get(order + i);
                } catch (RuntimeException e) {
                    failed++;
                }
            }
            table.get(order); // fails in an outage
            EffectPoint charge = world.effect("charge").honouringKeys();
            charge.happen(order, order);
            if (failed >= faults) {
                charge.happen(order, order + "-again");
            }
            return "charged";
        });
    }

    private static Proof randomly(boolean hasPriorities, int faults) {
        return Prover.of(world -> needsFaults(world, faults))
                .event("order-1", "order-1")
                .rules(Rule.exactlyOnce("charge"))
                .switches(new Switches(Set.of(), true, true, true, true, true, true, true, hasPriorities))
                .systematic(10_000, 1)
                .random(20_000, 1)
                .prove();
    }

    @Test
    void mistakeOfFourDeviationsIsFoundByPrioritiesOnly() {
        Proof found = randomly(true, 4);
        System.out.println("four deviations: " + found);
        assertThat(found)
                .isInstanceOfSatisfying(
                        Proof.Broken.class,
                        broken -> assertThat(
                                        broken.counterexample().repetition().split(" ", -1))
                                .hasSize(4));
        assertThat(randomly(false, 4)).isInstanceOf(Proof.Held.class);
        assertThat(randomly(true, 5)).isInstanceOf(Proof.Held.class);
    }
}
