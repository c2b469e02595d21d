// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.prover.delivery.AttemptAnswer;
import dev.semel.prover.delivery.Deliveries;
import dev.semel.prover.delivery.Delivery;
import dev.semel.prover.delivery.EventDocuments;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The next delivery of a source, after an invocation's answer. */
final class DeliveriesTest {

    private static final Instant NOW = Instant.EPOCH;
    private static final AttemptAnswer SUCCESS = new AttemptAnswer("", null);
    private static final Instant LATER = NOW.plus(Duration.ofMinutes(3));

    /** Events 0, 1 and 2; the middle one has a group of its own. */
    private static Deliveries of(Source source) {
        List<Event> events = Stream.of("order-0", "order-1", "order-2")
                .map(order ->
                        new Event(order, Zoo.message(order), order.equals("order-1") ? "other customer" : "customer"))
                .toList();
        return new Deliveries(source, source, new EventDocuments(events, source, source, document -> ""), NOW);
    }

    private static List<List<Integer>> due(Deliveries deliveries, Instant now) {
        return deliveries.due(now).stream().map(DeliveriesTest::events).toList();
    }

    private static List<Integer> events(Delivery delivery) {
        return delivery.copies().stream().map(Delivery.Copy::event).toList();
    }

    private static Delivery take(Deliveries deliveries) {
        return deliveries.take(deliveries.due(NOW).get(0), NOW);
    }

    private static AttemptAnswer failing(String... ids) {
        return new AttemptAnswer(
                "{\"batchItemFailures\": ["
                        + String.join(
                                ", ",
                                Stream.of(ids)
                                        .map("{\"itemIdentifier\": \"%s\"}"::formatted)
                                        .toList()) + "]}",
                null);
    }

    @Test
    void messageInFlightHoldsUpItsGroupAndNoOther() {
        Deliveries deliveries = of(Source.fifo().batchSize(1));
        assertThat(due(deliveries, NOW)).containsExactly(List.of(0), List.of(1));
        take(deliveries);
        assertThat(due(deliveries, NOW)).containsExactly(List.of(1));
    }

    @Test
    void failedMessageHoldsUpItsGroupUntilItComesAgain() {
        Deliveries deliveries = of(Source.fifo().batchSize(1));
        deliveries.end(take(deliveries), failing("id-of-order-0"), false, NOW, NOW);
        assertThat(due(deliveries, NOW)).containsExactly(List.of(1));
        assertThat(due(deliveries, LATER)).containsExactly(List.of(0), List.of(1));
    }

    @Test
    void batchComesWithoutWhatIsHeldUp() {
        Deliveries deliveries = of(Source.fifo().batchSize(2)); // 0 and 1, then 2
        Delivery first = take(deliveries);
        assertThat(deliveries.duplicable(1, NOW)).isEmpty();
        assertThat(deliveries.duplicable(1, LATER)).containsExactly(0, 1); // their visibility timeout is over
        Delivery again = deliveries.take(deliveries.duplicate(0, LATER), LATER);
        deliveries.end(first, failing("id-of-order-0", "id-of-order-1"), false, NOW, LATER);
        assertThat(due(deliveries, LATER)).containsExactly(List.of(1)); // 0 waits for its receive, 2 for 0
        deliveries.take(deliveries.due(LATER).get(0), LATER);
        deliveries.end(again, SUCCESS, false, LATER, LATER);
        assertThat(due(deliveries, LATER)).containsExactly(List.of(2));
    }

    // ---- receipts of queues ----

    @Test
    void latestReceiptDeletesTheMessageWhateverBecomesOfOlderOnes() {
        for (boolean failsFirst : List.of(true, false)) {
            Deliveries deliveries = of(Source.queue().batchSize(1));
            Delivery older = take(deliveries);
            Delivery latest = deliveries.take(deliveries.duplicate(0, NOW), NOW);
            assertThat(latest.copies().get(0).received()).isEqualTo(2);
            if (failsFirst) {
                deliveries.crash(older, NOW, NOW);
                deliveries.end(latest, SUCCESS, false, NOW, NOW);
            } else {
                deliveries.end(latest, SUCCESS, false, NOW, NOW);
                deliveries.crash(older, NOW, NOW);
            }
            assertThat(due(deliveries, LATER)).containsExactly(List.of(1), List.of(2));
        }
    }

    @Test
    void olderReceiptMayOrMayNotDelete() {
        for (boolean deletes : List.of(true, false)) {
            Deliveries deliveries = of(Source.queue().batchSize(1));
            Delivery older = take(deliveries);
            Delivery latest = deliveries.take(deliveries.duplicate(0, NOW), NOW);
            assertThat(deliveries.hasOldReceipt(older)).isTrue();
            assertThat(deliveries.hasOldReceipt(latest)).isFalse();
            deliveries.end(older, SUCCESS, deletes, NOW, NOW);
            deliveries.crash(latest, NOW, NOW);
            assertThat(due(deliveries, LATER).contains(List.of(0))).isEqualTo(!deletes);
        }
    }

