// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.semel.Idempotency;
import dev.semel.OperationBuilder;
import dev.semel.codec.ContentIdentity;
import dev.semel.model.PrintableText;
import java.io.InputStream;
import java.util.Objects;

/**
 * One asynchronous invocation of a function. Immutable; {@code toString} does not show the event.
 *
 * @param requestId Lambda's request id of the invocation
 * @param event the event of the invocation; JSON null for none
 */
public record AsynchronousInvocation(String requestId, JsonDocument event) implements ContentIdentity {

    static final String EVENT = "Asynchronous invocation";

    /** Validates every part. */
    public AsynchronousInvocation {
        Requirements.named(requestId, "requestId");
        Objects.requireNonNull(event, "event");
    }

    /**
     * Reads an invocation.
     *
     * @param document the event in JSON; read to its end, not closed
     * @param context the invocation's own
     * @return the event
     * @throws InvalidEventException if the document is not JSON, or the context has no request id
     */
    public static AsynchronousInvocation parse(InputStream document, Context context) {
        JsonPlace root = JsonPlace.read(EVENT, document);
        String requestId = context.getAwsRequestId();
        if (requestId == null || requestId.isBlank()) {
            throw InvalidEventException.at(
                    root.event(),
                    "the context's request id",
                    "is missing or blank",
                    "Pass on the Context that Lambda gave to the handler");
        }
        return new AsynchronousInvocation(
                requestId, root.node().isMissing() ? JsonDocument.of("null") : JsonDocument.of(root));
    }

    /**
     * {@return the identity of this delivery: the request id} It is the same over the two retries that follow an error,
     * and over a second delivery of one queued event (AWS Lambda Developer Guide, "How Lambda handles errors and
     * retries with asynchronous invocation").
     *
     * <p>It catches nothing else: a second invocation, above all a retry of the invoker, has another request id. In a
     * synchronous invocation each try has its own, so that this catches nothing there.
     */
    public String deliveryIdentity() {
        return requestId;
    }

    /** {@return the content that a fingerprint of this invocation covers: its canonical event} */
    @Override
    public String contentIdentity() {
        return event.canonical();
    }

    /**
     * Starts an operation that runs once per delivery: its key is {@link #deliveryIdentity()}, which only Lambda's own
     * retries share, its fingerprint covers the event, and its dedupe window is the default, which covers {@link
     * RetryHorizon#asynchronousInvocation()}. If the event has a business id, use {@link
     * JsonEventSource#operationByPath} instead.
     *
     * @param idempotency the engine
     * @param name the operation's name, which is part of every key, so keep it as long as records live; never empty
     * @param result the class of the result; {@code Void.class} for none
     * @param <R> the result
     * @return the builder of the operation
     */
    public static <R> OperationBuilder<AsynchronousInvocation, R> operationPerDelivery(
            Idempotency idempotency, String name, Class<R> result) {
        return idempotency
                .operation(name, AsynchronousInvocation.class, result)
                .key(AsynchronousInvocation::deliveryIdentity)
                .fingerprintOf(AsynchronousInvocation::contentIdentity);
    }

    /** Shows the request id, never the event. */
    @Override
    public String toString() {
        return PrintableText.shown("AsynchronousInvocation[" + requestId + "]");
    }
}
