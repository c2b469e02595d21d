// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.model.LengthPrefixed;
import dev.semel.model.PrintableText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One message of an SQS queue, as Lambda delivers it. Immutable; {@code toString} shows neither body nor attributes.
 *
 * @param messageId the id of one sending; the same in every receive
 * @param queueArn the queue's ARN; one that ends with {@code .fifo} keeps order
 * @param body the sender's text; may be empty
 * @param messageAttributes the sender's attributes by name
 * @param receiptHandle the handle of this receive, for {@code ChangeMessageVisibility}; null if the event has none
 * @param receiveCount the approximate number of receives, this one included; null if the event has none. Never part of
 *     an identity
 * @param sentAt the moment when the queue took the message; null if the event has none. Never part of an identity
 * @param groupId the message group; null if the sender gave none, as in most standard queues
 * @param deduplicationId the deduplication id of a FIFO queue; null in standard queues. See {@link
 *     #deduplicationIdentity}
 * @param sequenceNumber the position in the group of a FIFO queue; null in standard queues
 */
public record SqsMessage(
        String messageId,
        String queueArn,
        String body,
        Map<String, MessageAttribute> messageAttributes,
        @Nullable String receiptHandle,
        @Nullable Integer receiveCount,
        @Nullable Instant sentAt,
        @Nullable String groupId,
        @Nullable String deduplicationId,
        @Nullable String sequenceNumber)
        implements Delivered {

    /** Validates every part. */
    public SqsMessage {
        Requirements.named(messageId, "messageId");
        Requirements.named(queueArn, "queueArn");
        Objects.requireNonNull(body, "body");
        messageAttributes = Map.copyOf(messageAttributes);
        Requirements.nonEmptyIfPresent(receiptHandle, "receiptHandle");
        if (receiveCount != null && receiveCount < 1) {
            throw new IllegalArgumentException("receiveCount must be at least 1, is " + receiveCount);
        }
        Requirements.namedIfPresent(groupId, "groupId");
        Requirements.namedIfPresent(deduplicationId, "deduplicationId");
        Requirements.nonEmptyIfPresent(sequenceNumber, "sequenceNumber");
    }

    /** {@return whether the queue promises order within a message group} */
    public boolean isFifo() {
        return SqsSource.isFifo(queueArn);
    }

    /**
     * {@return the identity of this delivery: the message id, which the queue keeps over every redelivery}
     *
     * <p>It does not catch a message that is sent again: a producer's retry after a lost reply, and a message that is
     * moved back from a dead-letter queue ("redrive"), have another id each (Amazon SQS Developer Guide, "Learn how to
     * configure a dead-letter queue redrive in Amazon SQS"). Nor does it catch a duplicate made before the queue: for
     * messages from SNS or S3, take the identity of the event in the body.
     */
    public String deliveryIdentity() {
        return messageId;
    }

    /**
     * Returns the sender's own name of a FIFO message: queue, message group and deduplication id, in one injective
     * text. A sender's retry has the same, so this catches a retry that comes after the 5 minutes for which the queue
     * itself deduplicates.
     *
     * <p>The queue promises only 5 minutes: a sender may use an id again afterwards for another message (Amazon SQS
     * Developer Guide, "Exactly-once processing in Amazon SQS"). With content-based deduplication it even does so by
     * itself, whenever two messages have one body. Use this only if the sender's ids name intents, for ever. The group
     * is part of it because a queue may deduplicate per group.
     *
     * @return null if the message has no deduplication id, as in a standard queue; as a key that is an error
     */
    public @Nullable String deduplicationIdentity() {
        return deduplicationId == null ? null : LengthPrefixed.joinOptional(queueArn, groupId, deduplicationId);
    }

    /**
     * {@return the content that a fingerprint of this message covers: body and message attributes, in one injective
     * text} The same whenever the message is received, unlike receive count and receipt handle.
     */
    @Override
    public String contentIdentity() {
        return LengthPrefixed.joinOptional(body, MessageAttribute.contentOf(messageAttributes));
    }

    /**
     * {@return the body as JSON}
     *
     * @throws InvalidEventException if it is not
     */
    public JsonDocument json() {
        return JsonDocument.of(JsonPlace.read("Body of an SQS message", body));
    }

    /**
     * {@return the SNS notification in the body, for a queue that subscribes to a topic without raw message delivery}
     *
     * @throws InvalidEventException if the body is anything else
     */
    public SnsNotification snsNotification() {
        return SnsSource.parse(body);
    }

    /**
     * {@return the EventBridge event in the body, for a queue that is a rule's target}
     *
     * @throws InvalidEventException if the body is anything else
     */
    public EventBridgeEvent eventBridgeEvent() {
        return EventBridgeSource.parse(body);
    }

    /**
     * {@return the events of the S3 notification in the body; none for {@code s3:TestEvent}} A notification through a
     * topic is {@code snsNotification().s3Objects()}; one through a bus is {@code eventBridgeEvent().s3Object()}.
     *
     * @throws MissingSequencerException if a record has no sequencer
     * @throws InvalidEventException if the body is anything else
     */
    public List<S3Object> s3Objects() {
        return S3Source.parse(body);
    }

    /**
     * {@return the failed asynchronous invocation in this message, for a queue that is a function's on-failure
     * destination or dead-letter queue, directly or behind a topic}
     *
     * @throws InvalidEventException if the message is anything else
     */
    public FailedInvocation failedInvocation() {
        return FailedEvents.invocation(
                FailedInvocation.EVENT + " in the body of an SQS message", body, messageAttributes);
    }

    /**
     * {@return the failed batch in this message, for a queue that is the on-failure destination of a stream's or of
     * Kafka's event source mapping, directly or behind a topic}
     *
     * @throws InvalidEventException if the message is anything else
     */
    public FailedBatch failedBatch() {
        return FailedEvents.batch(FailedBatch.EVENT + " in the body of an SQS message", body);
    }

    /** Shows the message's origin, never its content. */
    @Override
    public String toString() {
        return PrintableText.shown("SqsMessage[" + messageId + " of " + queueArn + "]");
    }
}
