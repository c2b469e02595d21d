// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Judgements on handlers whose mistake is easily overlooked, and handlers that the rules refuse to judge. */
final class JudgingTest {

    private static ProverBuilder proof(Function<World, RequestStreamHandler> handler) {
        return Prover.of(handler).event("order-1", "order-1");
    }

    private static String broken(ProverBuilder proof) {
        Proof came = proof.prove();
        assertThat(came).isInstanceOf(Proof.Broken.class);
        return came.toString();
    }

    @Test
    void attemptRunsUntilItsEndAndNotOnlyUntilItsLastEffect() {
        ProverBuilder unguarded = proof(world -> Zoo.handler((order, context) -> {
                    world.effect("charge").happen(order, order);
                    return "charged";
                }))
                .rules(Rule.alone())
                .unjudged("charge");
        assertThat(broken(unguarded)).contains("attempt 2 made 'charge' for order-1 while attempt 1 was running");
    }

    @Test
    void leaseThatIsOverBeforeTheLastEffectsAttemptIsFound() {
        ProverBuilder shortly = proof(world -> Zoo.handler((order, context) -> {
                    Instant now = world.clock().instant();
                    GuardTable.Item claim =
                            new GuardTable.Item("INPROGRESS", context.getAwsRequestId(), now.plusSeconds(1), "");
                    if (!Zoo.table(world).claim(order, claim, now)) {
                        throw new IllegalStateException("in progress");
                    }
                    world.effect("charge").happen(order, order);
                    return "charged";
                }))
                .rules(Rule.alone())
                .unjudged("charge");
        assertThat(broken(shortly)).contains("1.3.0:DUPLICATE"); // at its end, after the claim and the charge
    }

    @Test
    void attemptThatOnlyReportsItsFailureIsNotRunning() {
        assertThat(proof(Zoo::semel)
                        .rules(Rule.alone())
                        .unjudged("charge")
                        .systematic(50_000, 2)
                        .random(0, 1) // with three deviations it is not so: see below
                        .prove())
                .isInstanceOf(Proof.Held.class);
    }

    /**
     * A claim was released, and the one who released it tries again, not knowing it: see the limits in
     * docs/reference/prover.md.
     */
    @Test
    void attemptThatDoesNotKnowThatItsClaimIsGivenBackStillCounts() {
        assertThat(broken(proof(Zoo::semel).rules(Rule.alone()).unjudged("charge")))
                .contains("REPLY LOST", "with up to 3 deviations");
    }

    // ---- effects that are counted ----

    private static ProverBuilder counting(Rule rule) {
        return Prover.of(world -> {
                    Map<String, Integer> rows = world.kept("rows", ConcurrentHashMap::new);
                    world.effectIn("row", () -> rows);
                    return Zoo.handler((order, context) -> {
                        Zoo.table(world).get(order);
                        rows.merge(order, 1, Integer::sum);
                        return "stored";
                    });
                })
                .event("order-1", "order-1", "customer")
                .event("order-2", "order-2", "customer")
                .systematic(100, 1)
                .random(0, 1)
                .rules(rule);
    }

    @Test
    void whatIsOnlyCountedHasNoKeysNoOrderAndNoAttempts() {
        assertThatThrownBy(() -> counting(Rule.alone()).prove())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("had nothing to judge");
        for (Rule rule : List.of(Rule.oneKey("row"), Rule.inOrder("row"))) {
            assertThatThrownBy(() -> counting(rule).prove())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("counted by effectIn")
                    .hasMessageContaining("exactlyOnce");
        }
    }

    // ---- events that are given up ----

    /** A claim for ever: after a crash every further try meets it. */
    private static RequestStreamHandler stuck(World world) {
        return Zoo.handler((order, context) -> {
            GuardTable table = Zoo.table(world);
            Instant forever = Instant.MAX;
            if (!table.claim(
                    order,
                    new GuardTable.Item("INPROGRESS", "me", forever, ""),
                    world.clock().instant())) {
                GuardTable.Item there = table.get(order);
                if (there != null && there.state().equals("COMPLETED")) {
                    return "charged";
                }
                throw new IllegalStateException("in progress");
            }
            world.effect("charge").happen(order, order);
            table.put(order, Zoo.mark(world, "me"));
            return "charged";
        });
    }

    @Test
    void handlerThatNeverRecoversIsFoundByItsRule() {
        assertThat(broken(proof(JudgingTest::stuck).rules(Rule.recovers("charge"))))
                .contains("given up after 3 tries, though only 1 thing went wrong");
        assertThat(proof(Zoo::semel).rules(Rule.recovers("charge")).prove()).isInstanceOf(Proof.Held.class);
    }

