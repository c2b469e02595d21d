// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.Idempotency;
import dev.semel.OperationBuilder;
import java.io.InputStream;

/**
 * Any JSON event, by path: for direct invocations, transformed EventBridge events, EventBridge Scheduler, Amazon Connect, IoT
 * rules, and whatever has no class of its own. Immutable and thread-safe.
 */
public final class JsonEventSource {

    private static final String EVENT = "JSON event";

    private JsonEventSource() {}

    /**
     * Reads an event.
     *
     * @param document the event in JSON; read to its end, not closed
     * @throws InvalidEventException if the document is not one JSON value, has two members of one name, or an unpaired
     *     surrogate
     */
    public static JsonDocument parse(InputStream document) {
        return JsonDocument.of(JsonPlace.read(EVENT, document));
    }

    /**
     * Starts an operation that runs once for each value at a path in the event, or for each combination of values at several.
     * Whether that is an intent or a mere delivery is up to who writes the value: a business id that a sender's retry repeats
     * is an intent. A timestamp, a random id made per try, or a user's id is none. An event without a value there is refused.
     *
     * <p>The fingerprint covers the whole event, so that a sender's retry must repeat it but for order and spelling. With
     * members that differ from try to try say {@code fingerprintOf} a part. The dedupe window is the default, which covers
     * {@link RetryHorizon#asynchronousInvocation()}; the sender's own horizon may be longer.
     *
     * @param name names the operation in every key, so it must stay as long as records live; never empty
     * @param result the class of the result; {@code Void.class} for none
     * @param pointer a JSON Pointer, such as {@code /order/id}
     * @throws IllegalArgumentException if a path is not a JSON Pointer, or is given twice
     */
    public static <R> OperationBuilder<JsonDocument, R> operationByPath(
            Idempotency idempotency, String name, Class<R> result, String pointer, String... more) {
        return idempotency
                .operation(name, JsonDocument.class, result)
                .key(JsonDocument.key(pointer, more))
                .fingerprintOf(JsonDocument::canonical);
    }
}