    @Test
    void standardQueueCopiesWhatIsDeletedAndFifoQueueDoesNot() {
        Deliveries standard = of(Source.queue().batchSize(1));
        standard.end(take(standard), SUCCESS, false, NOW, NOW);
        assertThat(standard.duplicable(1, LATER)).containsExactly(0);
        Deliveries fifo = of(Source.fifo().batchSize(1));
        fifo.end(take(fifo), SUCCESS, false, NOW, NOW);
        assertThat(fifo.duplicable(1, LATER)).isEmpty();
    }

    @Test
    void deadMessageIsSentAgainOnce() {
        Deliveries deliveries = of(Source.queue().batchSize(1).tries(1));
        deliveries.crash(take(deliveries), NOW, NOW);
        assertThat(deliveries.redrivable()).containsExactly(0);
        Delivery again = deliveries.take(deliveries.redrive(0, NOW), NOW);
        assertThat(again.copies().get(0).received()).isEqualTo(1);
        assertThat(deliveries.isDead(0)).isFalse();
        deliveries.crash(again, NOW, NOW);
        assertThat(deliveries.isDead(0)).isTrue();
        assertThat(deliveries.redrivable()).isEmpty();
        assertThat(deliveries.hasGivenUp()).isTrue();
    }

    /** A redriven message is a new one with the same body; the FIFO queue knows it by its former id. */
    @Test
    void redriveMakesANewMessage() {
        Deliveries deliveries = of(Source.fifo().batchSize(1).tries(1));
        Delivery first = take(deliveries);
        deliveries.crash(first, NOW, NOW);
        Delivery again = deliveries.take(deliveries.redrive(0, LATER), LATER);
        assertThat(deliveries.document(first)).contains("\"id-of-order-0\"").doesNotContain("redriven");
        assertThat(deliveries.document(again))
                .contains("\"messageId\":\"id-of-order-0-redriven\"", "\"receiptHandle\":\"handle-redriven\"")
                .contains("\"SentTimestamp\":\"" + LATER.toEpochMilli() + "\"", "\"body\":\"order-0\"")
                .contains("\"MessageDeduplicationId\":\"id-of-order-0\"", "\"ApproximateReceiveCount\":\"1\"");
        deliveries.end(again, failing("id-of-order-0-redriven"), false, LATER, LATER);
        assertThat(deliveries.isDead(0)).isTrue();
    }

    @Test
    void groupGoesOnWhenItsFirstMessageIsGivenUp() {
        Deliveries deliveries = of(Source.fifo().batchSize(1).tries(1));
        deliveries.crash(take(deliveries), NOW, NOW);
        assertThat(deliveries.isDead(0)).isTrue();
        assertThat(due(deliveries, NOW)).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void failedRecordHoldsUpAllBehindIt() {
        Deliveries deliveries = of(Source.stream().batchSize(1).redelivery(Duration.ofMinutes(3)));
        assertThat(due(deliveries, NOW)).containsExactly(List.of(0));
        Delivery first = take(deliveries);
        assertThat(due(deliveries, NOW)).isEmpty();
        deliveries.end(first, failing("id-of-order-0"), false, NOW, NOW);
        assertThat(due(deliveries, NOW)).isEmpty();
        assertThat(due(deliveries, LATER)).containsExactly(List.of(0));
    }

    @Test
    void streamComesAgainFromItsLowestFailure() {
        Deliveries deliveries = of(Source.stream());
        deliveries.end(take(deliveries), failing("id-of-order-2", "id-of-order-1"), false, NOW, NOW);
        assertThat(due(deliveries, NOW)).containsExactly(List.of(1, 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "done",
                "{\"batchItemFailures\": \"order-0\"}",
                "{\"batchItemFailures\": [{}]}",
                "{\"batchItemFailures\": [{\"itemIdentifier\": \"\"}]}",
                "{\"batchItemFailures\": [{\"itemIdentifier\": \"id-of-order-2\"}, {\"itemIdentifier\": \"unknown\"}]}"
            })
    void answerThatCannotBeTakenFailsTheWholeBatch(String answer) {
        for (Source source : List.of(
                Source.queue().batchSize(3), Source.fifo(), Source.stream().redelivery(Duration.ofMinutes(3)))) {
            Deliveries deliveries = of(source);
            deliveries.end(take(deliveries), new AttemptAnswer(answer, null), false, NOW, NOW);
            assertThat(due(deliveries, LATER)).as("%s", source).containsExactly(List.of(0, 1, 2));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "{}", "{\"batchItemFailures\": null}", "{\"batchItemFailures\": []}", "\"done\""})
    void answerThatNamesNothingIsSuccess(String answer) {
        for (Source source : List.of(Source.queue().batchSize(3), Source.fifo(), Source.stream())) {
            Deliveries deliveries = of(source);
            deliveries.end(take(deliveries), new AttemptAnswer(answer, null), false, NOW, NOW);
            assertThat(due(deliveries, LATER)).as("%s", source).isEmpty();
        }
    }

    @Test
    void whatWasDeliveredOnceIsAnotherStateThanWhatWasNot() {
        Deliveries one = of(Source.queue());
        Deliveries other = of(Source.queue());
        assertThat(one.hash()).isEqualTo(other.hash());
        one.end(take(one), new AttemptAnswer("", null), false, NOW, NOW);
        assertThat(one.hash()).isNotEqualTo(other.hash());
    }
}
