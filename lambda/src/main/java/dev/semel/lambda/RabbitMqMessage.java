// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.model.Blob;
import dev.semel.model.LengthPrefixed;
import dev.semel.model.PrintableText;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One message of an Amazon MQ broker for RabbitMQ, as Lambda delivers it. Immutable; {@code toString} shows neither
 * data nor headers.
 *
 * @param brokerArn the broker's ARN
 * @param virtualHost the virtual host, such as {@code /}; empty if the event names none
 * @param queue the queue
 * @param messageId the id that the publisher gave in the basic properties; null for none: RabbitMQ gives none itself
 * @param contentType the publisher's content type; null for none
 * @param type the publisher's type of message; null for none
 * @param correlationId the publisher's correlation id; null for none
 * @param redelivered true if the broker delivered the message before. Never part of an identity
 * @param data the publisher's bytes
 * @param headers the headers as the event spells them; null for none. A broker adds some of its own, such as {@code
 *     x-delivery-count}, so they are never part of an identity
 */
public record RabbitMqMessage(
        String brokerArn,
        String virtualHost,
        String queue,
        @Nullable String messageId,
        @Nullable String contentType,
        @Nullable String type,
        @Nullable String correlationId,
        boolean redelivered,
        Blob data,
        @Nullable JsonDocument headers)
        implements Delivered {

    /** Validates every part. */
    public RabbitMqMessage {
        Requirements.named(brokerArn, "brokerArn");
        Objects.requireNonNull(virtualHost, "virtualHost");
        Requirements.named(queue, "queue");
        Requirements.namedIfPresent(messageId, "messageId");
        Requirements.nonEmptyIfPresent(contentType, "contentType");
        Requirements.nonEmptyIfPresent(type, "type");
        Requirements.nonEmptyIfPresent(correlationId, "correlationId");
        Objects.requireNonNull(data, "data");
    }

    /**
     * Returns the identity of this delivery: broker, virtual host, queue and the publisher's message id, in one
     * injective text. RabbitMQ itself gives a message no id that a redelivery keeps, so a message without the
     * publisher's id has no identity, and is refused as a key. What a publisher's retry has in common with the first
     * publishing is the publisher's choice: if it repeats the id, this catches the retry too.
     *
     * @return null if the publisher gave no id; as a key that is an error
     */
    public @Nullable String deliveryIdentity() {
        return messageId == null ? null : LengthPrefixed.joinOptional(brokerArn, virtualHost, queue, messageId);
    }

    /**
     * {@return the content that a fingerprint of this message covers: content type, type, data and the sender's
     * headers, as one injective text} Headers whose names begin with {@code x-}, such as {@code x-death} and {@code
     * x-delivery-count}, are the broker's, change with a delivery and are not covered.
     */
    @Override
    public String contentIdentity() {
        return LengthPrefixed.joinOptional(
                contentType,
                type,
                Base64.getEncoder().encodeToString(data.toByteArray()),
                headers == null ? null : headers.without(name -> name.startsWith("x-")));
    }

    /**
     * {@return the data as JSON}
     *
     * @throws InvalidEventException if it is not
     */
    public JsonDocument json() {
        return JsonDocument.of(JsonPlace.read("Data of a RabbitMQ message", data));
    }

    /** Shows the message's origin, never its content. */
    @Override
    public String toString() {
        return PrintableText.shown("RabbitMqMessage[" + queue + " of " + virtualHost + "]");
    }
}
