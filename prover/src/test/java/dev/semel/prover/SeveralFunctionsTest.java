// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.example.shop.EscapingOrders;
import dev.semel.prover.history.ProverAction;
import dev.semel.prover.history.Switches;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two functions over one table: what one of them writes, the other one meets. */
final class SeveralFunctionsTest {

    private static RequestStreamHandler marking(World world, String effect, String prefix) {
        return Zoo.handler((order, context) -> {
            GuardTable.Item done = new GuardTable.Item("COMPLETED", "me", Instant.MAX, "");
            String subject = order;
            String key = prefix + order.substring(order.indexOf(' ') + 1);
            GuardTable table = Zoo.table(world);
            if (table.get(key) != null) {
                return "done before";
            }
            world.effect(effect).honouringKeys().happen(subject, effect + " " + subject);
            table.put(key, done);
            return "done";
        });
    }

    private static ProverBuilder proof(String ofCharges, String ofRefunds) {
        Map<String, Function<World, ? extends RequestStreamHandler>> functions = Map.of(
                "charge", world -> marking(world, "pay", ofCharges),
                "refund", world -> marking(world, "pay", ofRefunds));
        return Prover.ofSeveral(functions, document -> document.split(" ", -1)[0])
                .event("charge order-1", "charge order-1")
                .event("refund order-1", "refund order-1")
                .rules(Rule.oneKey("pay"), Rule.recovers("pay"))
                .systematic(20_000, 2)
                .random(0, 1);
    }

    @Test
    void functionsThatShareKeysLoseAnEventAndFunctionsWithTheirOwnDoNot() {
        assertThat(proof("", "").prove().toString())
                .contains("Broken: no event is lost")
                .contains("refund order-1 was acknowledged");
        assertThat(proof("charge-", "refund-").prove()).isInstanceOf(Proof.Held.class);
    }

    private static final String OF_CHARGES = "charge-of-order-1";

    /** Orders are sent to the charges by a queue; the charges take a field of their message as the effect key. */
    private static ProverBuilder pipeline(Sends orders, Function<World, RequestStreamHandler> charges) {
        Map<String, Function<World, ? extends RequestStreamHandler>> functions = Map.of(
                "orders",
                world -> (input, output, context) -> orders.send(
                        world, Event.of("order-1", Zoo.message("order-1").replace("id-of-order-1", OF_CHARGES))),
                "charges",
                charges);
        return Prover.ofSeveral(functions, document -> document.contains(OF_CHARGES) ? "charges" : "orders")
                .source(Source.queue())
                .event("order-1", Zoo.message("order-1"))
                .rules(Rule.oneKey("charge"), Rule.recovers("charge"))
                .systematic(100_000, 2)
                .random(100, 1);
    }

    /** The ways to send a message. */
    interface Sends {
        void send(World world, Event message);
    }

    private static void sendQuietly(World world, Event message) {
        try {
            world.send(message);
        } catch (IllegalStateException lost) {
            // the mistake: the order is acknowledged
        }
    }

    @Test
    void pipelineThatKeysByTheMessageChargesTwiceWhenItIsSentAgainAndByTheOrderItDoesNot() {
        Proof found = pipeline(World::send, world -> SourceZoo.keyedBy(world, "messageId"))
                .prove();
        System.out.println(found);
        assertThat(found).isInstanceOfSatisfying(Proof.Broken.class, broken -> {
            assertThat(broken.toString())
                    .contains("one effect key", "gets order-1 (sent)", "between two sends of one intent");
            assertThat(broken.coverage().systematic()).isLessThanOrEqualTo(100);
        });
        Proof held =
                pipeline(World::send, world -> SourceZoo.keyedBy(world, "body")).prove();
        System.out.println(held);
        assertThat(held).isInstanceOf(Proof.Held.class);
        assertThat(pipeline(World::send, world -> SourceZoo.keyedBy(world, "messageId"))
                        .switches(Switches.without(EnumSet.complementOf(EnumSet.of(ProverAction.FREEZE))))
                        .prove())
                .as("is missed where nothing makes the first function send again")
                .isInstanceOf(Proof.Held.class);
    }

