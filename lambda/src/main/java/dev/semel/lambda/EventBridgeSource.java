// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.Idempotency;
import dev.semel.OperationBuilder;
import java.io.InputStream;
import java.time.Duration;

/**
 * The event source EventBridge, for custom events, those of AWS services, and schedules: reads the events that a rule
 * passes on whole to its target, and defines the delivery identity and the latest redelivery. An event is delivered at
 * least once to each target, in no order. A rule whose input is a constant or a transformed one sends another document:
 * read that with {@link JsonEventSource}. Immutable and thread-safe.
 */
public final class EventBridgeSource {

    static final String EVENT = "EventBridge event";

    /** Functions are asynchronous targets: Lambda's own retries follow the retries of the bus. */
    private static final Duration LONGEST_AGE = Duration.ofHours(24);

    private EventBridgeSource() {}

    /**
     * Reads an event, as the "Events in Amazon EventBridge" page of the Amazon EventBridge User Guide describes it.
     *
     * @param document the event in JSON; read to its end, not closed
     * @return the event
     * @throws InvalidEventException if the document is anything else
     */
    public static EventBridgeEvent parse(InputStream document) {
        return EventBridgeEvent.of(JsonPlace.read(EVENT, document));
    }

    /** Reads an event inside another one: the body of an SQS message, or the message of an SNS notification. */
    static EventBridgeEvent parse(String document) {
        return EventBridgeEvent.of(JsonPlace.read(EVENT, document));
    }

    /**
     * Starts an operation that runs once per delivery: its key is {@link EventBridgeEvent#deliveryIdentity()}, which
     * does not catch a producer's retry, nor for certain a replay. Its fingerprint covers {@link
     * EventBridgeEvent#contentIdentity()}, and its dedupe window is that of {@link #retryHorizon()}. For an operation
     * that runs once per intent, start it from {@code idempotency} and declare {@code
     * key(EventBridgeEvent.intent("/orderId"))}; with archives, set a window as long as anything is replayed.
     *
     * @param idempotency the engine
     * @param name the operation's name, which is part of every key, so keep it as long as records live; never empty
     * @param result the class of the result; {@code Void.class} for none
     * @param <R> the result
     * @return the builder of the operation
     */
    public static <R> OperationBuilder<EventBridgeEvent, R> operationPerDelivery(
            Idempotency idempotency, String name, Class<R> result) {
        return operation(idempotency, name, result).key(EventBridgeEvent::deliveryIdentity);
    }

    /**
     * Starts an operation that runs once per run of a schedule: its key is {@link EventBridgeEvent#scheduleIdentity()},
     * and an event that is not scheduled is refused. All else is as with {@link #operationPerDelivery}.
     *
     * @param idempotency the engine
     * @param name the operation's name, which is part of every key, so keep it as long as records live; never empty
     * @param result the class of the result; {@code Void.class} for none
     * @param <R> the result
     * @return the builder of the operation
     */
    public static <R> OperationBuilder<EventBridgeEvent, R> operationPerScheduledRun(
            Idempotency idempotency, String name, Class<R> result) {
        return operation(idempotency, name, result).key(EventBridgeEvent::scheduleIdentity);
    }

    private static <R> OperationBuilder<EventBridgeEvent, R> operation(
            Idempotency idempotency, String name, Class<R> result) {
        return idempotency
                .operation(name, EventBridgeEvent.class, result)
                .fingerprintOf(EventBridgeEvent::contentIdentity)
                .dedupeWindow(retryHorizon().longest());
    }

    /** {@return the latest redelivery of a rule with the default maximum event age of 24 hours} */
    public static RetryHorizon retryHorizon() {
        return retryHorizon(LONGEST_AGE);
    }

    /**
     * {@return the latest redelivery of a rule: the bus retries for the target's maximum event age, and Lambda then for
     * its own, 6 hours} A replay from an archive can come at any later time: see {@link ReplayPolicy}.
     *
     * @param maximumEventAge that of the rule's target, 60 seconds to 24 hours
     */
    public static RetryHorizon retryHorizon(Duration maximumEventAge) {
        if (maximumEventAge.compareTo(Duration.ofSeconds(60)) < 0 || maximumEventAge.compareTo(LONGEST_AGE) > 0) {
            throw new IllegalArgumentException(
                    "maximumEventAge must be from 60 seconds to 24 hours, is " + maximumEventAge);
        }
        return new RetryHorizon(
                        "EventBridge",
                        maximumEventAge,
                        "Amazon EventBridge User Guide, \"How EventBridge retries delivering events\"")
                .followedBy(RetryHorizon.asynchronousInvocation());
    }
}
