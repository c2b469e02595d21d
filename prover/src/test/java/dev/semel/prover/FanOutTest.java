// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A function makes several messages of one event, about subjects of their own: each is judged, and none in silence. */
final class FanOutTest {

    private static final Rule[] SHIPPED = {Rule.exactlyOnce("ship"), Rule.recovers("ship")};

    private static ProverBuilder pipeline(
            Function<World, RequestStreamHandler> orders, Function<World, RequestStreamHandler> parcels) {
        return Prover.ofSeveral(
                        Map.of("orders", orders, "parcels", parcels),
                        document -> document.contains("parcel-") ? "parcels" : "orders")
                .source(Source.queue())
                .event("order-1", Zoo.message("order-1"))
                .systematic(100_000, 1)
                .random(100, 1);
    }

    private static RequestStreamHandler packs(World world) {
        return SourceZoo.packs(world, false);
    }

    private static RequestStreamHandler ships(World world) {
        return SourceZoo.ships(world, false);
    }

    /**
     * A case.
     *
     * @param wrong the pipeline with a mistake
     * @param missed the same, where it is no mistake or is not seen
     * @param seen part of the report
     */
    record Case(String name, ProverBuilder wrong, ProverBuilder missed, String seen) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> mistakes() {
        Function<World, RequestStreamHandler> first = world -> SourceZoo.ofTheFirst(ships(world));
        Function<World, RequestStreamHandler> quietly = world -> SourceZoo.ships(world, true);
        Function<World, RequestStreamHandler> packsFirst = world -> SourceZoo.ofTheFirst(packs(world));
        Function<World, RequestStreamHandler> packsQuietly = world -> SourceZoo.packs(world, true);
        return Stream.of(
                new Case(
                        "ships the first parcel of a batch",
                        pipeline(FanOutTest::packs, first).rules(SHIPPED),
                        pipeline(FanOutTest::packs, first)
                                .rules(SHIPPED)
                                .sending(Source.queue().batchSize(1)),
                        "'ship' never took place for parcel-2 of order-1, which comes from order-1"),
                new Case(
                        "passes over a parcel that cannot be sent",
                        pipeline(packsQuietly, FanOutTest::ships).rules(SHIPPED),
                        pipeline(packsQuietly, FanOutTest::ships).rules(Rule.atMostOnce("ship")),
                        "'ship' never took place for parcel-1 of order-1"),
                new Case(
                        "acknowledges a parcel that cannot be shipped",
                        pipeline(FanOutTest::packs, quietly).rules(SHIPPED),
                        pipeline(FanOutTest::packs, quietly).rules(Rule.atMostOnce("ship")),
                        "'ship' never took place for parcel-1 of order-1"),
                new Case(
                        "packs the first order of a batch",
                        pipeline(packsFirst, FanOutTest::ships)
                                .event("order-2", Zoo.message("order-2"))
                                .rules(SHIPPED),
                        pipeline(packsFirst, FanOutTest::ships)
                                .event("order-2", Zoo.message("order-2"))
                                .source(Source.queue().batchSize(1))
                                .rules(SHIPPED),
                        "'ship' never took place for parcel-1 of order-2, which comes from order-2"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeIsFoundAndIsMissedWithoutItsPiece(Case given) {
        Proof found = given.wrong().prove();
        System.out.println(given + ": " + found);
        assertThat(found).isInstanceOf(Proof.Broken.class);
        assertThat(found.toString()).contains("Broken: no event is lost", given.seen());
        assertThat(given.missed().prove()).isInstanceOf(Proof.Held.class);
    }

    @Test
    void rightPipelineHoldsWithTheRulesAndWithoutAny() {
        for (ProverBuilder proof : new ProverBuilder[] {
            pipeline(FanOutTest::packs, FanOutTest::ships).rules(SHIPPED),
            pipeline(FanOutTest::packs, FanOutTest::ships)
        }) {
            Proof held = proof.systematic(100_000, 2).prove();
            System.out.println(held);
            assertThat(held).isInstanceOf(Proof.Held.class);
            assertThat(held.coverage().extent()).isEqualTo(Coverage.Extent.ALL);
        }
    }

    @Test
    void messageWithoutAnEffectIsNotHeldInSilence() {
        Function<World, RequestStreamHandler> notes = world -> (input, output, context) -> {
            world.effect("note").happen("order-1", "order-1");
        };
        ProverBuilder proof = pipeline(FanOutTest::packs, notes).rules(Rule.recovers("note"));
        assertThat(proof.prove()).isInstanceOfSatisfying(Proof.Unfinished.class, unfinished -> {
            assertThat(unfinished.missing())
                    .contains("messages about parcel-1 of order-1, messages about parcel-2 of order-1");
        });
        Proof held = proof.unjudged("messages about parcel-1 of order-1", "messages about parcel-2 of order-1")
                .prove();
        assertThat(held).isInstanceOf(Proof.Held.class);
        assertThat(held.toString()).contains("Not judged: messages about parcel-1 of order-1, messages about parcel-2");
    }

    /** A message whose handler only passes it on is judged by what it brings about. */
    @Test
    void chainOfThreeFunctionsHoldsAndLosesNothingInSilence() {
        for (boolean quietly : new boolean[] {false, true}) {
            Function<World, RequestStreamHandler> packs = world -> SourceZoo.packs(world, quietly);
            Proof result = Prover.ofSeveral(
                            Map.of("orders", FanOutTest::packs, "parcels", packs, "labels", FanOutTest::ships),
                            document -> document.contains("id-of-parcel-1 of parcel-")
                                            || document.contains("id-of-parcel-2 of parcel-")
                                    ? "labels"
                                    : document.contains("parcel-") ? "parcels" : "orders")
                    .source(Source.queue().batchSize(1))
                    .event("order-1", Zoo.message("order-1"))
                    .rules(SHIPPED)
                    .systematic(100_000, 1)
                    .random(100, 1)
                    .prove();
            assertThat(result).isInstanceOf(quietly ? Proof.Broken.class : Proof.Held.class);
        }
    }

    /** Each event alone is known to bring parcels about, so a batch of which one has none is no riddle. */
    @Test
    void orderThatBringsNothingAboutIsNotHeldInSilence() {
        ProverBuilder proof = pipeline(
                        world -> (input, output, context) -> {
                            String document = new String(input.readAllBytes(), StandardCharsets.UTF_8);
                            if (document.contains("id-of-order-1")) {
                                world.send(Event.of("parcel-1", Zoo.message("parcel-1")));
                            }
                        },
                        FanOutTest::ships)
                .event("order-2", Zoo.message("order-2"))
                .rules(SHIPPED);
        assertThat(proof.prove().toString()).contains("Unfinished: nothing would be missed", "event order-2");
        assertThat(proof.unjudged("event order-2").prove()).isInstanceOf(Proof.Held.class);
    }

    @Test
    void orderInTheDeadLetterQueueExcusesItsParcels() {
        ProverBuilder proof = pipeline(FanOutTest::packs, FanOutTest::ships)
                .source(Source.queue().tries(1))
                .duplicates(0)
                .random(0, 1);
        assertThat(proof.rules(Rule.exactlyOnce("ship")).prove()).isInstanceOf(Proof.Held.class);
        assertThat(proof.source(Source.queue().tries(2)).rules(SHIPPED).prove()).isInstanceOf(Proof.Held.class);
    }

    /** The front is an HTTP function, and a queue is behind it: two kinds of source in one proof. */
    @Test
    void callerInFrontOfAQueueIsOneProof() {
        Function<World, RequestStreamHandler> front = world -> (input, output, context) -> {
            world.send(Event.of(
                    "order-1", Zoo.message("parcel-1").replace("\"body\": \"parcel-1\"", "\"body\": \"order-1\"")));
            output.write("{\"statusCode\": 202}".getBytes(StandardCharsets.UTF_8));
        };
        for (String key : new String[] {"messageId", "body"}) {
            ProverBuilder proof = Prover.ofSeveral(
                            Map.of("front", front, "charges", world -> SourceZoo.keyedBy(world, key)),
                            document -> document.contains("parcel-1") ? "charges" : "front")
                    .source(Source.request())
                    .sending(Source.queue())
                    .event("order-1", SourceZoo.request("order-1"))
                    .rules(Rule.oneKey("charge"), Rule.recovers("charge"), Rule.equalAnswers())
                    .systematic(100_000, 2)
                    .random(100, 1);
            Proof result = proof.prove();
            System.out.println(key + ": " + result);
            assertThat(result.coverage().toString())
                    .contains(
                            "; request, batches of up to 1, 5 tries, messages by queue, batches of up to 2, 5 tries;");
            assertThat(result).isInstanceOf(key.equals("body") ? Proof.Held.class : Proof.Broken.class);
        }
    }

    /** The effect of one function is not asked of the other. */
    @Test
    void functionsWithEffectsOfTheirOwnHold() {
        Function<World, RequestStreamHandler> pays = world -> Zoo.handler((order, context) -> {
            world.effect("pay").honouringKeys().happen(order, order);
            return "paid";
        });
        Function<World, RequestStreamHandler> mails = world -> Zoo.handler((order, context) -> {
            world.effect("mail").honouringKeys().happen(order, order);
            return "sent";
        });
        Proof held = Prover.ofSeveral(Map.of("pay", pays, "mail", mails), document -> document.split(" ", -1)[0])
                .event("pay order-1", "pay order-1")
                .event("mail order-1", "mail order-1")
                .systematic(100_000, 1)
                .random(0, 1)
                .prove();
        assertThat(held).isInstanceOf(Proof.Held.class);
    }
}
