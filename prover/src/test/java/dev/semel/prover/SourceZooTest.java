// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.prover.history.ProverAction;
import dev.semel.prover.history.Switches;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes that only the true behaviour of a source shows; each is missed without that piece of the prover. */
final class SourceZooTest {

    /**
     * A case.
     *
     * @param rule part of the rule that the wrong handler breaks
     * @param within how many histories it is found in
     * @param needed the kinds of deviation without all of which it is missed; none if another test shows that
     */
    record Case(
            String name,
            Function<World, RequestStreamHandler> wrong,
            Function<World, RequestStreamHandler> fixed,
            Function<Function<World, RequestStreamHandler>, ProverBuilder> proof,
            String rule,
            long within,
            int deviations,
            Set<ProverAction> needed) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Function<Function<World, RequestStreamHandler>, ProverBuilder> of(
            Source source, String document, Rule... rules) {
        return handler -> Prover.of(handler)
                .source(source)
                .event("order-1", document)
                .rules(rules)
                .unjudged("charge");
    }

    static Stream<Case> cases() {
        String message = Zoo.message("order-1");
        Rule oneKey = Rule.oneKey("charge");
        return Stream.of(
                new Case(
                        "waits before it claims",
                        world -> SourceZoo.waitsBeforeItClaims(world, Duration.ZERO),
                        world -> SourceZoo.waitsBeforeItClaims(world, Duration.ofSeconds(2)),
                        handler -> of(Source.asynchronous(), "order-1", Rule.alone())
                                .apply(handler)
                                .lapse(Duration.ofMillis(30_999)), // what was tried before, for every attempt alike
                        "another one may still be running",
                        1_000,
                        2,
                        Set.of(ProverAction.FREEZE_UNTIL_KILL)),
                new Case(
                        "acknowledges what is in progress elsewhere",
                        world -> SourceZoo.inProgressElsewhere(world, true),
                        world -> SourceZoo.inProgressElsewhere(world, false),
                        of(Source.queue(), message, oneKey, Rule.recovers("charge")),
                        "no event is lost",
                        1_000,
                        2,
                        Set.of(ProverAction.DUPLICATE)),
                new Case(
                        "leaves a message to its latest receive",
                        world -> SourceZoo.leavesItToTheLatestReceive(world, true),
                        world -> SourceZoo.leavesItToTheLatestReceive(world, false),
                        of(Source.queue(), message, oneKey),
                        "no event is lost",
                        20_000,
                        3,
                        Set.of(ProverAction.DELETE_BY_OLD_RECEIPT)),
                new Case(
                        "takes a stale read for the truth",
                        world -> SourceZoo.trustsAStaleRead(world, true),
                        world -> SourceZoo.trustsAStaleRead(world, false),
                        of(Source.asynchronous(), "order-1", Rule.alone()),
                        "another one may still be running",
                        1_000,
                        3,
                        Set.of(ProverAction.STALE_READ)),
                new Case(
                        "key from the receipt handle",
                        world -> SourceZoo.keyedBy(world, "receiptHandle"),
                        world -> SourceZoo.keyedBy(world, "messageId"),
                        of(Source.queue(), message, oneKey),
                        "one effect key",
                        100,
                        1,
                        Set.of()),
                new Case(
                        "key from the message id, which a redrive changes",
                        world -> SourceZoo.keyedBy(world, "messageId"),
                        world -> SourceZoo.keyedBy(world, "body"),
                        handler -> of(Source.queue().tries(1), message, oneKey)
                                .apply(handler)
                                .duplicates(0),
                        "one effect key",
                        100,
                        2,
                        Set.of(ProverAction.REDRIVE)),
                new Case(
                        "key from the remaining time",
                        world -> SourceZoo.keyedByTheTimeLeft(world, true),
                        world -> SourceZoo.keyedByTheTimeLeft(world, false),
                        of(Source.asynchronous(), "order-1", oneKey),
                        "one effect key",
                        100,
                        1,
                        Set.of()),
                new Case(
                        "key from the request id of the gateway",
                        world -> SourceZoo.keyedByRequest(world, true),
                        world -> SourceZoo.keyedByRequest(world, false),
                        of(Source.request(), SourceZoo.request("order-1"), oneKey),
                        "one effect key",
                        100,
                        1,
                        Set.of()),
                new Case(
                        "gives up quietly in an outage",
                        world -> SourceZoo.retries(world, true),
                        world -> SourceZoo.retries(world, false),
                        of(Source.asynchronous(), "order-1", Rule.exactlyOnce("charge"), Rule.recovers("charge")),
                        "no event is lost",
                        100,
                        2,
                        Set.of(ProverAction.OUTAGE)),
                new Case(
                        "marks an order in a field before its work",
                        world -> SourceZoo.remembersInAField(world, true),
                        world -> SourceZoo.remembersInAField(world, false),
                        of(Source.asynchronous(), "order-1", Rule.exactlyOnce("charge")),
                        "no event is lost",
                        1_000,
                        2,
                        Set.of(ProverAction.WARM)),
                new Case(
                        "skips for good what once failed",
                        world -> SourceZoo.marksWhatFailed(world, true),
                        world -> SourceZoo.marksWhatFailed(world, false),
                        handler -> of(Source.asynchronous().tries(1), "order-1", Rule.exactlyOnce("charge"))
                                .apply(handler)
                                .duplicates(0),
                        "no event is lost",
                        1_000,
                        2,
                        Set.of(ProverAction.REDRIVE)),
                new Case(
                        "redelivery after the receiver's memory",
                        world -> SourceZoo.keyOfTheHour(world, Duration.ofHours(1)),
                        world -> SourceZoo.keyOfTheHour(world, Duration.ofDays(1)),
                        handler -> of(Source.asynchronous(), "order-1", Rule.exactlyOnce("charge"))
                                .apply(handler)
                                .duplicates(0)
                                .lapse(Duration.ofHours(2)),
                        "exactly once",
                        1_000,
                        2,
                        Set.of(ProverAction.LAPSE, ProverAction.FREEZE_AND_LAPSE)),
                new Case(
                        "goes on after its timeout",
                        world -> SourceZoo.marksUnderALease(world, false),
                        world -> SourceZoo.marksUnderALease(world, true),
                        handler -> of(Source.asynchronous(), "order-1", Rule.atMostOnce("charge"))
                                .apply(handler)
                                .concurrency(2),
                        "at most once",
                        100,
                        2,
                        Set.of(ProverAction.FREEZE_PAST_TIMEOUT)),
                new Case(
                        "guards an order within its instance",
                        world -> SourceZoo.guardsWithinItsInstance(world, false),
                        world -> SourceZoo.guardsWithinItsInstance(world, true),
                        handler -> of(Source.asynchronous().tries(2), "order-1", Rule.atMostOnce("charge"))
                                .apply(handler)
                                .duplicates(0)
                                .concurrency(2),
                        "at most once",
                        1_000,
                        2,
                        Set.of(ProverAction.APART)));
    }

    private static ProverBuilder proof(Case animal, Function<World, RequestStreamHandler> handler) {
        return animal.proof()
                .apply(handler)
                .systematic(100_000, animal.deviations())
                .random(0, 1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void mistakeIsFoundAndItsTwinHolds(Case animal) {
        Proof proof = proof(animal, animal.wrong()).prove();
        System.out.println(animal + ": " + proof);
        assertThat(proof).isInstanceOfSatisfying(Proof.Broken.class, broken -> {
            assertThat(broken.counterexample().violation().rule()).contains(animal.rule());
            assertThat(broken.coverage().systematic()).isLessThanOrEqualTo(animal.within());
        });
        Proof held = proof(animal, animal.fixed()).prove();
        System.out.println(animal + ", fixed: " + held);
        assertThat(held).isInstanceOf(Proof.Held.class);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void mistakeIsMissedWithoutItsPiece(Case animal) {
        if (!animal.needed().isEmpty()) {
            Switches without = Switches.without(animal.needed());
            assertThat(proof(animal, animal.wrong()).switches(without).prove()).isInstanceOf(Proof.Held.class);
        }
    }
}
