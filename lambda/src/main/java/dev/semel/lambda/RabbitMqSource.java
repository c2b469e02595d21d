// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.Idempotency;
import dev.semel.OperationBuilder;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The event source Amazon MQ for RabbitMQ: reads the batches that an event source mapping delivers, and defines the
 * delivery identity. A queue delivers at least once. There is no partial response: a failed message makes the whole
 * batch come again. Immutable and thread-safe.
 */
public final class RabbitMqSource {

    static final String EVENT = "RabbitMQ event";

    /** Between queue and virtual host in the name of a list. */
    private static final String SEPARATOR = "::";

    private RabbitMqSource() {}

    /**
     * Reads a batch, as the "Using Lambda with Amazon MQ" page of the AWS Lambda Developer Guide describes it. A
     * message that cannot be read is {@link DeliveredItem.Poison}; the other messages are not affected.
     *
     * @param document the event in JSON; read to its end, not closed
     * @return its messages, in their order within a queue, named by the queue's list and their place in it
     * @throws InvalidEventException if the document is anything else
     */
    static List<DeliveredItem<RabbitMqMessage>> parse(InputStream document) {
        JsonPlace root = JsonPlace.read(EVENT, document);
        BatchEvents.requireSource(root, Set.of("aws:rmq"));
        String brokerArn = root.at("eventSourceArn").text();
        JsonPlace queues = root.at("rmqMessagesByQueue");
        if (!queues.node().isObject()) {
            throw queues.invalid(
                    queues.node().isMissing() ? "is missing" : "is not an object",
                    "A RabbitMQ event source mapping must invoke this function");
        }
        List<DeliveredItem<RabbitMqMessage>> items = new ArrayList<>();
        for (Map.Entry<String, JsonPlace> queue : queues.members().entrySet()) {
            int place = 0;
            for (JsonPlace message : queue.getValue().elements(JsonPlace.AS_IT_CAME)) {
                items.add(delivered(brokerArn, queue.getKey(), message, place++));
            }
        }
        return List.copyOf(items);
    }

    /** Reads one message of the list of a queue, such as {@code orders::/}. */
    private static DeliveredItem<RabbitMqMessage> delivered(
            String brokerArn, String list, JsonPlace message, int place) {
        return ItemReading.of(list + " " + place, null, () -> read(brokerArn, list, message));
    }

    /** Reads a message of an EventBridge pipe, which names its broker and list itself. */
    static DeliveredItem<RabbitMqMessage> ofPipe(JsonPlace message, int place) {
        String brokerArn = message.at("eventSourceArn").text();
        JsonPlace list = message.at("eventSourceKey");
        String name = list.metadata(JsonPlace::text);
        return ItemReading.of(
                (name == null ? "message" : name) + " " + place, null, () -> read(brokerArn, list.text(), message));
    }

    private static RabbitMqMessage read(String brokerArn, String list, JsonPlace message) {
        int end = list.lastIndexOf(SEPARATOR);
        String queue = end < 0 ? list : list.substring(0, end);
        if (queue.isBlank() || list.startsWith(SEPARATOR)) {
            throw message.invalid("is in a list that names no queue", JsonPlace.AS_IT_CAME);
        }
        JsonPlace properties = message.at("basicProperties");
        return new RabbitMqMessage(
                brokerArn,
                end < 0 ? "" : list.substring(end + SEPARATOR.length()),
                queue,
                properties.at("messageId").optionalText(),
                properties.at("contentType").metadata(JsonPlace::text),
                properties.at("type").metadata(JsonPlace::text),
                properties.at("correlationId").metadata(JsonPlace::text),
                message.at("redelivered").isTrue(),
                message.at("data").base64(),
                properties.at("headers").metadata(JsonDocument::ofObject));
    }

    /**
     * Starts an operation that runs once per message id of the publisher: its key is {@link
     * RabbitMqMessage#deliveryIdentity()}, and a message without the publisher's id is refused; its fingerprint covers
     * {@link RabbitMqMessage#contentIdentity()}. The dedupe window is the default: set one as long as your broker keeps
     * and redelivers messages, because no document bounds that.
     *
     * @param idempotency the engine
     * @param name the operation's name, which is part of every key, so keep it as long as records live; never empty
     * @param result the class of the result; {@code Void.class} for none
     * @param <R> the result
     * @return the builder of the operation
     */
    public static <R> OperationBuilder<RabbitMqMessage, R> operationPerDelivery(
            Idempotency idempotency, String name, Class<R> result) {
        return idempotency
                .operation(name, RabbitMqMessage.class, result)
                .key(RabbitMqMessage::deliveryIdentity)
                .fingerprintOf(RabbitMqMessage::contentIdentity);
    }

    /**
     * {@return the latest redelivery of a queue, as you declare it} No document states one: a broker keeps a message
     * until it expires or was acknowledged.
     *
     * @param longest the time for which your broker keeps and redelivers a message; positive
     */
    public static RetryHorizon retryHorizon(Duration longest) {
        return new RetryHorizon("RabbitMQ", longest, "your broker's message and queue time to live");
    }
}
