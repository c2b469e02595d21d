// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.model.Blob;
import dev.semel.model.LengthPrefixed;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One record of a Kinesis data stream, as Lambda delivers it. Immutable; {@code toString} shows no data.
 *
 * @param streamArn the stream's ARN, also where a consumer with enhanced fan-out reads it
 * @param shardId the shard, such as {@code shardId-000000000006}
 * @param sequenceNumber names the record in its shard and orders it; decimal digits
 * @param partitionKey what the producer chose the shard by
 * @param data what the producer put; one aggregate of the Kinesis Producer Library is one record here
 * @param arrivedAt when the stream took the record, approximately; null if the event does not say. Never part of an
 *     identity
 */
public record KinesisRecord(
        String streamArn,
        String shardId,
        String sequenceNumber,
        String partitionKey,
        Blob data,
        @Nullable Instant arrivedAt) {

    /** Validates every part. */
    public KinesisRecord {
        Requirements.require(streamArn, "streamArn");
        Requirements.require(shardId, "shardId");
        Requirements.require(sequenceNumber, "sequenceNumber");
        Requirements.require(partitionKey, "partitionKey");
        Objects.requireNonNull(data, "data");
    }

    /**
     * Returns what names this delivery: stream, shard and sequence number, in one injective text. The same over every
     * retry and bisection of a batch, and for all consumers of the stream.
     *
     * <p>It does not catch what a producer puts again, as after a lost reply: that is a second record with a number of its
     * own (Amazon Kinesis Data Streams Developer Guide, "Handle duplicate records"). Where that matters, and with Kinesis it
     * mostly does, have the producer put a business id into the data and take the key from it.
     */
    public String deliveryIdentity() {
        return LengthPrefixed.joinOptional(streamArn, shardId, sequenceNumber);
    }

    /** Returns what a fingerprint of this record covers: partition key and data, in one injective text. */
    public String contentIdentity() {
        return LengthPrefixed.joinOptional(partitionKey, Base64.getEncoder().encodeToString(data.toByteArray()));
    }

    /**
     * Returns the data as JSON.
     *
     * @throws InvalidEventException if it is not
     */
    public JsonDocument json() {
        return JsonDocument.of(JsonPlace.read("Data of a Kinesis record", data));
    }

    /** Shows where the record comes from, never what it says. */
    @Override
    public String toString() {
        return "KinesisRecord[" + sequenceNumber + " in " + shardId + " of " + streamArn + "]";
    }
}
