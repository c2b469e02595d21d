// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.model.LengthPrefixed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One message of an SQS queue, as Lambda delivers it. Immutable; {@code toString} shows neither body nor attributes.
 *
 * @param messageId names one sending; the same whenever it is received
 * @param queueArn the queue's ARN; one that ends with {@code .fifo} keeps order
 * @param body what the sender sent; may be empty
 * @param messageAttributes the sender's attributes by name
 * @param receiptHandle names this receipt, for {@code ChangeMessageVisibility}; null if the event has none
 * @param receiveCount how often the message was received, this time included, approximately; null if the event does not
 *     say. Never part of an identity
 * @param sentAt when the queue took the message; null if the event does not say. Never part of an identity
 * @param groupId the message group; null if the sender gave none, as in most standard queues
 * @param deduplicationId the deduplication id of a FIFO queue; null in standard queues. See {@link #deduplicationIdentity}
 * @param sequenceNumber orders the messages of one group of a FIFO queue; null in standard queues
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
        @Nullable String sequenceNumber) {

    /** Validates every part. */
    public SqsMessage {
        Requirements.require(messageId, "messageId");
        Requirements.require(queueArn, "queueArn");
        Objects.requireNonNull(body, "body");
        messageAttributes = Map.copyOf(messageAttributes);
        Requirements.requireIfPresent(receiptHandle, "receiptHandle");
        if (receiveCount != null && receiveCount < 1) {
            throw new IllegalArgumentException("receiveCount must be at least 1, is " + receiveCount);
        }
        Requirements.requireIfPresent(groupId, "groupId");
        Requirements.requireIfPresent(deduplicationId, "deduplicationId");
        Requirements.requireIfPresent(sequenceNumber, "sequenceNumber");
    }

    /** Returns whether the queue promises order within a message group. */
    public boolean isFifo() {
        return SqsSource.isFifo(queueArn);
    }

    /**
     * Returns what names this delivery: the message id, which the queue keeps over every redelivery.
     *
     * <p>It does not catch what is sent again: a producer's retry after a lost reply, and a message that is moved back from
     * a dead-letter queue ("redrive"), have another id each (Amazon SQS Developer Guide, "Learn how to configure a
     * dead-letter queue redrive in Amazon SQS"). Nor does it catch what a sender before the queue duplicated: for
     * messages from SNS or S3, take the identity of what the envelope in the body holds.
     */
    public String deliveryIdentity() {
        return messageId;
    }

    /**
     * Returns what the sender named a FIFO message by: queue, message group and deduplication id, in one injective text. A
     * sender's retry has the same, so this catches one that comes after the 5 minutes for which the queue itself does.
     *
     * <p>But 5 minutes are all that the queue promises: a sender may use an id again afterwards and mean another message
     * (Amazon SQS Developer Guide, "Exactly-once processing in Amazon SQS"). With content-based deduplication it even does
     * so by itself, whenever two messages have one body. Use this only if the sender's ids name intents, for ever. The
     * group is part of it because a queue may deduplicate per group.
     *
     * @return null if the message has no deduplication id, as in a standard queue; as a key that is an error
     */
    public @Nullable String deduplicationIdentity() {
        return deduplicationId == null ? null : LengthPrefixed.joinOptional(queueArn, groupId, deduplicationId);
    }

    /**
     * Returns what a fingerprint of this message covers: body and message attributes, in one injective text. The same
     * whenever the message is received, unlike receive count and receipt handle.
     */
    public String contentIdentity() {
        return LengthPrefixed.joinOptional(body, MessageAttribute.contentOf(messageAttributes));
    }

    /**
     * Returns the body as JSON.
     *
     * @throws InvalidEventException if it is not
     */
    public JsonDocument json() {
        return JsonDocument.of(JsonPlace.read("Body of an SQS message", body));
    }

    /**
     * Returns the SNS notification in the body, for a queue that subscribes to a topic without raw message delivery.
     *
     * @throws InvalidEventException if the body is anything else
     */
    public SnsNotification snsNotification() {
        return SnsSource.parse(body);
    }

    /**
     * Returns the EventBridge event in the body, for a queue that is a rule's target.
     *
     * @throws InvalidEventException if the body is anything else
     */
    public EventBridgeEvent eventBridgeEvent() {
        return EventBridgeSource.parse(body);
    }

    /**
     * Returns the events of the S3 notification in the body; none for {@code s3:TestEvent}. One that came through a topic is
     * {@code snsNotification().s3Objects()}, one through a bus {@code eventBridgeEvent().s3Object()}.
     *
     * @throws MissingSequencerException if a record has no sequencer
     * @throws InvalidEventException if the body is anything else
     */
    public List<S3Object> s3Objects() {
        return S3Source.parse(body);
    }

    /** Shows where the message comes from, never what it says. */
    @Override
    public String toString() {
        return "SqsMessage[" + messageId + " of " + queueArn + "]";
    }
}
