// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.codec.ContentIdentity;
import dev.semel.model.PrintableText;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One asynchronous invocation that Lambda gave up, as it comes to an on-failure destination (an envelope with the event
 * inside) or to the dead-letter queue of the function (the event unchanged, with message attributes). {@link
 * RedriveHandler} gives its event to the function's own handler. Immutable; {@code toString} shows neither event nor
 * response.
 *
 * @param requestId the request id of the invocation, the same in all its tries
 * @param event the event of the invocation
 * @param functionArn the function's ARN; null if the document names none
 * @param condition the reason, such as {@code RetriesExhausted} or {@code EventAgeExceeded}; null in a dead-letter
 *     queue
 * @param invokeCount the number of tries; null if the document has none
 * @param failedAt the moment of the last failure; null if the document has none. Never part of an identity
 * @param statusCode the status of the last invocation; null if the document has none
 * @param error the kind of failure, or its message in a dead-letter queue, which may show content; null for none
 * @param response the function's response, mostly its exception, which may show content; null for none
 */
public record FailedInvocation(
        String requestId,
        JsonDocument event,
        @Nullable String functionArn,
        @Nullable String condition,
        @Nullable Long invokeCount,
        @Nullable Instant failedAt,
        @Nullable Long statusCode,
        @Nullable String error,
        @Nullable JsonDocument response)
        implements ContentIdentity {

    static final String EVENT = "Failed asynchronous invocation";

    /** Validates every part. */
    public FailedInvocation {
        Requirements.named(requestId, "requestId");
        Objects.requireNonNull(event, "event");
        Requirements.nonEmptyIfPresent(functionArn, "functionArn");
        Requirements.nonEmptyIfPresent(condition, "condition");
        Requirements.nonEmptyIfPresent(error, "error");
    }

    /**
     * Reads the envelope of an on-failure destination, as the "Capturing records of Lambda asynchronous invocations"
     * page of the AWS Lambda Developer Guide describes it: the event of a function that is the destination, or the
     * object of a bucket that is. In a queue or topic it is {@link SqsMessage#failedInvocation()} or {@link
     * SnsNotification#failedInvocation()}, on a bus {@link EventBridgeEvent#failedInvocation()}.
     *
     * @param document the envelope in JSON; read to its end, not closed
     * @return the failed invocation
     * @throws InvalidEventException if the document is anything else, also the envelope of an invocation that succeeded
     */
    public static FailedInvocation parse(InputStream document) {
        return FailedEvents.invocation(EVENT, JsonPlace.text(EVENT, document), Map.of());
    }

    static FailedInvocation of(OpenedEvent opened) {
        return opened.isDeadLetter() ? ofDeadLetter(opened) : ofEnvelope(opened);
    }

    /** {@return the request id of the invocation that failed} */
    static String requestId(OpenedEvent opened) {
        if (!opened.isDeadLetter()) {
            return opened.root().at("requestContext", "requestId").text();
        }
        MessageAttribute attribute = opened.deadLetter().get(FailedEvents.REQUEST_ID);
        String requestId = attribute == null ? null : attribute.text();
        if (requestId == null || requestId.isBlank()) {
            throw opened.root().invalid("has an attribute RequestID without a value", JsonPlace.AS_IT_CAME);
        }
        return requestId;
    }

    /**
     * Requires a document to have the event of a failed invocation.
     *
     * @throws InvalidEventException if it has not, also of an invocation that succeeded
     */
    static String requirePayload(OpenedEvent opened) {
        JsonPlace root = opened.root();
        String payload = opened.isBatch() ? null : opened.payload();
        if (payload == null) {
            throw root.at("requestPayload")
                    .invalid(
                            "is missing",
                            "Only what an asynchronous invocation sends to its on-failure destination or dead-letter "
                                    + "queue can be read here; a stream's failed batch is opened by failedBatch()");
        }
        JsonPlace condition = root.at("requestContext", "condition");
        if ("Success".equals(condition.metadata(JsonPlace::text))) {
            throw condition.invalid(
                    "shows that the invocation succeeded", "Send only failures here, with an OnFailure destination");
        }
        return payload;
    }

    private static JsonDocument event(OpenedEvent opened) {
        requirePayload(opened);
        return JsonDocument.of(Objects.requireNonNull(opened.event(), "there is a payload"));
    }

    private static FailedInvocation ofEnvelope(OpenedEvent opened) {
        JsonDocument event = event(opened);
        JsonPlace root = opened.root();
        JsonPlace context = root.at("requestContext");
        return new FailedInvocation(
                requestId(opened),
                event,
                context.at("functionArn").metadata(JsonPlace::text),
                context.at("condition").metadata(JsonPlace::text),
                context.at("approximateInvokeCount").metadata(FailedEvents::count),
                root.at("timestamp").metadata(JsonPlace::moment),
                root.at("responseContext", "statusCode").metadata(FailedEvents::count),
                root.at("responseContext", "functionError").metadata(JsonPlace::text),
                root.at("responsePayload").metadata(JsonDocument::of));
    }

    /** Reads a dead letter, as "Adding a dead-letter queue" of the same guide describes it. */
    private static FailedInvocation ofDeadLetter(OpenedEvent opened) {
        return new FailedInvocation(
                requestId(opened),
                event(opened),
                null,
                null,
                null,
                null,
                FailedEvents.number(text(opened.deadLetter(), FailedEvents.ERROR_CODE)),
                FailedEvents.orNull(text(opened.deadLetter(), FailedEvents.ERROR_MESSAGE)),
                null);
    }

    private static @Nullable String text(Map<String, MessageAttribute> attributes, String name) {
        MessageAttribute attribute = attributes.get(name);
        return attribute == null ? null : attribute.text();
    }

    /**
     * {@return the invocation itself, for an operation on asynchronous invocations} It has the same identity and
     * content as in the tries before, so a completed one replays, and any other executes with the same effect keys.
     */
    public AsynchronousInvocation invocation() {
        return new AsynchronousInvocation(requestId, event);
    }

    /**
     * {@return the identity of this delivery: the request id} The same as that of the invocation in all its tries, and
     * however often the destination delivers it.
     */
    public String deliveryIdentity() {
        return requestId;
    }

    /** {@return the content that a fingerprint of this covers: the canonical event, as of the invocation itself} */
    @Override
    public String contentIdentity() {
        return event.canonical();
    }

    /** {@return the latest redrive from a queue with the default retention of 4 days} */
    public static RetryHorizon retryHorizon() {
        return retryHorizon(SqsSource.retryHorizon().longest());
    }

    /**
     * {@return the latest redrive: the tries of the invocation, then the retention of the queue} The operation that
     * failed needs a dedupe window as long, or a redrive of an invocation that did complete executes it again.
     *
     * @param queueRetention the retention of the destination, 60 seconds to 14 days
     */
    public static RetryHorizon retryHorizon(Duration queueRetention) {
        return RetryHorizon.asynchronousInvocation().followedBy(SqsSource.retryHorizon(queueRetention));
    }

    /** Shows request id and reason, never the event. */
    @Override
    public String toString() {
        return PrintableText.shown("FailedInvocation[" + requestId + ": " + condition + "]");
    }
}
