// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.Idempotency;
import dev.semel.OperationBuilder;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;

/**
 * The event source Kinesis Data Streams: reads the batches that an event source mapping delivers, and defines the
 * delivery identity and the latest redelivery. A shard is delivered in order, and at least once: after a failure
 * everything from the lowest failed record on comes again. Immutable and thread-safe.
 */
public final class KinesisSource {

    static final String EVENT = "Kinesis event";

    private KinesisSource() {}

    /**
     * Reads a batch, as the "Using Lambda to process records from Amazon Kinesis Data Streams" page of the AWS Lambda
     * Developer Guide describes it; the additions of a tumbling window are ignored. A record that cannot be read is
     * {@link DeliveredItem.Poison}; the other records are not affected.
     *
     * @param document the event in JSON; read to its end, not closed
     * @return its records in their order, named by their sequence number, each in its shard
     * @throws InvalidEventException if the document is anything else; also if a record lacks its sequence number or the
     *     shard in its event id: it could then not be reported as failed, or not in its order
     */
    static List<DeliveredItem<KinesisRecord>> parse(InputStream document) {
        return BatchEvents.records(JsonPlace.read(EVENT, document), "Records", "A Kinesis event source mapping")
                .stream()
                .map(KinesisSource::delivered)
                .toList();
    }

    private static DeliveredItem<KinesisRecord> delivered(JsonPlace record) {
        String sequenceNumber = record.at("kinesis", "sequenceNumber").digits("a sequence number");
        String shardId = shardId(record.at("eventID"));
        return ItemReading.of(
                sequenceNumber, shardId, () -> record(shardId, sequenceNumber, record, record.at("kinesis")));
    }

    /** Reads a record of an EventBridge pipe: the stream's fields are not apart, and its event id names it. */
    static DeliveredItem<KinesisRecord> ofPipe(JsonPlace record) {
        String eventId = record.at("eventID").text();
        String shardId = shardId(record.at("eventID"));
        return ItemReading.of(
                eventId,
                shardId,
                () -> record(shardId, record.at("sequenceNumber").digits("a sequence number"), record, record));
    }

    private static String shardId(JsonPlace eventId) {
        int end = eventId.text().lastIndexOf(':');
        if (end < 1 || eventId.text().substring(0, end).isBlank()) {
            throw eventId.invalid("is not a shard and a sequence number", JsonPlace.AS_IT_CAME);
        }
        return eventId.text().substring(0, end);
    }

    private static KinesisRecord record(String shardId, String sequenceNumber, JsonPlace record, JsonPlace kinesis) {
        record.at("eventSource").require("aws:kinesis");
        return new KinesisRecord(
                streamArn(record.at("eventSourceARN").text()),
                shardId,
                sequenceNumber,
                kinesis.at("partitionKey").filled(),
                kinesis.at("data").base64(),
                kinesis.at("approximateArrivalTimestamp").metadata(JsonPlace::secondsSinceEpoch));
    }

    /**
     * With enhanced fan-out the source is the consumer: its stream's ARN, {@code /consumer/}, its name and its birth.
     */
    private static String streamArn(String sourceArn) {
        int consumer = sourceArn.indexOf("/consumer/");
        return consumer < 1 ? sourceArn : sourceArn.substring(0, consumer);
    }

    /**
     * Starts an operation that runs once per delivery: its key is {@link KinesisRecord#deliveryIdentity()}, which has
     * the limits named there and above all does not catch a producer's retry; its fingerprint covers {@link
     * KinesisRecord#contentIdentity()}, and its dedupe window is the default, which covers the default {@link
     * #retryHorizon()}. For a stream with a longer retention set a longer window.
     *
     * @param idempotency the engine
     * @param name the operation's name, which is part of every key, so keep it as long as records live; never empty
     * @param result the class of the result; {@code Void.class} for none
     * @param <R> the result
     * @return the builder of the operation
     */
    public static <R> OperationBuilder<KinesisRecord, R> operationPerDelivery(
            Idempotency idempotency, String name, Class<R> result) {
        return idempotency
                .operation(name, KinesisRecord.class, result)
                .key(KinesisRecord::deliveryIdentity)
                .fingerprintOf(KinesisRecord::contentIdentity);
    }

    /** {@return the latest redelivery of a stream with the default retention of 24 hours} */
    public static RetryHorizon retryHorizon() {
        return retryHorizon(Duration.ofHours(24));
    }

    /**
     * {@return the latest redelivery of a stream: its retention, because an event source mapping retries without end by
     * default} A mapping with a {@code MaximumRecordAgeInSeconds} gives up earlier: pass that then.
     *
     * @param retention the stream's retention period, or the mapping's maximum record age if that is shorter; 60
     *     seconds to 365 days
     */
    public static RetryHorizon retryHorizon(Duration retention) {
        if (retention.compareTo(Duration.ofSeconds(60)) < 0 || retention.compareTo(Duration.ofDays(365)) > 0) {
            throw new IllegalArgumentException("retention must be from 60 seconds to 365 days, is " + retention);
        }
        return new RetryHorizon(
                "Kinesis",
                retention,
                "Amazon Kinesis Data Streams Developer Guide, \"Change the data retention period\"");
    }
}
