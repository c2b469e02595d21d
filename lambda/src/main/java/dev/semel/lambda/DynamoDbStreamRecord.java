// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.model.LengthPrefixed;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One change of an item, from a DynamoDB stream. Keys and images are JSON as DynamoDB writes it, a type before each value:
 * {@code newImage().text("/status/S")}. Immutable; {@code toString} shows no content.
 *
 * @param eventId names the change in its stream
 * @param streamArn the stream's ARN, which names the table
 * @param change what happened
 * @param sequenceNumber names the change in its shard and orders it; decimal digits
 * @param streamViewType what the stream holds, such as {@code NEW_AND_OLD_IMAGES}; null if the event does not say
 * @param createdAt when the change happened, approximately; null if the event does not say. Never part of an identity
 * @param keys the item's primary key
 * @param newImage the item after the change; null where the stream holds none
 * @param oldImage the item before the change; null where the stream holds none
 * @param isTimeToLiveDeletion whether DynamoDB itself deleted the item because its time to live had passed
 */
public record DynamoDbStreamRecord(
        String eventId,
        String streamArn,
        Change change,
        String sequenceNumber,
        @Nullable String streamViewType,
        @Nullable Instant createdAt,
        JsonDocument keys,
        @Nullable JsonDocument newImage,
        @Nullable JsonDocument oldImage,
        boolean isTimeToLiveDeletion) {

    /** What happened to an item. */
    public enum Change {
        /** It is new. */
        INSERT,
        /** Some of its attributes changed. */
        MODIFY,
        /** It was deleted. */
        REMOVE
    }

    /** Validates every part. */
    public DynamoDbStreamRecord {
        Requirements.require(eventId, "eventId");
        Requirements.require(streamArn, "streamArn");
        Objects.requireNonNull(change, "change");
        Requirements.require(sequenceNumber, "sequenceNumber");
        Requirements.requireIfPresent(streamViewType, "streamViewType");
        Objects.requireNonNull(keys, "keys");
    }

    /**
     * Returns what names this delivery: the event id, "globally unique" by the DynamoDB API Reference ("Record"). The same
     * over every retry and bisection of a batch.
     *
     * <p>It does not catch what a writer writes again: a repeated update that changes anything is a second change. One that
     * changes nothing makes no event at all. In a global table, each Region's stream has the change under an id of its own.
     * Where that matters, take the key from the item: its primary key and a version attribute.
     */
    public String deliveryIdentity() {
        return eventId;
    }

    /** Returns what a fingerprint of this change covers: the change, keys and images, in one injective text. */
    public String contentIdentity() {
        return LengthPrefixed.joinOptional(change, keys.canonical(), canonical(newImage), canonical(oldImage));
    }

    private static @Nullable String canonical(@Nullable JsonDocument image) {
        return image == null ? null : image.canonical();
    }

    /** Shows where the change comes from, never the item. */
    @Override
    public String toString() {
        return "DynamoDbStreamRecord[" + change + " " + eventId + " of " + streamArn + "]";
    }
}
