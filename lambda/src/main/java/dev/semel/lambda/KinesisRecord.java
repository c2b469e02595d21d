// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.model.Blob;
import dev.semel.model.LengthPrefixed;
import dev.semel.model.PrintableText;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One record of a Kinesis data stream, as Lambda delivers it. Immutable; {@code toString} shows no data.
 *
 * @param streamArn the stream's ARN, also where a consumer with enhanced fan-out reads it
 * @param shardId the shard, such as {@code shardId-000000000006}
 * @param sequenceNumber the record's name and position in its shard; decimal digits
 * @param partitionKey the producer's key, which selects the shard
 * @param data the producer's bytes; one aggregate of the Kinesis Producer Library is one record here
 * @param arrivedAt the approximate moment when the stream took the record; null if the event has none. Never part of an
 *     identity
 */
public record KinesisRecord(
        String streamArn,
        String shardId,
        String sequenceNumber,
        String partitionKey,
        Blob data,
        @Nullable Instant arrivedAt)
        implements Delivered {

    /** Beginning of an aggregate ("KPL Aggregated Record Format" of the Kinesis Producer Library), as one number. */
    private static final int AGGREGATE = 0xF3899AC2;

    /** Validates every part. */
    public KinesisRecord {
        Requirements.named(streamArn, "streamArn");
        Requirements.named(shardId, "shardId");
        Requirements.named(sequenceNumber, "sequenceNumber");
        Requirements.nonEmpty(partitionKey, "partitionKey");
        Objects.requireNonNull(data, "data");
    }

    /**
     * {@return the identity of this delivery: stream, shard and sequence number, in one injective text} The same over
     * every retry and bisection of a batch, and for all consumers of the stream.
     *
     * <p>It does not catch a producer's second put, such as after a lost reply: that is a second record with a number
     * of its own (Amazon Kinesis Data Streams Developer Guide, "Handle duplicate records"). If that matters, which is
     * usual with Kinesis, have the producer put a business id into the data and take the key from it.
     */
    public String deliveryIdentity() {
        return LengthPrefixed.joinOptional(streamArn, shardId, sequenceNumber);
    }

    /** {@return the content that a fingerprint of this record covers: partition key and data, in one injective text} */
    @Override
    public String contentIdentity() {
        return LengthPrefixed.joinOptional(partitionKey, Base64.getEncoder().encodeToString(data.toByteArray()));
    }

    /**
     * {@return whether the data is an aggregate of the Kinesis Producer Library: several user records in one} It is one
     * record here, with one identity. Unpack it in the body, and run an operation for each user record there.
     */
    public boolean isAggregated() {
        return data.size() > Integer.BYTES
                && ByteBuffer.wrap(data.toByteArray()).getInt() == AGGREGATE;
    }

    /**
     * {@return the data as JSON}
     *
     * @throws InvalidEventException if it is not
     */
    public JsonDocument json() {
        if (isAggregated()) {
            throw InvalidEventException.at(
                    "Data of a Kinesis record",
                    "the document",
                    "is an aggregate of the Kinesis Producer Library",
                    "Unpack it in the body of an operation on KinesisRecord, and run an operation for each user record");
        }
        return JsonDocument.of(JsonPlace.read("Data of a Kinesis record", data));
    }

    /** Shows the record's origin, never its content. */
    @Override
    public String toString() {
        return PrintableText.shown("KinesisRecord[" + sequenceNumber + " in " + shardId + " of " + streamArn + "]");
    }
}
