// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.KeyExtractor;
import dev.semel.KeyParts;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One event about one object, from an S3 event notification. Immutable.
 *
 * @param eventName what happened, such as {@code ObjectCreated:Put}
 * @param eventTime when S3 finished the request; never part of an identity, duplicates need not agree on it
 * @param bucket the bucket's name
 * @param key the object's key, decoded: with its spaces and letters, not as the notification spells it
 * @param versionId the object's version; null in a bucket without versioning
 * @param sequencer orders the events of one key, see {@link S3Sequencer}; duplicates of an event share it
 * @param eTag the entity tag of the content; null where S3 sends none, as for deletions
 * @param size the content's size in bytes; null where S3 sends none, as for deletions
 */
public record S3Object(
        String eventName,
        Instant eventTime,
        String bucket,
        String key,
        @Nullable String versionId,
        String sequencer,
        @Nullable String eTag,
        @Nullable Long size) {

    private static final KeyExtractor<S3Object> DELIVERY = KeyParts.composite(
            S3Object::bucket, S3Object::key, object -> orNone(object.versionId), S3Object::sequencer);

    private static final KeyExtractor<S3Object> CONTENT =
            KeyParts.composite(S3Object::eventName, object -> orNone(object.eTag), object -> orNone(object.size));

    /** Validates every part. */
    public S3Object {
        Requirements.require(eventName, "eventName");
        Objects.requireNonNull(eventTime, "eventTime");
        Requirements.require(bucket, "bucket");
        Requirements.require(key, "key");
        Requirements.require(sequencer, "sequencer");
        Requirements.requireIfPresent(versionId, "versionId");
        if (size != null && size < 0) {
            throw new IllegalArgumentException("size must not be negative, is " + size);
        }
    }

    /**
     * Returns what names this delivery: bucket, key, version and sequencer, in one injective text. Every duplicate that
     * S3, its notifications or Lambda make of one event has the same.
     *
     * <p>It does not catch a second event: a producer that uploads the same content again, as after a lost reply, makes a
     * new sequencer and so a new delivery, and a copy under another key is one too. Where those mean the same intent,
     * take the key from what the intent is about, such as the order number in the key or in the content. An S3
     * notification has this identity on every way, direct, through SQS or through SNS. Events that S3 sends to EventBridge
     * are others: whether their sequencers are those of its notifications is not documented, so let a bucket use one way.
     */
    public String deliveryIdentity() {
        return Objects.requireNonNull(DELIVERY.extract(this), "a composite key always is");
    }

    /**
     * Returns what a fingerprint of this event covers: event name, entity tag and size, in one injective text. The same
     * for all duplicates of an event, unlike the record as a whole, which has the event's time.
     */
    public String contentIdentity() {
        return Objects.requireNonNull(CONTENT.extract(this), "a composite key always is");
    }

    /** A part of a composite may not be empty, and an absent one must differ from every present one. */
    private static String orNone(@Nullable Object part) {
        return part == null ? "-" : "=" + part;
    }
}
