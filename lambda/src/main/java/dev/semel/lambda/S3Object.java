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
 * @param sequencer orders the events of one key, see {@link #compareSequencers}; duplicates of an event share it
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
        requireFilled(eventName, "eventName");
        Objects.requireNonNull(eventTime, "eventTime");
        requireFilled(bucket, "bucket");
        requireFilled(key, "key");
        requireFilled(sequencer, "sequencer");
        if (versionId != null) {
            requireFilled(versionId, "versionId");
        }
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
     * notification that also comes through EventBridge, SQS or SNS has this identity on every way.
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

    /**
     * Compares the sequencers of two events of one key: negative if {@code first} happened earlier, zero if they are the
     * same event. Of events of different keys it says nothing. Sequencers are hexadecimal, and of different lengths; the
     * shorter one is compared as if it had zeros on its right.
     *
     * @throws IllegalArgumentException if one is empty or not hexadecimal
     */
    public static int compareSequencers(String first, String second) {
        requireHexadecimal(first, "first");
        requireHexadecimal(second, "second");
        for (int i = 0; i < Math.max(first.length(), second.length()); i++) {
            int difference = Integer.compare(digit(first, i), digit(second, i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private static int digit(String sequencer, int index) {
        return index < sequencer.length() ? Character.digit(sequencer.charAt(index), 16) : 0;
    }

    private static void requireHexadecimal(String sequencer, String argument) {
        requireFilled(sequencer, argument);
        for (int i = 0; i < sequencer.length(); i++) {
            char c = sequencer.charAt(i);
            if (c > 'f' || Character.digit(c, 16) < 0) {
                throw new IllegalArgumentException(argument + " is not hexadecimal at index " + i);
            }
        }
    }

    /** A part of a composite may not be empty, and an absent one must differ from every present one. */
    private static String orNone(@Nullable Object part) {
        return part == null ? "-" : "=" + part;
    }

    private static void requireFilled(String text, String argument) {
        Objects.requireNonNull(text, argument);
        if (text.isEmpty()) {
            throw new IllegalArgumentException(argument + " is empty");
        }
    }
}
