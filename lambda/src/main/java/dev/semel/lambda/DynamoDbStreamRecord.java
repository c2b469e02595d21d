// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.model.LengthPrefixed;
import dev.semel.model.PrintableText;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One change of an item, from a DynamoDB stream. Keys and images are JSON as DynamoDB writes it, a type before each
 * value: {@code newImage().text("/status/S")}. Immutable; {@code toString} shows no content.
 *
 * @param eventId the change's id in its stream
 * @param streamArn the stream's ARN, which names the table
 * @param change the kind of change
 * @param sequenceNumber the change's name and position in its shard; decimal digits
 * @param streamViewType the stream's view type, such as {@code NEW_AND_OLD_IMAGES}; null if the event has none
 * @param createdAt the approximate moment of the change; null if the event has none. Never part of an identity
 * @param keys the item's primary key
 * @param newImage the item after the change; null where the stream holds none
 * @param oldImage the item before the change; null where the stream holds none
 * @param isTimeToLiveDeletion true if DynamoDB itself deleted the item because its time to live had passed
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
        boolean isTimeToLiveDeletion)
        implements Delivered {

    /** Kind of change of an item. */
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
        Requirements.named(eventId, "eventId");
        Requirements.named(streamArn, "streamArn");
        Objects.requireNonNull(change, "change");
        Requirements.named(sequenceNumber, "sequenceNumber");
        Requirements.nonEmptyIfPresent(streamViewType, "streamViewType");
        Objects.requireNonNull(keys, "keys");
    }

    /**
     * {@return the identity of this delivery: the event id, "globally unique" by the DynamoDB API Reference ("Record")}
     * The same over every retry and bisection of a batch.
     *
     * <p>It does not catch a writer's retry: a repeated update that changes anything is a second change. An update that
     * changes nothing makes no event. In a global table, each Region's stream has the change under an id of its own. If
     * that matters, take the key from the item: its primary key and a version attribute.
     */
    public String deliveryIdentity() {
        return eventId;
    }

    /**
     * {@return the content that a fingerprint of this change covers: the change, keys and images, in one injective
     * text}
     */
    @Override
    public String contentIdentity() {
        return LengthPrefixed.joinOptional(change, keys.canonical(), canonical(newImage), canonical(oldImage));
    }

    private static @Nullable String canonical(@Nullable JsonDocument image) {
        return image == null ? null : image.canonical();
    }

    /** Shows the change's origin, never the item. */
    @Override
    public String toString() {
        return PrintableText.shown("DynamoDbStreamRecord[" + change + " " + eventId + " of " + streamArn + "]");
    }
}
