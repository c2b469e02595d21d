// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.Idempotency;
import dev.semel.OperationBuilder;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;

/**
 * The event source SNS: reads the events that a topic sends to a function, and defines the delivery identity and the
 * latest redelivery. A topic delivers at least once, in no order, and retries the function's event as a whole: there is
 * no partial response. Immutable and thread-safe.
 */
public final class SnsSource {

    static final String EVENT = "SNS event";

    private SnsSource() {}

    /**
     * Reads an event, as the "Invoking Lambda functions with Amazon SNS notifications" page of the AWS Lambda Developer
     * Guide describes it.
     *
     * @param document the event in JSON; read to its end, not closed
     * @return its notifications; SNS sends one at a time
     * @throws InvalidEventException if the document is anything else
     */
    public static List<SnsNotification> parse(InputStream document) {
        return JsonPlace.read(EVENT, document)
                .at("Records")
                .elements("An SNS topic must invoke this function: a notification in an SQS message is opened by the "
                        + "message's own method")
                .stream()
                .map(SnsSource::notification)
                .toList();
    }

    private static SnsNotification notification(JsonPlace record) {
        record.at("EventSource").require("aws:sns");
        return SnsNotification.of(record.at("Sns"));
    }

    /** Reads a notification inside the body of an SQS message, without raw delivery. */
    static SnsNotification parse(String document) {
        return SnsNotification.of(JsonPlace.read("SNS notification", document));
    }

    /**
     * Starts an operation that runs once per delivery: its key is {@link SnsNotification#deliveryIdentity()}, which has
     * the limits named there; its fingerprint covers {@link SnsNotification#contentIdentity()}, and its dedupe window
     * is that of {@link #retryHorizon()}. For an operation that runs once per intent, start it from {@code idempotency}
     * and take the key from the message.
     *
     * @param idempotency the engine
     * @param name the operation's name, which is part of every key, so keep it as long as records live; never empty
     * @param result the class of the result; {@code Void.class} for none
     * @param <R> the result
     * @return the builder of the operation
     */
    public static <R> OperationBuilder<SnsNotification, R> operationPerDelivery(
            Idempotency idempotency, String name, Class<R> result) {
        return idempotency
                .operation(name, SnsNotification.class, result)
                .key(SnsNotification::deliveryIdentity)
                .fingerprintOf(SnsNotification::contentIdentity)
                .dedupeWindow(retryHorizon().longest());
    }

    /**
     * {@return the latest redelivery of a topic: SNS tries for 23 days to hand the event to Lambda, which then retries
     * for 6 hours} For a queue between the two use {@code topicRetries().followedBy(SqsSource.retryHorizon())}.
     */
    public static RetryHorizon retryHorizon() {
        return topicRetries().followedBy(RetryHorizon.asynchronousInvocation());
    }

    /** {@return the latest delivery of a topic to Lambda or SQS: 100,015 tries over 23 days} */
    public static RetryHorizon topicRetries() {
        return new RetryHorizon(
                "SNS",
                Duration.ofDays(23),
                "Amazon Simple Notification Service Developer Guide, \"Amazon SNS message delivery retries\"");
    }
}
