// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.model.Blob;
import dev.semel.model.LengthPrefixed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of a Kafka topic, as Lambda delivers it. Immutable; {@code toString} shows neither key, value nor headers.
 *
 * @param cluster where the topic is: the ARN of an MSK cluster; of a self-managed one its bootstrap servers, sorted
 * @param topic the topic
 * @param partition the partition, from 0
 * @param offset names the record in its partition and orders it, from 0
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
        @Nullable Instant timestamp) {

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
            return "Header[" + name + "]";
        }
    }

    /** Validates every part. */
    public KafkaRecord {
        Requirements.require(cluster, "cluster");
        Requirements.require(topic, "topic");
        if (partition < 0 || offset < 0) {
            throw new IllegalArgumentException(
                    "partition and offset must not be negative, are " + partition + " and " + offset);
        }
        headers = List.copyOf(headers);
    }

    /**
     * Returns what names this delivery: cluster, topic, partition and offset, in one injective text. The same over every
     * retry of a batch.
     *
     * <p>It does not catch what a producer sends again (an idempotent producer does not while it lives), nor what is copied
     * to another topic or cluster. A self-managed cluster is known by its bootstrap servers alone: when those change, so does
     * this; see {@link #deliveryIdentityIn}. A topic that is deleted and made anew starts its offsets again, and so repeats
     * identities.
     */
    public String deliveryIdentity() {
        return deliveryIdentityIn(cluster);
    }

    /** Returns {@link #deliveryIdentity()} with a name for the cluster that stays when its servers change. */
    public String deliveryIdentityIn(String clusterName) {
        Requirements.require(clusterName, "clusterName");
        return LengthPrefixed.joinOptional(clusterName, topic, partition, offset);
    }

    /** Returns what a fingerprint of this record covers: key, value and headers, in one injective text. */
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
     * Returns the value as JSON; null for a tombstone.
     *
     * @throws InvalidEventException if it is anything else
     */
    public @Nullable JsonDocument json() {
        return value == null ? null : JsonDocument.of(JsonPlace.read("Value of a Kafka record", value));
    }

    /** Shows where the record comes from, never what it says. */
    @Override
    public String toString() {
        return "KafkaRecord[" + offset + " in " + topic + "-" + partition + "]";
    }
}
