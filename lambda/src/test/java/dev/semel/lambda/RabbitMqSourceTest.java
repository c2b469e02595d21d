// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.model.Blob;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RabbitMqSourceTest {

    private final HandlerBench bench = new HandlerBench();

    @Test
    void readsTheDocumentedMessage() {
        assertThat(only(MqEvents.RABBIT))
                .isEqualTo(new RabbitMqMessage(
                        "arn:aws:mq:us-east-2:111122223333:broker:orders:b-9bcfa592-423a-4942-879d-eb284b418fc8",
                        "/",
                        "orderQueue",
                        "order-7",
                        "text/plain",
                        null,
                        null,
                        false,
                        Blob.utf8("{\"orderId\":\"7\"}"),
                        JsonDocument.of(
                                "{\"header1\": {\"bytes\": [118, 97, 108, 117, 101, 49]}, \"numberInHeader\": 10}")));
    }

    @Test
    void aRedeliveryReplays_withTheHeadersOfTheBrokerToo() throws Exception {
        String again = Json.with(
                Json.with(MqEvents.RABBIT, "\"redelivered\": false", "\"redelivered\": true"),
                "\"numberInHeader\": 10",
                "\"numberInHeader\": 10, \"x-delivery-count\": 1");
        String other = Json.with(MqEvents.RABBIT, "order-7", "order-8");
        EventDeliveries.<RabbitMqMessage>of(
                        idempotency -> RabbitMqSource.operationPerDelivery(idempotency, "handle", String.class))
                .replay(only(MqEvents.RABBIT), only(again), only(other));
    }

    @Test
    void anotherHeaderOfTheSenderIsAnotherContent() {
        String other = Json.with(MqEvents.RABBIT, "\"numberInHeader\": 10", "\"numberInHeader\": 11");
        assertThat(only(other).contentIdentity())
                .isNotEqualTo(only(MqEvents.RABBIT).contentIdentity());
    }

    @Test
    void oneIdOfAPublisherInTwoPlacesIsTwoDeliveries() {
        RabbitMqMessage message = only(MqEvents.RABBIT);
        assertThat(List.of(
                        at(message, "other", message.virtualHost(), message.queue()),
                        at(message, message.brokerArn(), "other", message.queue()),
                        at(message, message.brokerArn(), message.virtualHost(), "other")))
                .extracting(RabbitMqMessage::deliveryIdentity)
                .doesNotHaveDuplicates()
                .doesNotContain(message.deliveryIdentity());
    }

    private static RabbitMqMessage at(RabbitMqMessage message, String broker, String virtualHost, String queue) {
        return new RabbitMqMessage(
                broker, virtualHost, queue, message.messageId(), null, null, null, false, message.data(), null);
    }

    @Test
    void aMessageWithoutAnIdOfItsPublisherHasNoIdentity_andIsRefusedAsAKey() {
        String anonymous = Json.with(MqEvents.RABBIT, "\"messageId\": \"order-7\"", "\"messageId\": null");
        assertThat(only(anonymous).deliveryIdentity()).isNull();

        HandlerAnswer answer = bench.send(Trigger.RABBIT_MQ.handler(bench, bench.policy(), false), anonymous);
        assertThat(answer.told()).isEqualTo("fails, 1 of 1");
        assertThat(bench.executed).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"orderQueue::/, orderQueue, /", "a::b::orders, a::b, orders", "plain, plain, ''"})
    void theListNamesQueueAndVirtualHost(String list, String queue, String virtualHost) {
        RabbitMqMessage message = only(Json.with(MqEvents.RABBIT, "orderQueue::/", list));
        assertThat(message.queue()).isEqualTo(queue);
        assertThat(message.virtualHost()).isEqualTo(virtualHost);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"aws:rmq\"| \"aws:mq\"| eventSource is not aws:rmq. Give each event source",
                "\"rmqMessagesByQueue\"| \"messages\"| rmqMessagesByQueue is missing. A RabbitMQ event source mapping must",
                "\"eventSourceArn\"| \"arn\"| eventSourceArn is missing or empty",
            })
    void theEventOfAnotherSourceIsRefused(String piece, String replacement, String problem) {
        assertThatThrownBy(() -> parse(Json.with(MqEvents.RABBIT, piece, replacement)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void hostileDocumentsAreRefusedInWords() {
        HostileJson.neverThrowsAnythingElse(MqEvents.RABBIT, RabbitMqSourceTest::parse);
    }

    @Test
    void messagesShowNoContent() {
        assertThat(only(MqEvents.RABBIT).toString()).contains("orderQueue").doesNotContain("orderId", "header1");
    }

    private static List<DeliveredItem<RabbitMqMessage>> parse(String document) {
        return RabbitMqSource.parse(Notifications.stream(document));
    }

    private static RabbitMqMessage only(String document) {
        return EventDeliveries.readable(parse(document).get(0));
    }
}
