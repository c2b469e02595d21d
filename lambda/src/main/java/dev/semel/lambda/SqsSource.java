// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.Idempotency;
import dev.semel.OperationBuilder;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The event source SQS, standard and FIFO queues: reads the batches that an event source mapping delivers, and defines
 * the delivery identity and the latest redelivery. A queue delivers at least once, a standard one in no order.
 * Immutable and thread-safe.
 */
public final class SqsSource {

    static final String EVENT = "SQS event";

    /** Amazon SQS Developer Guide, "Amazon SQS message quotas". */
    private static final Duration LONGEST_RETENTION = Duration.ofDays(14);

    private SqsSource() {}

    /**
     * Reads a batch, as the "Using Lambda with Amazon SQS" page of the AWS Lambda Developer Guide describes it. A
     * message that cannot be read is {@link DeliveredItem.Poison}; the other records are not affected.
     *
     * @param document the event in JSON; read to its end, not closed
     * @return its messages in their order, named by their message id; of a FIFO queue, each in its message group
     * @throws InvalidEventException if the document is anything else; also if a message lacks its id, its queue's ARN
     *     or, in a FIFO queue, its group: it could then not be reported as failed, or not without breaking the order
     */
    static List<DeliveredItem<SqsMessage>> parse(InputStream document) {
        return BatchEvents.records(JsonPlace.read(EVENT, document), "Records", "An SQS event source mapping").stream()
                .map(SqsSource::delivered)
                .toList();
    }

    /** Reads one message, which a mapping and a pipe deliver in the same form. */
    static DeliveredItem<SqsMessage> delivered(JsonPlace record) {
        String messageId = record.at("messageId").text();
        String queueArn = record.at("eventSourceARN").text();
        String group =
                isFifo(queueArn) ? record.at("attributes", "MessageGroupId").text() : null;
        return ItemReading.of(messageId, group, () -> message(messageId, queueArn, record));
    }

    private static SqsMessage message(String messageId, String queueArn, JsonPlace record) {
        record.at("eventSource").require("aws:sqs");
        JsonPlace attributes = record.at("attributes");
        return new SqsMessage(
                messageId,
                queueArn,
                record.at("body").anyText(),
                messageAttributes(record.at("messageAttributes")),
                record.at("receiptHandle").metadata(JsonPlace::text),
                attributes.at("ApproximateReceiveCount").metadata(SqsSource::receiveCount),
                attributes.at("SentTimestamp").metadata(SqsSource::sentAt),
                attributes.at("MessageGroupId").metadata(JsonPlace::text),
                attributes.at("MessageDeduplicationId").metadata(JsonPlace::text),
                attributes.at("SequenceNumber").metadata(JsonPlace::text));
    }

    private static Map<String, MessageAttribute> messageAttributes(JsonPlace place) {
        Map<String, MessageAttribute> attributes = new LinkedHashMap<>();
        place.members().forEach((name, value) -> attributes.put(name, MessageAttribute.ofSqs(value)));
        return attributes;
    }

    private static Integer receiveCount(JsonPlace place) {
        String what = "a number of receipts";
        long count = place.spelledNumber(what);
        if (count < 1 || count > Integer.MAX_VALUE) {
            throw place.invalid("is not " + what, JsonPlace.AS_IT_CAME);
        }
        return (int) count;
    }

    private static Instant sentAt(JsonPlace place) {
        return Instant.ofEpochMilli(place.spelledNumber("a number of milliseconds since 1970"));
    }

    static boolean isFifo(@Nullable String queueArn) {
        return queueArn != null && queueArn.endsWith(".fifo");
    }

    /**
     * Starts an operation that runs once per delivery: its key is {@link SqsMessage#deliveryIdentity()}, which has the
     * limits named there; its fingerprint covers {@link SqsMessage#contentIdentity()}, and its dedupe window is 14
     * days, the longest that a queue keeps a message. For an operation that runs once per intent, start it from {@code
     * idempotency} and take the key from the body, as in {@code key(message -> orderId.extract(message.json()))} with
     * an extractor of {@link JsonDocument#key}.
     *
     * @param idempotency the engine
     * @param name the operation's name, which is part of every key, so keep it as long as records live; never empty
     * @param result the class of the result; {@code Void.class} for none
     * @param <R> the result
     * @return the builder of the operation
     */
    public static <R> OperationBuilder<SqsMessage, R> operationPerDelivery(
            Idempotency idempotency, String name, Class<R> result) {
        return idempotency
                .operation(name, SqsMessage.class, result)
                .key(SqsMessage::deliveryIdentity)
                .fingerprintOf(SqsMessage::contentIdentity)
                .dedupeWindow(LONGEST_RETENTION);
    }

    /** {@return the latest redelivery of a queue with the default retention of 4 days} */
    public static RetryHorizon retryHorizon() {
        return retryHorizon(Duration.ofDays(4));
    }

    /**
     * {@return the latest redelivery of a queue: the queue's retention}
     *
     * @param retention the queue's {@code MessageRetentionPeriod}, 60 seconds to 14 days; with a dead-letter queue that
     *     is consumed too, the longer one
     */
    public static RetryHorizon retryHorizon(Duration retention) {
        if (retention.compareTo(Duration.ofSeconds(60)) < 0 || retention.compareTo(LONGEST_RETENTION) > 0) {
            throw new IllegalArgumentException("retention must be from 60 seconds to 14 days, is " + retention);
        }
        return new RetryHorizon(
                "SQS", retention, "Amazon SQS API Reference, \"SetQueueAttributes\", attribute MessageRetentionPeriod");
    }
}
