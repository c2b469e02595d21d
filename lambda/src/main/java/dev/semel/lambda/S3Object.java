// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.KeyExtractor;
import dev.semel.KeyParts;
import dev.semel.model.PrintableText;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One event about one object, from an S3 event notification. Immutable; {@code toString} shows no object key.
 *
 * @param eventName the kind of event, such as {@code ObjectCreated:Put}
 * @param eventTime the moment when S3 finished the request; null if the event has none. Never part of an identity,
 *     because duplicates need not agree on it
 * @param bucket the bucket's name
 * @param key the object's key, decoded: with its spaces and letters, not as the notification spells it
 * @param versionId the object's version; null in a bucket without versioning
 * @param sequencer the position among the events of one key, see {@link S3Sequencer}; duplicates of an event share it
 * @param eTag the entity tag of the content; null where S3 sends none, as for deletions
 * @param size the content's size in bytes; null where S3 sends none, as for deletions
 */
public record S3Object(
        String eventName,
        @Nullable Instant eventTime,
        String bucket,
        String key,
        @Nullable String versionId,
        String sequencer,
        @Nullable String eTag,
        @Nullable Long size)
        implements Delivered {

    private static final KeyExtractor<S3Object> DELIVERY = KeyParts.composite(
            S3Object::bucket, S3Object::key, object -> orNone(object.versionId), S3Object::sequencer);

    private static final KeyExtractor<S3Object> VERSION = KeyParts.composite(
            S3Object::bucket,
            S3Object::key,
            object -> orNone(object.versionId),
            S3Object::eventName,
            object -> orNone(object.eTag));

    /** The sequencer of an example in the Amazon S3 User Guide, which LocalStack writes into every event. */
    private static final Pattern ZERO = Pattern.compile("\\s*0+\\s*");

    private static final String CONSTANT_SEQUENCER = "0055AED6DCD90281E5";

    private static final KeyExtractor<S3Object> CONTENT = KeyParts.composite(
            S3Object::bucket,
            S3Object::key,
            S3Object::eventName,
            object -> orNone(object.eTag),
            object -> orNone(object.size));

    /** Validates every part. */
    public S3Object {
        Requirements.named(eventName, "eventName");
        Requirements.named(bucket, "bucket");
        Requirements.nonEmpty(key, "key"); // a space is a key
        Requirements.named(sequencer, "sequencer");
        Requirements.namedIfPresent(versionId, "versionId");
        if (size != null && size < 0) {
            throw new IllegalArgumentException("size must not be negative, is " + size);
        }
    }

    /**
     * {@return the identity of this delivery: bucket, key, version and sequencer, in one injective text} Every
     * duplicate that S3, its notifications or Lambda make of one event has the same.
     *
     * <p>It does not catch a second event: a producer that uploads the same content again, as after a lost reply, makes
     * a new sequencer and so a new delivery, and a copy under another key is one too. If those mean the same intent,
     * take the key from the business data, such as the order number in the key or in the content. An S3 notification
     * has this identity on every route: direct, through SQS or through SNS. Events that S3 sends to EventBridge differ:
     * it is not documented whether they have the sequencers of its notifications, so let a bucket use one route.
     */
    public String deliveryIdentity() {
        if (CONSTANT_SEQUENCER.equalsIgnoreCase(sequencer.strip())
                || ZERO.matcher(sequencer).matches()) {
            throw MissingSequencerException.constant();
        }
        return Objects.requireNonNull(DELIVERY.extract(this), "a composite key always is");
    }

    /**
     * {@return the content that a fingerprint of this event covers: bucket, key, event name, entity tag and size, in
     * one injective text} Two objects of equal content are different work. The same for all duplicates of an event,
     * unlike the whole record, which has the event's time.
     */
    @Override
    public String contentIdentity() {
        return Objects.requireNonNull(CONTENT.extract(this), "a composite key always is");
    }

    /**
     * Returns an identity for senders without true sequencers, such as emulators: bucket, key, version, event name and
     * entity tag, in one injective text. Two uploads of the same content under one key share it, so in a bucket without
     * versioning the second upload is taken for a duplicate.
     *
     * @return the identity
     * @throws InvalidEventException if the event has neither version nor entity tag, such as that of a deletion in a
     *     bucket without versioning: nothing would tell it from the next one
     */
    public String versionIdentity() {
        if (versionId == null && eTag == null) {
            throw InvalidEventException.at(
                    S3Source.EVENT,
                    "versionId and eTag",
                    "are both missing, so versionIdentity() cannot tell two events of one key apart",
                    "Turn on versioning in the bucket, or take the key from the business data");
        }
        return Objects.requireNonNull(VERSION.extract(this), "a composite key always is");
    }

    /** Shows the event's kind, bucket and position, never the object's key. */
    @Override
    public String toString() {
        return PrintableText.shown("S3Object[" + eventName + " " + sequencer + " in " + bucket + "]");
    }

    /**
     * {@return a part of a composite key: parts may not be empty, and an absent part must differ from every present
     * one}
     */
    private static String orNone(@Nullable Object part) {
        return part == null ? "-" : "=" + part;
    }
}
