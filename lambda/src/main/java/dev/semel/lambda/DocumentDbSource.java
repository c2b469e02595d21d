// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.Idempotency;
import dev.semel.OperationBuilder;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The event source Amazon DocumentDB: reads the batches of change stream events that an event source mapping delivers,
 * and defines the delivery identity and the latest redelivery. A stream is delivered in order, and at least once. There
 * is no partial response: a failed change makes the whole batch come again. Immutable and thread-safe.
 */
public final class DocumentDbSource {

    static final String EVENT = "DocumentDB event";

    private static final Duration DEFAULT_RETENTION = Duration.ofHours(3);
    private static final Duration LONGEST_RETENTION = Duration.ofDays(7);

    private DocumentDbSource() {}

    /**
     * Reads a batch, as the "Using AWS Lambda with Amazon DocumentDB" page of the AWS Lambda Developer Guide describes
     * it. A change that cannot be read is {@link DeliveredItem.Poison}; the other changes are not affected.
     *
     * @param document the event in JSON; read to its end, not closed
     * @return its changes in their order, named by their resume token. A batch comes from one stream, so that it is one
     *     group
     * @throws InvalidEventException if the document is anything else
     */
    static List<DeliveredItem<DocumentDbChange>> parse(InputStream document) {
        JsonPlace root = JsonPlace.read(EVENT, document);
        BatchEvents.requireSource(root, Set.of("aws:docdb"));
        String clusterArn = root.at("eventSourceArn").text();
        List<DeliveredItem<DocumentDbChange>> items = new ArrayList<>();
        for (JsonPlace event : BatchEvents.records(root, "events", "A DocumentDB event source mapping")) {
            JsonPlace change = event.at("event");
            String token = change.at("_id", "_data").metadata(JsonPlace::text);
            items.add(ItemReading.of(
                    token == null ? "event " + items.size() : token, clusterArn, () -> change(clusterArn, change)));
        }
        return List.copyOf(items);
    }

    private static DocumentDbChange change(String clusterArn, JsonPlace change) {
        return new DocumentDbChange(
                change.at("_id", "_data").text(),
                clusterArn,
                change.at("operationType").text(),
                change.at("ns", "db").optionalText(),
                change.at("ns", "coll").optionalText(),
                change.at("documentKey").ifPresent(JsonDocument::ofObject),
                change.at("fullDocument").ifPresent(JsonDocument::ofObject),
                change.at("updateDescription").ifPresent(JsonDocument::ofObject),
                change.at("clusterTime", "$timestamp", "t").metadata(JsonPlace::secondsSinceEpoch));
    }

    /**
     * Starts an operation that runs once per delivery: its key is {@link DocumentDbChange#deliveryIdentity()}, which
     * has the limits named there; its fingerprint covers {@link DocumentDbChange#contentIdentity()}, and its dedupe
     * window is 7 days, the longest retention of a change stream.
     *
     * @param idempotency the engine
     * @param name the operation's name, which is part of every key, so keep it as long as records live; never empty
     * @param result the class of the result; {@code Void.class} for none
     * @param <R> the result
     * @return the builder of the operation
     */
    public static <R> OperationBuilder<DocumentDbChange, R> operationPerDelivery(
            Idempotency idempotency, String name, Class<R> result) {
        return idempotency
                .operation(name, DocumentDbChange.class, result)
                .key(DocumentDbChange::deliveryIdentity)
                .fingerprintOf(DocumentDbChange::contentIdentity)
                .dedupeWindow(LONGEST_RETENTION);
    }

    /** {@return the latest redelivery of a change stream with the default retention of 3 hours} */
    public static RetryHorizon retryHorizon() {
        return retryHorizon(DEFAULT_RETENTION);
    }

    /**
     * {@return the latest redelivery of a change stream: its retention}
     *
     * @param retention the cluster's {@code change_stream_log_retention_duration}, 1 hour to 7 days
     */
    public static RetryHorizon retryHorizon(Duration retention) {
        if (retention.compareTo(Duration.ofHours(1)) < 0 || retention.compareTo(LONGEST_RETENTION) > 0) {
            throw new IllegalArgumentException("retention must be from 1 hour to 7 days, is " + retention);
        }
        return new RetryHorizon(
                "DocumentDB",
                retention,
                "Amazon DocumentDB Developer Guide, \"Using change streams with Amazon DocumentDB\"");
    }
}
