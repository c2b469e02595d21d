// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.Idempotency;
import dev.semel.OperationBuilder;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The event source Amazon MQ for ActiveMQ: reads the batches that an event source mapping delivers, and defines the
 * delivery identity. A queue delivers at least once. There is no partial response: a failed message makes the whole
 * batch come again. Immutable and thread-safe.
 */
public final class ActiveMqSource {

    static final String EVENT = "ActiveMQ event";

    /** The Lambda guide has {@code aws:mq}, the guides of Amazon MQ and EventBridge {@code aws:amq}. */
    static final Set<String> SOURCES = Set.of("aws:mq", "aws:amq");

    private ActiveMqSource() {}

    /**
     * Reads a batch, as the "Using Lambda with Amazon MQ" page of the AWS Lambda Developer Guide describes it. A
     * message that cannot be read is {@link DeliveredItem.Poison}; the other messages are not affected.
     *
     * @param document the event in JSON; read to its end, not closed
     * @return its messages in their order, named by their message id
     * @throws InvalidEventException if the document is anything else
     */
    static List<DeliveredItem<ActiveMqMessage>> parse(InputStream document) {
        JsonPlace root = JsonPlace.read(EVENT, document);
        BatchEvents.requireSource(root, SOURCES);
        String brokerArn = root.at("eventSourceArn").text();
        List<DeliveredItem<ActiveMqMessage>> items = new ArrayList<>();
        for (JsonPlace message : BatchEvents.records(root, "messages", "An ActiveMQ event source mapping")) {
            items.add(delivered(brokerArn, message, items.size()));
        }
        return List.copyOf(items);
    }

    /** Reads one message; without its id it is named by its place. */
    static DeliveredItem<ActiveMqMessage> delivered(String brokerArn, JsonPlace message, int place) {
        String messageId = message.at("messageID").metadata(JsonPlace::text);
        return ItemReading.of(messageId == null ? "message " + place : messageId, null, () -> read(brokerArn, message));
    }

    private static ActiveMqMessage read(String brokerArn, JsonPlace message) {
        String correlation = message.at("correlationId").metadata(JsonPlace::text);
        return new ActiveMqMessage(
                brokerArn,
                message.at("destination", "physicalName").text(),
                message.at("messageID").text(),
                message.at("messageType").metadata(JsonPlace::text),
                correlation == null ? message.at("correlationID").metadata(JsonPlace::text) : correlation,
                message.at("redelivered").isTrue(),
                message.at("data").base64(),
                message.at("properties").scalars(),
                message.at("timestamp").metadata(JsonPlace::millisSinceEpoch));
    }

    /**
     * Starts an operation that runs once per delivery: its key is {@link ActiveMqMessage#deliveryIdentity()}, which has
     * the limits named there; its fingerprint covers {@link ActiveMqMessage#contentIdentity()}. The dedupe window is
     * the default: set one as long as your broker keeps and redelivers messages, because no document bounds that.
     *
     * @param idempotency the engine
     * @param name the operation's name, which is part of every key, so keep it as long as records live; never empty
     * @param result the class of the result; {@code Void.class} for none
     * @param <R> the result
     * @return the builder of the operation
     */
    public static <R> OperationBuilder<ActiveMqMessage, R> operationPerDelivery(
            Idempotency idempotency, String name, Class<R> result) {
        return idempotency
                .operation(name, ActiveMqMessage.class, result)
                .key(ActiveMqMessage::deliveryIdentity)
                .fingerprintOf(ActiveMqMessage::contentIdentity);
    }

    /**
     * {@return the latest redelivery of a queue, as you declare it} No document states one: a broker keeps a message
     * until it expires or was acknowledged, and redelivers it as often as its redelivery policy says.
     *
     * @param longest the time for which your broker keeps and redelivers a message; positive
     */
    public static RetryHorizon retryHorizon(Duration longest) {
        return new RetryHorizon("ActiveMQ", longest, "your broker's expiration and redelivery policy");
    }
}
