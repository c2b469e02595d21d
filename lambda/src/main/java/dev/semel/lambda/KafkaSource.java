// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.Idempotency;
import dev.semel.OperationBuilder;
import dev.semel.lambda.KafkaRecord.Header;
import dev.semel.model.Blob;
import java.io.InputStream;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The event source Kafka, on Amazon MSK or self-managed: reads the batches that an event source mapping delivers, and
 * defines the delivery identity and the latest redelivery. A partition is delivered in order, and at least once.
 * Immutable and thread-safe.
 */
public final class KafkaSource {

    static final String EVENT = "Kafka event";

    static final Set<String> SOURCES = Set.of("aws:kafka", "SelfManagedKafka", "aws:SelfManagedKafka");

    /** Apache Kafka documentation, "Broker Configs": {@code log.retention.hours} is 168 by default. */
    private static final Duration BROKER_DEFAULT = Duration.ofDays(7);

    private KafkaSource() {}

    /**
     * Reads a batch, as the "Using Lambda with Amazon MSK" and "Using Lambda with self-managed Apache Kafka" pages of
     * the AWS Lambda Developer Guide describe it. A record that cannot be read is {@link DeliveredItem.Poison}; the
     * other records are not affected.
     *
     * @param document the event in JSON; read to its end, not closed
     * @return its records, in order within a partition. The group is topic and partition as in {@code mytopic-0}, and
     *     the item id that, a colon and the offset: a partial batch response names the two apart, as {@code
     *     partition} and {@code offset}
     * @throws InvalidEventException if the document is anything else; also if a record lacks its offset: it could then
     *     not be reported as failed, or not in its order
     */
    static List<DeliveredItem<KafkaRecord>> parse(InputStream document) {
        JsonPlace root = JsonPlace.read(EVENT, document);
        BatchEvents.requireSource(root, SOURCES);
        String cluster = cluster(root);
        JsonPlace partitions = root.at("records");
        if (!partitions.node().isObject()) {
            throw partitions.invalid(
                    partitions.node().isMissing() ? "is missing" : "is not an object",
                    "A Kafka event source mapping must invoke this function");
        }
        List<DeliveredItem<KafkaRecord>> items = new ArrayList<>();
        partitions.members().forEach((name, records) -> {
            records.elements(JsonPlace.AS_IT_CAME).forEach(record -> items.add(delivered(cluster, name, record)));
        });
        return List.copyOf(items);
    }

    private static String cluster(JsonPlace root) {
        if (root.at("eventSource").text().equals("aws:kafka")) {
            return root.at("eventSourceArn").text();
        }
        return servers(root);
    }

    /** {@return the name of a self-managed cluster, whose servers may come in any order} */
    static String servers(JsonPlace root) {
        JsonPlace place = root.at("bootstrapServers");
        String[] servers = place.text().split(",", -1);
        if (Arrays.stream(servers).allMatch(String::isBlank)) {
            throw place.invalid("names no server", JsonPlace.WHOLE);
        }
        Arrays.sort(servers);
        return String.join(",", servers);
    }

    /** A response names a record by topic and partition; the list's own name may be another one. */
    private static DeliveredItem<KafkaRecord> delivered(String cluster, String list, JsonPlace record) {
        long offset = record.at("offset").number("an offset");
        String topic = record.at("topic").metadata(JsonPlace::text);
        Long partition = record.at("partition").metadata(place -> place.number("a partition"));
        String group = topic == null || partition == null ? nonEmpty(list, record) : topic + "-" + partition;
        return ItemReading.of(group + ":" + offset, group, () -> record(cluster, offset, record));
    }

    private static String nonEmpty(String list, JsonPlace record) {
        if (list.isEmpty()) {
            throw record.invalid("has neither topic and partition nor a list with a name", JsonPlace.AS_IT_CAME);
        }
        return list;
    }

