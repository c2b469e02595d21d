// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;

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
    private static final Instant LATER = NOW.plus(Duration.ofMinutes(3));

    /** Events 0, 1 and 2; the middle one has a group of its own. */
    private static Deliveries of(Source source) {
        List<Event> events = Stream.of("order-0", "order-1", "order-2")
                .map(order ->
                        new Event(order, Zoo.message(order), order.equals("order-1") ? "other customer" : "customer"))
                .toList();
        return new Deliveries(source, events, new EventDocuments(events, source), NOW);
    }

    private static List<List<Integer>> due(Deliveries deliveries, Instant now) {
        return deliveries.due(now).stream().map(DeliveriesTest::events).toList();
    }

    private static List<Integer> events(Delivery delivery) {
        return delivery.copies().stream().map(Delivery.Copy::event).toList();
    }

    private static Delivery take(Deliveries deliveries) {
        Delivery next = deliveries.due(NOW).get(0);
        deliveries.take(next);
        return next;
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
        deliveries.ended(take(deliveries), failing("id-of-order-0"), NOW, NOW);
        assertThat(due(deliveries, NOW)).containsExactly(List.of(1));
        assertThat(due(deliveries, LATER)).containsExactly(List.of(0), List.of(1));
    }

    @Test
    void batchComesWithoutWhatIsHeldUp() {
        Deliveries deliveries = of(Source.fifo().batchSize(2)); // 0 and 1, then 2
        Delivery first = take(deliveries);
        Delivery duplicate = deliveries.duplicate(0, NOW);
        deliveries.take(duplicate);
        deliveries.ended(first, failing("id-of-order-0", "id-of-order-1"), NOW, NOW);
        assertThat(due(deliveries, LATER)).containsExactly(List.of(1)); // 0 waits for its copy, 2 for 0
        deliveries.take(deliveries.due(LATER).get(0));
        deliveries.ended(duplicate, new AttemptAnswer("", null), NOW, NOW);
        assertThat(due(deliveries, LATER)).containsExactly(List.of(0));
    }

    @Test
    void groupGoesOnWhenItsFirstMessageIsGivenUp() {
        Deliveries deliveries = of(Source.fifo().batchSize(1).tries(1));
        deliveries.crashed(take(deliveries), NOW, NOW);
        assertThat(deliveries.isDead(0)).isTrue();
        assertThat(due(deliveries, NOW)).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void failedRecordHoldsUpAllBehindIt() {
        Deliveries deliveries = of(Source.stream().batchSize(1).redelivery(Duration.ofMinutes(3)));
        assertThat(due(deliveries, NOW)).containsExactly(List.of(0));
        Delivery first = take(deliveries);
        assertThat(due(deliveries, NOW)).isEmpty();
        deliveries.ended(first, failing("id-of-order-0"), NOW, NOW);
        assertThat(due(deliveries, NOW)).isEmpty();
        assertThat(due(deliveries, LATER)).containsExactly(List.of(0));
    }

    @Test
    void streamComesAgainFromItsLowestFailure() {
        Deliveries deliveries = of(Source.stream());
        deliveries.ended(take(deliveries), failing("id-of-order-2", "id-of-order-1"), NOW, NOW);
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
            deliveries.ended(take(deliveries), new AttemptAnswer(answer, null), NOW, NOW);
            assertThat(due(deliveries, LATER)).as("%s", source).containsExactly(List.of(0, 1, 2));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "{}", "{\"batchItemFailures\": null}", "{\"batchItemFailures\": []}", "\"done\""})
    void answerThatNamesNothingIsSuccess(String answer) {
        for (Source source : List.of(Source.queue().batchSize(3), Source.fifo(), Source.stream())) {
            Deliveries deliveries = of(source);
            deliveries.ended(take(deliveries), new AttemptAnswer(answer, null), NOW, NOW);
            assertThat(due(deliveries, LATER)).as("%s", source).isEmpty();
        }
    }

    @Test
    void whatWasDeliveredOnceIsAnotherStateThanWhatWasNot() {
        Deliveries one = of(Source.queue());
        Deliveries other = of(Source.queue());
        assertThat(one.hash()).isEqualTo(other.hash());
        one.ended(take(one), new AttemptAnswer("", null), NOW, NOW);
        assertThat(one.hash()).isNotEqualTo(other.hash());
    }
}
