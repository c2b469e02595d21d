// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.model.Blob;
import dev.semel.model.LengthPrefixed;
import dev.semel.model.PrintableText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One message of an Amazon MQ broker for ActiveMQ, as Lambda delivers it. Immutable; {@code toString} shows neither
 * data nor properties.
 *
 * @param brokerArn the broker's ARN
 * @param destination the physical name of the queue
 * @param messageId the JMS message id of one sending; the same in every delivery
 * @param messageType the kind of message, such as {@code jms/text-message}; null if the event has none
 * @param correlationId the sender's correlation id; null for none
 * @param redelivered true if the broker delivered the message before. Never part of an identity
 * @param data the sender's bytes; of a text message its UTF-8
 * @param properties the message's properties that are texts, numbers or booleans, by name. A broker adds some of its
 *     own, so they are never part of an identity
 * @param sentAt the moment of the sending by the sender's clock; null if the event has none. Never part of an identity
 */
public record ActiveMqMessage(
        String brokerArn,
        String destination,
        String messageId,
        @Nullable String messageType,
        @Nullable String correlationId,
        boolean redelivered,
        Blob data,
        Map<String, String> properties,
        @Nullable Instant sentAt)
        implements Delivered {

    /** Validates every part. */
    public ActiveMqMessage {
        Requirements.named(brokerArn, "brokerArn");
        Requirements.named(destination, "destination");
        Requirements.named(messageId, "messageId");
        Requirements.nonEmptyIfPresent(messageType, "messageType");
        Requirements.nonEmptyIfPresent(correlationId, "correlationId");
        Objects.requireNonNull(data, "data");
        properties = Map.copyOf(properties);
    }

    /**
     * {@return the identity of this delivery: broker, queue and message id, in one injective text} The same in every
     * redelivery. The queue is part of it because a composite destination puts one message into several queues.
     *
     * <p>It does not catch a sender's retry, which is a second message with an id of its own. If that matters, take the
     * key from a business id in the data.
     */
    public String deliveryIdentity() {
        return LengthPrefixed.joinOptional(brokerArn, destination, messageId);
    }

    /**
     * {@return the content that a fingerprint of this message covers: kind, data and the sender's properties, in one
     * injective text} Properties whose names begin with {@code JMSX} are the broker's, change with a delivery and are
     * not covered.
     */
    @Override
    public String contentIdentity() {
        List<@Nullable Object> parts = new ArrayList<>();
        parts.add(messageType);
        parts.add(Base64.getEncoder().encodeToString(data.toByteArray()));
        new TreeMap<>(properties).forEach((name, value) -> {
            if (!name.startsWith("JMSX")) {
                parts.add(name);
                parts.add(value);
            }
        });
        return LengthPrefixed.joinOptional(parts.toArray());
    }

    /**
     * {@return the data as JSON}
     *
     * @throws InvalidEventException if it is not
     */
    public JsonDocument json() {
        return JsonDocument.of(JsonPlace.read("Data of an ActiveMQ message", data));
    }

    /** Shows the message's origin, never its content. */
    @Override
    public String toString() {
        return PrintableText.shown("ActiveMqMessage[" + messageId + " in " + destination + "]");
    }
}
