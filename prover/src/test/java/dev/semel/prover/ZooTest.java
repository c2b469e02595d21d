// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.prover.history.Switches;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every animal of the zoo is found, with a short history; its fixed twin passes. */
final class ZooTest {

    private static final int LONGEST = 8;

    @ParameterizedTest
    @MethodSource("dev.semel.prover.Animal#all")
    void animalIsFoundWithAShortHistoryThatRepeats(Animal animal) {
        Proof proof = animal.attacked();
        System.out.println(animal.name() + ": " + proof);
        assertThat(proof).isInstanceOfSatisfying(Proof.Broken.class, broken -> {
            Counterexample found = broken.counterexample();
            assertThat(found.violation().rule()).contains(animal.rule());
            assertThat(found.toString()).contains(animal.trace());
            assertThat(found.steps()).isLessThanOrEqualTo(LONGEST);
            assertThat(broken.coverage().systematic()).isLessThanOrEqualTo(animal.within());
            assertThat(animal.proof(animal.wrong())
                            .repeating(found.repetition())
                            .prove())
                    .isInstanceOfSatisfying(
                            Proof.Broken.class,
                            again -> assertThat(again.counterexample()).isEqualTo(found));
        });
    }

    /** Returns the animals whose fixed twin, source and rules are the same, together. */
    static Collection<List<Animal>> twins() {
        return Animal.all()
                .collect(Collectors.groupingBy(
                        animal -> List.of(animal.fixed(), animal.source(), animal.rules()),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values();
    }

    @ParameterizedTest
    @MethodSource("twins")
    void fixedTwinPasses(List<Animal> animals) {
        Animal animal = animals.get(0);
        boolean hasManyHistories = animal.source().kind() == Source.Kind.FIFO;
        Proof proof = animal.proof(animal.fixed())
                .systematic(500_000, hasManyHistories ? 2 : 3)
                .prove();
        System.out.println(animals + ", fixed: " + proof);
        assertThat(proof).isInstanceOf(Proof.Held.class);
        assertThat(proof.coverage().extent()).isEqualTo(Coverage.Extent.ALL);
    }

    /** A random history has many deviations that change nothing; what is shown has only those that do. */
    @ParameterizedTest
    @MethodSource("dev.semel.prover.Animal#foundAtRandom")
    void animalFoundAtRandomIsShownAsShort(Animal animal) {
        assertThat(animal.deviationsFoundAtRandom(Switches.ON)).isLessThanOrEqualTo(Animal.MOST_DEVIATIONS_AT_RANDOM);
    }
}