    /** Reads a record of an EventBridge pipe, which names its cluster itself. */
    static DeliveredItem<KafkaRecord> ofPipe(JsonPlace record) {
        String list = record.at("eventSourceKey").metadata(JsonPlace::text);
        return delivered(cluster(record), list == null ? "" : list, record);
    }

    private static KafkaRecord record(String cluster, long offset, JsonPlace record) {
        String topic = record.at("topic").text();
        JsonPlace partition = record.at("partition");
        long number = partition.number("a partition");
        if (number > Integer.MAX_VALUE) {
            throw partition.invalid("is not a partition", JsonPlace.AS_IT_CAME);
        }
        return new KafkaRecord(
                cluster,
                topic,
                (int) number,
                offset,
                bytes(record.at("key")),
                bytes(record.at("value")),
                headers(record.at("headers")),
                timestamp(record.at("timestamp")));
    }

    /** {@return the bytes; null for none, because a tombstone (no value) differs from an empty value} */
    private static @Nullable Blob bytes(JsonPlace place) {
        return place.node().isMissing() || place.node().isNull() ? null : place.base64();
    }

    /** {@return the timestamp} A record without one has -1. */
    private static @Nullable Instant timestamp(JsonPlace place) {
        Long millis = place.metadata(number -> number.wholeNumber("a number of milliseconds since 1970"));
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static List<Header> headers(JsonPlace place) {
        List<Header> headers = new ArrayList<>();
        if (!place.isAbsent()) {
            for (JsonPlace element : place.elements(JsonPlace.AS_IT_CAME)) {
                for (Map.Entry<String, JsonPlace> header : element.members().entrySet()) {
                    headers.add(new Header(header.getKey(), headerValue(header.getValue())));
                }
            }
        }
        return headers;
    }

    /** {@return the bytes of a header, which come as numbers, with a sign or without} */
    private static @Nullable Blob headerValue(JsonPlace place) {
        if (place.isAbsent()) {
            return null;
        }
        List<JsonPlace> numbers = place.elements(JsonPlace.AS_IT_CAME);
        byte[] bytes = new byte[numbers.size()];
        for (int i = 0; i < bytes.length; i++) {
            JsonPlace number = numbers.get(i);
            BigInteger value = number.node().whole();
            if (value == null || value.bitLength() > Byte.SIZE || value.intValue() < Byte.MIN_VALUE) {
                throw number.invalid("is not a byte", JsonPlace.AS_IT_CAME);
            }
            bytes[i] = value.byteValue();
        }
        return Blob.of(bytes);
    }

    /**
     * Starts an operation that runs once per delivery: its key is {@link KafkaRecord#deliveryIdentity()}, which has the
     * limits named there; its fingerprint covers {@link KafkaRecord#contentIdentity()}, and its dedupe window is 7
     * days, as long as brokers keep a record by default. For a topic with a longer retention set a longer window.
     *
     * @param idempotency the engine
     * @param name the operation's name, which is part of every key, so keep it as long as records live; never empty
     * @param result the class of the result; {@code Void.class} for none
     * @param <R> the result
     * @return the builder of the operation
     */
    public static <R> OperationBuilder<KafkaRecord, R> operationPerDelivery(
            Idempotency idempotency, String name, Class<R> result) {
        return idempotency
                .operation(name, KafkaRecord.class, result)
                .key(KafkaRecord::deliveryIdentity)
                .fingerprintOf(KafkaRecord::contentIdentity)
                .dedupeWindow(BROKER_DEFAULT);
    }

    /** {@return the latest redelivery of a topic with the brokers' default retention of 7 days} */
    public static RetryHorizon retryHorizon() {
        return retryHorizon(BROKER_DEFAULT);
    }

    /**
     * {@return the latest redelivery of a topic: its retention, because an event source mapping retries without end by
     * default}
     *
     * @param retention the topic's {@code retention.ms}, or the mapping's maximum record age if that is shorter;
     *     positive
     */
    public static RetryHorizon retryHorizon(Duration retention) {
        return new RetryHorizon("Kafka", retention, "Apache Kafka documentation, \"Topic Configs\", retention.ms");
    }
}
