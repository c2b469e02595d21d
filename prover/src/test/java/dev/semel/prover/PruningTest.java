// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.prover.history.ProverAction;
import dev.semel.prover.history.Switches;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Giving up histories that have become known ones loses nothing that a handler could do. */
final class PruningTest {

    private static final Switches WITHOUT_PRUNING = new Switches(Set.of(), true, true, false);

    /** Charges for as long as the clock has not moved between two calls, and else under another key. */
    private static RequestStreamHandler readsTheClock(World world) {
        return Zoo.handler((order, context) -> {
            GuardTable table = Zoo.table(world);
            table.get(order);
            long before = world.clock().millis();
            table.get(order);
            table.get(order);
            long passed = world.clock().millis() - before;
            world.effect("charge").happen(order, passed == 0 ? order : "later");
            return "charged";
        });
    }

    @Test
    void timeThatPassesBetweenTwoCallsMakesAnotherState() {
        ProverBuilder proof = Prover.of(PruningTest::readsTheClock)
                .event("order-1", "order-1")
                .rules(Rule.oneKey("charge"))
                .random(0, 1);
        assertThat(proof.systematic(20_000, 2).prove()).isInstanceOf(Proof.Broken.class);
        assertThat(proof.repeating("1.2.0:FREEZE_UNTIL_KILL:0 1.2.1:DUPLICATE:0")
                        .prove())
                .isInstanceOf(Proof.Broken.class);
    }

    /** Charges twice if, of two invocations at once that both began before a write, that of order-2 wrote last. */
    private static RequestStreamHandler looksWhoWroteLast(World world) {
        AtomicReference<String> last = new AtomicReference<>("");
        AtomicInteger served = new AtomicInteger();
        AtomicBoolean bothBegan = new AtomicBoolean();
        return Zoo.handler((order, context) -> {
            int turn = served.incrementAndGet();
            boolean isRetry = turn == 3;
            String before = String.valueOf(last.get());
            bothBegan.compareAndSet(false, turn == 2 && order.equals("order-2") && before.isEmpty());
            world.effect("look").happen(order + (isRetry ? " again" : ""), "key");
            last.set(order);
            if (isRetry && bothBegan.get() && before.equals("order-2")) {
                world.effect("charge").happen(order, "key");
            }
            if (isRetry) {
                world.effect("charge").happen(order, "key");
            } else if (turn == 2) {
                throw new IllegalStateException("comes again");
            }
            return "charged";
        });
    }

    @Test
    void orderInWhichInvocationsAtOnceWroteAFieldMakesAnotherState() {
        Proof proof = Prover.of(PruningTest::looksWhoWroteLast)
                .source(Source.request())
                .event("order-1", "order-1")
                .event("order-2", "order-2")
                .rules(Rule.atMostOnce("charge"))
                .unjudged("look")
                .duplicates(0)
                .concurrency(2)
                .switches(Switches.without(EnumSet.complementOf(EnumSet.of(ProverAction.FREEZE, ProverAction.WARM))))
                .systematic(100_000, 3)
                .random(0, 1)
                .prove();
        assertThat(proof).isInstanceOf(Proof.Broken.class);
    }

    @ParameterizedTest
    @MethodSource("dev.semel.prover.Animal#all")
    void verdictsAreTheSameWithoutPruning(Animal animal) {
        assertThat(rule(animal, animal.wrong(), WITHOUT_PRUNING)).isEqualTo(rule(animal, animal.wrong(), Switches.ON));
        assertThat(rule(animal, animal.fixed(), WITHOUT_PRUNING)).isEqualTo(rule(animal, animal.fixed(), Switches.ON));
    }

    private static String rule(Animal animal, Function<World, RequestStreamHandler> handler, Switches switches) {
        Proof proof = animal.proof(handler)
                .switches(switches)
                .systematic(100_000, 2)
                .random(0, 1)
                .prove();
        return switch (proof) {
            case Proof.Held held -> {
                assertThat(held.coverage().extent()).isEqualTo(Coverage.Extent.ALL);
                yield "held";
            }
            case Proof.Broken broken -> broken.counterexample().violation().rule();
            case Proof.Unfinished unfinished -> throw new AssertionError(unfinished.toString());
        };
    }

    @Test
    void randomHandlersComeToTheSameOutcomesWithoutPruning() {
        LongAdder pruned = new LongAdder();
        LongAdder outcomes = new LongAdder();
        LongStream.rangeClosed(1, 60)
                .parallel()
                .forEach(
                        seed -> { // a proof that counts has one worker
                            boolean hasTwoEvents = seed % 10 == 0;
                            List<Instruction> program = Instruction.program(new Random(seed), hasTwoEvents ? 2 : 4);
                            Set<String> all = new TreeSet<>();
                            Set<String> some = new TreeSet<>();
                            outcomes(program, hasTwoEvents, all, WITHOUT_PRUNING);
                            pruned.add(outcomes(program, hasTwoEvents, some, Switches.ON)
                                    .pruned());
                            assertThat(some)
                                    .as("seed %d, program %s", seed, program)
                                    .isEqualTo(all);
                            outcomes.add(all.size());
                        });
        System.out.printf("60 random handlers: %,d outcomes, %,d histories pruned%n", outcomes.sum(), pruned.sum());
        assertThat(pruned.sum()).isGreaterThan(5_000);
        assertThat(outcomes.sum()).isGreaterThan(1_000);
    }

    /** Plays every history with up to two deviations, and adds what each came to. */
    private static Coverage outcomes(
            List<Instruction> program, boolean hasTwoEvents, Set<String> outcomes, Switches switches) {
        ProverBuilder proof = Prover.of(world -> {
                    GuardTable table = world.kept("raw", GuardTable.InMemory::new);
                    Set<String> answers = world.kept("answers", HashSet::new);
                    world.effectIn("none", () -> {
                        outcomes.add(outcome(world, table, answers));
                        return Map.of();
                    });
                    GuardTable shared = world.shared("table", GuardTable.class, () -> table);
                    Instruction.Bank memory = world.kept("bank", Instruction.Memory::new);
                    Instruction.Bank bank = world.effect("pay")
                            .recording(Instruction.Bank.class, memory, call -> call.text(0), call -> null);
                    return Zoo.handler((order, context) -> {
                        String seen = order;
                        for (Instruction instruction : program) {
                            seen = instruction.run(world, shared, bank, seen);
                        }
                        answers.add(seen);
                        return seen;
                    });
                })
                .source(Source.asynchronous().tries(2))
                .event("order-1", "order-1")
                .rules(Rule.alone())
                .lapse(Duration.ofSeconds(10))
                .switches(new Switches(Set.of(), false, true, switches.prunes()))
                .systematic(100_000, 2)
                .random(0, 1);
        return (hasTwoEvents ? proof.event("order-2", "order-2") : proof).check();
    }

    private static String outcome(World world, GuardTable table, Set<String> answers) {
        TreeSet<String> effects = new TreeSet<>();
        world.ledger().entries().forEach(entry -> effects.add(entry.toString()));
        return effects + " " + table.get(Instruction.KEY) + " " + new TreeSet<>(answers);
    }
}
