// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lab.prover;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every animal of the zoo is found, with a short history; its fixed twin passes. */
final class ZooTest {

    private static final int LONGEST = 8;

    /**
     * An animal.
     *
     * @param rule part of the rule that it breaks
     * @param within how many histories it is found in
     */
    record Animal(
            String name,
            Function<World, RequestStreamHandler> wrong,
            Function<World, RequestStreamHandler> fixed,
            Source source,
            List<Rule> rules,
            String rule,
            long within) {

        ProverBuilder proof(Function<World, RequestStreamHandler> handler) {
            return Prover.of(handler)
                    .source(source)
                    .event("order-1", "order-1")
                    .rules(rules.toArray(Rule[]::new))
                    .lapse(Duration.ofSeconds(10));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Rule> rules(Rule... rules) {
        return List.of(rules);
    }

    static Stream<Animal> animals() {
        Source async = Source.asynchronous();
        Source request = Source.request();
        List<Rule> oneKey = rules(Rule.oneKey("charge"));
        return Stream.of(
                new Animal("naive", Zoo::naive, Zoo::semel, async, oneKey, "one effect key", 10),
                new Animal(
                        "guard before the work", Zoo::guardBefore, Zoo::semel, async, oneKey, "no event is lost", 100),
                new Animal(
                        "guard after the work",
                        Zoo::guardAfter,
                        Zoo::atomicPut,
                        async,
                        rules(Rule.atMostOnce("charge")),
                        "at most once",
                        100),
                new Animal(
                        "check, then put",
                        Zoo::checkThenPut,
                        Zoo::atomicPut,
                        async,
                        rules(Rule.atMostOnce("charge")),
                        "at most once",
                        1_000),
                new Animal(
                        "completion not conditional",
                        world -> Zoo.claiming(world, false, Duration.ZERO),
                        world -> Zoo.claiming(world, true, Duration.ofSeconds(2)),
                        request,
                        rules(Rule.oneKey("charge"), Rule.equalAnswers()),
                        "equal answers",
                        20_000),
                new Animal(
                        "claim deleted by a zombie",
                        world -> Zoo.claiming(world, false, Duration.ZERO),
                        world -> Zoo.claiming(world, true, Duration.ofSeconds(2)),
                        async,
                        rules(Rule.oneKey("charge"), Rule.alone()),
                        "another one may still be running",
                        20_000),
                new Animal(
                        "effect without an effect key",
                        Zoo::effectWithoutKey,
                        Zoo::semel,
                        async,
                        oneKey,
                        "one effect key",
                        100),
                new Animal("key from randomness", Zoo::randomKey, Zoo::semel, async, oneKey, "one effect key", 100),
                new Animal("key from the clock", Zoo::timestampKey, Zoo::semel, async, oneKey, "one effect key", 1_000),
                new Animal(
                        "lease shorter than the work",
                        world -> Zoo.leased(world, Duration.ofSeconds(5)),
                        world -> Zoo.leased(world, Duration.ofSeconds(32)),
                        async,
                        rules(Rule.alone()),
                        "another one may still be running",
                        20_000),
                new Animal(
                        "in progress is acknowledged",
                        Zoo::swallowsInProgress,
                        Zoo::semel,
                        Source.asynchronous().redelivery(Duration.ofSeconds(10)),
                        oneKey,
                        "no event is lost",
                        1_000));
    }

    @ParameterizedTest
    @MethodSource("animals")
    void animalIsFound(Animal animal) {
        Proof proof = animal.proof(animal.wrong).prove();
        System.out.println(animal.name + ": " + proof);
        assertThat(proof).isInstanceOfSatisfying(Proof.Broken.class, broken -> {
            assertThat(broken.counterexample().violation().rule()).contains(animal.rule);
            assertThat(broken.counterexample().steps()).isLessThanOrEqualTo(LONGEST);
            assertThat(broken.coverage().systematic()).isLessThanOrEqualTo(animal.within);
            assertThat(animal.proof(animal.wrong)
                            .repeating(broken.counterexample().repetition()))
                    .isInstanceOfSatisfying(
                            Proof.Broken.class,
                            again -> assertThat(again.counterexample()).isEqualTo(broken.counterexample()));
        });
    }

    @ParameterizedTest
    @MethodSource("animals")
    void fixedTwinPasses(Animal animal) {
        Proof proof = animal.proof(animal.fixed).prove();
        System.out.println(animal.name + ", fixed: " + proof);
        assertThat(proof).isInstanceOf(Proof.Held.class);
    }
}
