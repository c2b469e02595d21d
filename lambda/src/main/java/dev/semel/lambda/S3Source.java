// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semel.Idempotency;
import dev.semel.OperationBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The event source S3: reads the notifications that S3 sends to a function, and says what names a delivery and how late
 * it may come. S3 delivers at least once and in no order. Immutable and thread-safe.
 */
public final class S3Source {

    private static final String EVENT = "S3 event notification";

    private static final ObjectReader JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private S3Source() {}

    /**
     * Reads a notification, as the "Event message structure" page of the Amazon S3 User Guide describes it in version 2.
     *
     * @param document the notification in JSON; read to its end, not closed
     * @return its records in their order; empty for the {@code s3:TestEvent} that S3 sends when notifications are set up
     * @throws MissingSequencerException if a record has no sequencer
     * @throws InvalidEventException if the document is anything else
     */
    public static List<S3Object> parse(InputStream document) {
        JsonNode root;
        try {
            root = JSON.readTree(document);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw InvalidEventException.notJson(
                    EVENT, at == null ? 0 : at.getLineNr(), at == null ? 0 : at.getColumnNr());
        } catch (IOException e) {
            throw InvalidEventException.unreadable(EVENT);
        }
        if (root.path("Event").asText().equals("s3:TestEvent") && !root.has("Records")) {
            return List.of();
        }
        JsonNode records = root.path("Records");
        if (!records.isArray()) {
            throw InvalidEventException.at(
                    EVENT,
                    "Records",
                    records.isMissingNode() ? "is missing" : "is not an array",
                    "S3 itself must invoke this function: notifications that come through SQS, SNS or EventBridge are in "
                            + "an envelope that this source does not open");
        }
        List<S3Object> objects = new ArrayList<>(records.size());
        for (int i = 0; i < records.size(); i++) {
            objects.add(new S3Record(EVENT, "Records[" + i + "]", records.get(i)).object());
        }
        return List.copyOf(objects);
    }

    /**
     * Starts an operation that runs once per delivery: its key is {@link S3Object#deliveryIdentity()}, with all that this
     * identity does not catch, its fingerprint covers {@link S3Object#contentIdentity()}, and its dedupe window is the
     * default, which covers {@link #retryHorizon()}. For an operation that runs once per intent, start it from
     * {@code idempotency} and say {@code fingerprintOf(S3Object::contentIdentity)}.
     *
     * @param name names the operation in every key, so it must stay as long as records live; never empty
     * @param result the class of the result; {@code Void.class} for none
     */
    public static <R> OperationBuilder<S3Object, R> operationPerDelivery(
            Idempotency idempotency, String name, Class<R> result) {
        return idempotency
                .operation(name, S3Object.class, result)
                .key(S3Object::deliveryIdentity)
                .fingerprintOf(S3Object::contentIdentity);
    }

    /** Returns how late a notification may be delivered again: S3 invokes functions asynchronously. */
    public static RetryHorizon retryHorizon() {
        return RetryHorizon.asynchronousInvocation();
    }
}
