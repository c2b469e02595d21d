// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.Idempotency;
import dev.semel.OperationBuilder;
import java.io.InputStream;

/**
 * Event source for any JSON event, by path: direct invocations, transformed EventBridge events, EventBridge Scheduler,
 * Amazon Connect, IoT rules, and any other source without a class of its own. Immutable and thread-safe.
 */
public final class JsonEventSource {

    private static final String EVENT = "JSON event";

    private JsonEventSource() {}

    /**
     * Reads an event.
     *
     * @param document the event in JSON; read to its end, not closed
     * @return the event
     * @throws InvalidEventException if the document is not one JSON value, has two members of one name, or an unpaired
     *     surrogate
     */
    public static JsonDocument parse(InputStream document) {
        return JsonDocument.of(JsonPlace.read(EVENT, document));
    }

    /**
     * Starts an operation that runs once for each value at a path in the event, or for each combination of values at
     * several paths. The sender decides whether that is an intent or only a delivery: a business id that a sender's
     * retry repeats is an intent. A timestamp, a random id made per try, or a user's id is none. An event without a
     * value there is refused.
     *
     * <p>The fingerprint covers the whole event, so a sender's retry must repeat it, except for order and spelling. If
     * members differ from try to try, call {@code fingerprintOf} with a part. The dedupe window is the default, which
     * covers {@link RetryHorizon#asynchronousInvocation()}; the sender's own horizon may be longer.
     *
     * @param idempotency the engine
     * @param name the operation's name, which is part of every key, so keep it as long as records live; never empty
     * @param result the class of the result; {@code Void.class} for none
     * @param pointer a JSON Pointer, such as {@code /order/id}
     * @param more further JSON Pointers, for a key of several parts
     * @param <R> the result
     * @return the builder of the operation
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