    @Test
    void messageOfAPipelineHasCopiesAndIsNotLost() {
        Proof copied = pipeline(World::send, world -> SourceZoo.keyedByAttribute(world, "ApproximateReceiveCount"))
                .switches(Switches.without(EnumSet.complementOf(EnumSet.of(ProverAction.DUPLICATE))))
                .systematic(1_000, 1)
                .random(0, 1)
                .prove();
        assertThat(copied.toString()).contains("gets order-1 (sent) (duplicate) (receive 2)", "DUPLICATE:1");
        Proof lost = pipeline(SeveralFunctionsTest::sendQuietly, world -> SourceZoo.keyedBy(world, "body"))
                .prove();
        assertThat(lost.toString()).contains("order-1 was acknowledged, and 'charge' never took place for it");
    }

    /** The service dates each send, so a key from that time is another one for the second send. */
    @ParameterizedTest
    @ValueSource(strings = {"SentTimestamp", "SequenceNumber"})
    void messageHasATimeOfItsOwn(String field) {
        Function<World, RequestStreamHandler> charges = world -> SourceZoo.keyedByAttribute(world, field);
        assertThat(pipeline(World::send, charges).prove().toString())
                .contains("Broken: effect 'charge' has one effect key for each subject", "gets order-1 (sent)");
    }

    /** A redelivery comes after 3 minutes, the second one after 6. */
    @Test
    void fifoQueueDropsTheSecondSendOfADeduplicationIdForFiveMinutes() {
        ProverBuilder proof = pipeline(World::send, world -> SourceZoo.keyedBy(world, "messageId"))
                .source(Source.fifo())
                .systematic(100_000, 1)
                .random(0, 1);
        assertThat(proof.prove()).isInstanceOf(Proof.Held.class);
        Proof found = proof.systematic(100_000, 2).prove();
        assertThat(found.toString()).contains("360000 ms  #4  gets order-1 (receive 3); sends order-1; returns");
        assertThat(proof.source(Source.queue()).systematic(100_000, 1).prove()).isInstanceOf(Proof.Broken.class);
    }

    @Test
    void messageThatFailsInThePlainHistoryIsBrokenAndACallerGetsNone() {
        Function<World, RequestStreamHandler> failing = world -> (input, output, context) -> {
            throw new IllegalStateException("no charges today");
        };
        assertThat(pipeline(World::send, failing).prove().toString())
                .contains("order-1 failed although nothing went wrong: java.lang.IllegalStateException: no charges");
        assertThatThrownBy(() ->
                        pipeline(World::send, failing).source(Source.request()).prove())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a source of messages");
    }

    @Test
    void functionThatSendsToItselfWithoutEndIsRefused() {
        assertThatThrownBy(() -> pipeline(
                                World::send,
                                world -> (input, output, context) -> world.send(Event.of(
                                        "order-1", Zoo.message("order-1").replace("id-of-order-1", OF_CHARGES))))
                        .prove())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sends more than 200 messages");
    }

    @Test
    void functionThatIsMissingIsNamed() {
        assertThatThrownBy(() -> Prover.ofSeveral(Map.of("charge", Zoo::naive), document -> "other")
                        .event("order-1", "order-1")
                        .rules(Rule.oneKey("charge"))
                        .prove())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there are [charge]");
        assertThatThrownBy(() -> Prover.ofSeveral(Map.of(), document -> document))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("functions is empty");
    }

    @Test
    void functionThatEscapesTheWorldIsFound() {
        ProverBuilder escaping = Prover.ofSeveral(Map.of("order", EscapingOrders::clock), document -> "order")
                .event("order-1", "order-1")
                .rules(Rule.oneKey("charge"))
                .systematic(50_000, 1);
        assertThatThrownBy(escaping::prove).hasMessageContaining("EscapingOrders.clock:Instant.now");
    }
}
