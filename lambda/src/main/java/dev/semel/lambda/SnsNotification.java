// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.model.LengthPrefixed;
import dev.semel.model.PrintableText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One notification of an SNS topic. Immutable; {@code toString} shows neither message nor attributes. Signatures are
 * not checked: control who may invoke the function, or send to the queue.
 *
 * @param messageId the id of one publishing; the same for all subscribers and in every delivery
 * @param topicArn the topic's ARN
 * @param subject the subject; null if the publisher gave none
 * @param message the publisher's text
 * @param messageAttributes the publisher's attributes by name
 * @param publishedAt the moment when the topic took it; null if the event has none. Never part of an identity
 */
public record SnsNotification(
        String messageId,
        String topicArn,
        @Nullable String subject,
        String message,
        Map<String, MessageAttribute> messageAttributes,
        @Nullable Instant publishedAt)
        implements Delivered {

    /** Validates every part. */
    public SnsNotification {
        Requirements.named(messageId, "messageId");
        Requirements.named(topicArn, "topicArn");
        Requirements.nonEmptyIfPresent(subject, "subject");
        Objects.requireNonNull(message, "message");
        messageAttributes = Map.copyOf(messageAttributes);
    }

    /** Reads the notification at a place: Lambda and SQS get the same fields. */
    static SnsNotification of(JsonPlace place) {
        JsonPlace type = place.at("Type");
        if (!type.text().equals("Notification")) {
            throw type.invalid("is not Notification", "Confirm subscriptions before events come this way");
        }
        Map<String, MessageAttribute> attributes = new LinkedHashMap<>();
        place.at("MessageAttributes")
                .members()
                .forEach((name, value) -> attributes.put(name, MessageAttribute.ofSns(value)));
        return new SnsNotification(
                place.at("MessageId").text(),
                place.at("TopicArn").text(),
                place.at("Subject").ifPresent(JsonPlace::anyText),
                place.at("Message").anyText(),
                attributes,
                place.at("Timestamp").metadata(JsonPlace::moment));
    }

    /**
     * {@return the identity of this delivery: the message id} The topic keeps it over all its tries, also for a queue
     * between the topic and the function.
     *
     * <p>It does not catch a publisher's retry after a lost reply, which is another publishing; nor a duplicate made
     * before the topic: for events of S3 take the identity of the objects that {@link #s3Objects()} returns.
     */
    public String deliveryIdentity() {
        return messageId;
    }

    /**
     * {@return the content that a fingerprint of this notification covers: subject, message and attributes, in one
     * injective text}
     */
    @Override
    public String contentIdentity() {
        return LengthPrefixed.joinOptional(subject, message, MessageAttribute.contentOf(messageAttributes));
    }

    /**
     * {@return the message as JSON}
     *
     * @throws InvalidEventException if it is not
     */
    public JsonDocument json() {
        return JsonDocument.of(JsonPlace.read("Message of an SNS notification", message));
    }

    /**
     * {@return the events of the S3 notification in the message; none for {@code s3:TestEvent}}
     *
     * @throws MissingSequencerException if a record has no sequencer
     * @throws InvalidEventException if the message is anything else
     */
    public List<S3Object> s3Objects() {
        return S3Source.parse(message);
    }

    /**
     * {@return the EventBridge event in the message, for topics that are a rule's target}
     *
     * @throws InvalidEventException if the message is anything else
     */
    public EventBridgeEvent eventBridgeEvent() {
        return EventBridgeSource.parse(message);
    }

    /**
     * {@return the failed asynchronous invocation in this notification, for a topic that is a function's on-failure
     * destination or dead-letter topic}
     *
     * @throws InvalidEventException if the notification is anything else
     */
    public FailedInvocation failedInvocation() {
        return FailedEvents.invocation(
                FailedInvocation.EVENT + " in the message of an SNS notification", message, messageAttributes);
    }

    /**
     * {@return the failed batch in this notification, for a topic that is the on-failure destination of a stream's or
     * of Kafka's event source mapping}
     *
     * @throws InvalidEventException if the notification is anything else
     */
    public FailedBatch failedBatch() {
        return FailedEvents.batch(FailedBatch.EVENT + " in the message of an SNS notification", message);
    }

    /** Shows the notification's origin, never its content. */
    @Override
    public String toString() {
        return PrintableText.shown("SnsNotification[" + messageId + " of " + topicArn + "]");
    }
}
