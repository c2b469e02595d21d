// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.Idempotency;
import dev.semel.OperationBuilder;
import dev.semel.lambda.DynamoDbStreamRecord.Change;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;

/**
 * The event source DynamoDB Streams: reads the batches that an event source mapping delivers, and defines the delivery
 * identity and the latest redelivery. A shard is delivered in order, and at least once: after a failure everything from
 * the lowest failed change on comes again. Immutable and thread-safe.
 */
public final class DynamoDbStreamSource {

    static final String EVENT = "DynamoDB stream event";

    private DynamoDbStreamSource() {}

    /**
     * Reads a batch, as the "Using AWS Lambda with Amazon DynamoDB" page of the AWS Lambda Developer Guide describes
     * it; the additions of a tumbling window are ignored. A change that cannot be read is {@link DeliveredItem.Poison};
     * the other records are not affected.
     *
     * @param document the event in JSON; read to its end, not closed
     * @return its changes in their order, named by their sequence number. A batch comes from one shard, which the event
     *     does not name, so that the whole batch is one group
     * @throws InvalidEventException if the document is anything else; also if a change lacks its sequence number or its
     *     stream's ARN: it could then not be reported as failed, or not in its order
     */
    static List<DeliveredItem<DynamoDbStreamRecord>> parse(InputStream document) {
        return BatchEvents.records(JsonPlace.read(EVENT, document), "Records", "A DynamoDB event source mapping")
                .stream()
                .map(DynamoDbStreamSource::delivered)
                .toList();
    }

    private static DeliveredItem<DynamoDbStreamRecord> delivered(JsonPlace record) {
        String sequenceNumber = record.at("dynamodb", "SequenceNumber").digits("a sequence number");
        String streamArn = record.at("eventSourceARN").text();
        return ItemReading.of(sequenceNumber, streamArn, () -> record(streamArn, sequenceNumber, record));
    }

    /** Reads a change of an EventBridge pipe: its event id names it. */
    static DeliveredItem<DynamoDbStreamRecord> ofPipe(JsonPlace record) {
        String eventId = record.at("eventID").text();
        String streamArn = record.at("eventSourceARN").text();
        return ItemReading.of(
                eventId,
                streamArn,
                () -> record(streamArn, record.at("dynamodb", "SequenceNumber").digits("a sequence number"), record));
    }

    private static DynamoDbStreamRecord record(String streamArn, String sequenceNumber, JsonPlace record) {
        record.at("eventSource").require("aws:dynamodb");
        JsonPlace dynamodb = record.at("dynamodb");
        return new DynamoDbStreamRecord(
                record.at("eventID").text(),
                streamArn,
                change(record.at("eventName")),
                sequenceNumber,
                dynamodb.at("StreamViewType").metadata(JsonPlace::text),
                dynamodb.at("ApproximateCreationDateTime").metadata(JsonPlace::secondsSinceEpoch),
                JsonDocument.ofObject(dynamodb.at("Keys")),
                dynamodb.at("NewImage").ifPresent(JsonDocument::ofObject),
                dynamodb.at("OldImage").ifPresent(JsonDocument::ofObject),
                isTimeToLive(record.at("userIdentity")));
    }

    private static Change change(JsonPlace eventName) {
        return switch (eventName.text()) {
            case "INSERT" -> Change.INSERT;
            case "MODIFY" -> Change.MODIFY;
            case "REMOVE" -> Change.REMOVE;
            default -> throw eventName.invalid("is none of INSERT, MODIFY and REMOVE", JsonPlace.AS_IT_CAME);
        };
    }

    /** Amazon DynamoDB API Reference, "Record": only deletions by time to live have this identity. */
    private static boolean isTimeToLive(JsonPlace identity) {
        return "Service".equals(identity.at("type").metadata(JsonPlace::text))
                && "dynamodb.amazonaws.com".equals(identity.at("principalId").metadata(JsonPlace::text));
    }

    /**
     * Starts an operation that runs once per delivery: its key is {@link DynamoDbStreamRecord#deliveryIdentity()},
     * which has the limits named there; its fingerprint covers {@link DynamoDbStreamRecord#contentIdentity()}, and its
     * dedupe window is the default, which covers {@link #retryHorizon()}.
     *
     * @param idempotency the engine
     * @param name the operation's name, which is part of every key, so keep it as long as records live; never empty
     * @param result the class of the result; {@code Void.class} for none
     * @param <R> the result
     * @return the builder of the operation
     */
    public static <R> OperationBuilder<DynamoDbStreamRecord, R> operationPerDelivery(
            Idempotency idempotency, String name, Class<R> result) {
        return idempotency
                .operation(name, DynamoDbStreamRecord.class, result)
                .key(DynamoDbStreamRecord::deliveryIdentity)
                .fingerprintOf(DynamoDbStreamRecord::contentIdentity);
    }

    /** {@return the latest redelivery of a stream: 24 hours, the retention, whatever the mapping's settings} */
    public static RetryHorizon retryHorizon() {
        return new RetryHorizon(
                "DynamoDB Streams",
                Duration.ofHours(24),
                "Amazon DynamoDB Developer Guide, \"Change data capture for DynamoDB Streams\"");
    }
}