    @Test
    void historiesThatGiveAnEventUpAreCounted() {
        Coverage coverage = proof(JudgingTest::stuck)
                .rules(Rule.exactlyOnce("charge"))
                .duplicates(0)
                .check();
        assertThat(coverage.givenUp()).isPositive();
        assertThat(coverage.toString()).contains(" Events reached the dead-letter queue in ");
    }

    // ---- late copies ----

    @Test
    void copyAfterTheTimeThatAHandlerRemembersIsTried() {
        Duration remembered = Duration.ofHours(1);
        ProverBuilder forgetful = proof(world -> Zoo.handler((order, context) -> {
                    Instant now = world.clock().instant();
                    if (Zoo.table(world)
                            .claim(order, new GuardTable.Item("INPROGRESS", "me", now.plus(remembered), ""), now)) {
                        world.effect("charge").happen(order, order + now);
                    }
                    return "charged";
                }))
                .rules(Rule.atMostOnce("charge"))
                .systematic(50_000, 2);
        assertThat(forgetful.prove()).isInstanceOf(Proof.Held.class);
        assertThat(broken(forgetful.lapse(remembered))).contains("3600000 ms");
    }

    // ---- the plain history ----

    @Test
    void handlerThatFailsAtFirstIsNotExcusedByItsNextTry() {
        ProverBuilder fails = proof(world -> Zoo.handler((order, context) -> {
                    GuardTable table = Zoo.table(world);
                    if (table.get(order) == null) {
                        table.put(order, Zoo.mark(world, "me"));
                        throw new IllegalStateException("not yet");
                    }
                    world.effect("charge").happen(order, order);
                    return "charged";
                }))
                .rules(Rule.oneKey("charge"));
        assertThat(broken(fails)).contains("order-1 failed although nothing went wrong", "not yet");
    }

    @Test
    void answerThatIsNoBatchResponseIsNamed() {
        ProverBuilder text = Prover.of(world -> (input, output, context) -> {
                    world.effect("charge").happen("order-1", "order-1");
                    output.write("ok".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                })
                .source(Source.queue())
                .event("order-1", Zoo.message("order-1"))
                .rules(Rule.oneKey("charge"));
        assertThat(broken(text)).contains("no batch response");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chrage", "mail"})
    void ruleThatPromisesWhatNeverHappensIsRefused(String effect) {
        assertThatThrownBy(
                        () -> proof(Zoo::semel).rules(Rule.exactlyOnce(effect)).prove())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("[charge]")
                .hasMessageContaining("[order-1]");
    }

    @Test
    void eventOfAnotherSubjectIsRefused() {
        assertThatThrownBy(() -> Prover.of(Zoo::semel)
                        .event("order-2", "order-1")
                        .rules(Rule.oneKey("charge"))
                        .prove())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing to judge for order-2");
    }

    // ---- handlers that cannot be judged ----

    @Test
    void handlerThatIsNotDeterministicIsRefused() {
        Random own = new Random(5);
        ProverBuilder careless = proof(world -> Zoo.handler((order, context) -> {
                    if (own.nextInt(3) == 0) {
                        Zoo.table(world).get(order);
                    }
                    world.effect("charge").happen(order, order);
                    return "charged";
                }))
                .rules(Rule.oneKey("charge"));
        assertThatThrownBy(careless::prove)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not deterministic");
    }

    @Test
    void sharedThingsMayBeMadeOfEachOther() {
        ProverBuilder nested = proof(world -> {
                    GuardTable table = world.shared(
                            "outer",
                            GuardTable.class,
                            () -> world.shared("inner", GuardTable.class, GuardTable.InMemory::new));
                    return Zoo.handler((order, context) -> {
                        table.get(order);
                        world.effect("charge").happen(order, order);
                        return "charged";
                    });
                })
                .rules(Rule.oneKey("charge"))
                .systematic(50, 1);
        assertThat(nested.prove()).isInstanceOf(Proof.Held.class);
    }

    @Test
    void repetitionIsATestThatFails() {
        String line = "1.1.0:CRASH_AFTER:0";
        assertThatThrownBy(() -> Animal.GUARD_BEFORE
                        .proof(Zoo::guardBefore)
                        .repeating(line)
                        .check())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no event is lost");
        assertThat(Animal.GUARD_BEFORE.proof(Zoo::semel).repeating(line).check().extent())
                .isEqualTo(Coverage.Extent.ONE);
    }
}
