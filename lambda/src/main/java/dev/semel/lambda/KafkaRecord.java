// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.model.Blob;
import dev.semel.model.LengthPrefixed;
import dev.semel.model.PrintableText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of a Kafka topic, as Lambda delivers it. Immutable; {@code toString} shows neither key, value nor headers.
 *
 * @param cluster the cluster: the ARN for MSK; the sorted bootstrap servers for a self-managed cluster
 * @param topic the topic
 * @param partition the partition, from 0
 * @param offset the record's position in its partition, from 0
 * @param key the key's bytes; null for a record without one
 * @param value the value's bytes; null for a tombstone
 * @param headers the headers in their order; a name may come twice
 * @param timestamp the record's, by its producer or the broker; null for none. Never part of an identity
 */
public record KafkaRecord(
        String cluster,
        String topic,
        int partition,
        long offset,
        @Nullable Blob key,
        @Nullable Blob value,
        List<Header> headers,
        @Nullable Instant timestamp)
        implements Delivered {

    /**
     * A header of a record.
     *
     * @param name its name
     * @param value its bytes; null for none
     */
    public record Header(String name, @Nullable Blob value) {

        /** Shows the name, never the value. */
        @Override
        public String toString() {
            return PrintableText.shown("Header[" + name + "]");
        }
    }

    /** Validates every part. */
    public KafkaRecord {
        Requirements.named(cluster, "cluster");
        Requirements.named(topic, "topic");
        if (partition < 0 || offset < 0) {
            throw new IllegalArgumentException(
                    "partition and offset must not be negative, are " + partition + " and " + offset);
        }
        headers = List.copyOf(headers);
    }

    /**
     * {@return the identity of this delivery: cluster, topic, partition and offset, in one injective text} The same
     * over every retry of a batch.
     *
     * <p>It does not catch a producer's second send (an idempotent producer makes none while it lives), nor a copy in
     * another topic or cluster. A self-managed cluster is identified by its bootstrap servers alone: when those change,
     * so does this; see {@link #deliveryIdentityIn}. A topic that is deleted and made anew starts its offsets again,
     * and so repeats identities.
     */
    public String deliveryIdentity() {
        return deliveryIdentityIn(cluster);
    }

    /**
     * {@return {@link #deliveryIdentity()} with a name of your own for the cluster, which stays when its servers
     * change}
     *
     * @param clusterName the name; never empty
     */
    public String deliveryIdentityIn(String clusterName) {
        Requirements.named(clusterName, "clusterName");
        return LengthPrefixed.joinOptional(clusterName, topic, partition, offset);
    }

    /** {@return the content that a fingerprint of this record covers: key, value and headers, in one injective text} */
    @Override
    public String contentIdentity() {
        List<@Nullable Object> parts = new ArrayList<>();
        parts.add(base64(key));
        parts.add(base64(value));
        for (Header header : headers) {
            parts.add(header.name);
            parts.add(base64(header.value));
        }
        return LengthPrefixed.joinOptional(parts.toArray());
    }

    private static @Nullable String base64(@Nullable Blob bytes) {
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /**
     * {@return the value as JSON; null for a tombstone}
     *
     * @throws InvalidEventException if it is anything else
     */
    public @Nullable JsonDocument json() {
        return value == null ? null : JsonDocument.of(JsonPlace.read("Value of a Kafka record", value));
    }

    /**
     * {@return the failed batch in the value, for a topic that is the on-failure destination of a source mapping}
     *
     * @throws InvalidEventException if the value is anything else
     */
    public FailedBatch failedBatch() {
        if (value == null) {
            throw InvalidEventException.at(
                    FailedBatch.EVENT, "the value", "is missing", "Give a topic with tombstones a handler of its own");
        }
        return FailedEvents.batch(FailedBatch.EVENT, JsonPlace.text(FailedBatch.EVENT, value));
    }

    /** Shows the record's origin, never its content. */
    @Override
    public String toString() {
        return PrintableText.shown("KafkaRecord[" + offset + " in " + topic + "-" + partition + "]");
    }
}
