// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.Idempotency;
import dev.semel.OperationBuilder;
import dev.semel.codec.ContentIdentity;
import dev.semel.model.LengthPrefixed;
import dev.semel.model.PrintableText;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One entry into a Task state, for a state machine that passes its context object to the function. Immutable; {@code
 * toString} does not show the input. Set the state's {@code Parameters}, in JSONPath, or {@code Arguments}, in JSONata:
 *
 * <pre>{@code
 * "Payload": {"context.$": "$$", "input.$": "$"}
 * "Payload": {"context": "{% $states.context %}", "input": "{% $states.input %}"}
 * }</pre>
 *
 * <p>To start an execution from an operation's body, or a durable function, give it a name that is the same over
 * attempts: {@link dev.semel.step.Receiver#stepFunctionsExecution()} and {@link
 * dev.semel.step.Receiver#durableExecution()} make one of a step's effect key:
 *
 * <pre>{@code
 * execution.step(
 *         Step.named("start").sentTo(Receiver.stepFunctionsExecution()),
 *         TypeRef.of(String.class),
 *         effect -> start(effect.key()));
 * }</pre>
 *
 * @param executionId the execution's ARN
 * @param stateName the state's name
 * @param enteredAt the moment when the execution entered the state; the same over its {@code Retry}
 * @param mapIndex the item's index in a Map state around this one, from 0; null without
 * @param retryCount the number of retries of the state, from 0; null if the context has none. Never part of an identity
 * @param input the state's input
 */
public record StepFunctionsTask(
        String executionId,
        String stateName,
        Instant enteredAt,
        @Nullable Long mapIndex,
        @Nullable Long retryCount,
        JsonDocument input)
        implements ContentIdentity {

    /** Step Functions Developer Guide, "Service quotas": an execution of a Standard workflow. */
    private static final Duration LONGEST_EXECUTION = Duration.ofDays(365);

    /** Validates every part. */
    public StepFunctionsTask {
        Requirements.named(executionId, "executionId");
        Requirements.named(stateName, "stateName");
        Objects.requireNonNull(enteredAt, "enteredAt");
        Objects.requireNonNull(input, "input");
    }

    /**
     * Reads a task: the fields {@code context.Execution.Id}, {@code context.State.Name} and {@code
     * context.State.EnteredTime}, as the "Accessing execution data from the Context object" page of the AWS Step
     * Functions Developer Guide describes them, and {@code input}.
     *
     * @param document the event in JSON; read to its end, not closed
     * @return the event
     * @throws InvalidEventException if the document is anything else
     */
    public static StepFunctionsTask parse(InputStream document) {
        JsonPlace root = JsonPlace.read("Step Functions task", document);
        JsonPlace context = root.at("context");
        if (!context.node().isObject()) {
            throw context.invalid(
                    context.node().isMissing() ? "is missing" : "is not an object",
                    "Have the state pass the context object on: see StepFunctionsTask");
        }
        return new StepFunctionsTask(
                context.at("Execution", "Id").text(),
                context.at("State", "Name").text(),
                context.at("State", "EnteredTime").moment(),
                context.at("Map", "Item", "Index").ifPresent(index -> index.wholeNumber("an index")),
                context.at("State", "RetryCount").metadata(count -> count.wholeNumber("a number of retries")),
                JsonDocument.of(root.at("input")));
    }

    /**
     * {@return the identity of this delivery: execution, state, entered time, and the index in a Map state, in one
     * injective text} The same over the state's {@code Retry}; a loop that enters the state again makes another one.
     *
     * <p>It does not catch a second execution: an Express workflow that is started asynchronously may run twice, and
     * one that a client starts again under another name does. Nor, for certain, the redrive of a failed execution,
     * which enters the state anew. In a Map state inside another one, two items of one inner index share this if the
     * state is entered in one millisecond: take the key from the input there.
     */
    public String deliveryIdentity() {
        return LengthPrefixed.joinOptional(executionId, stateName, enteredAt, mapIndex);
    }

    /** {@return the content that a fingerprint of this task covers: its canonical input} */
    @Override
    public String contentIdentity() {
        return input.canonical();
    }

    /**
     * Starts an operation that runs once per delivery: its key is {@link #deliveryIdentity()}, which has the limits
     * named there; its fingerprint covers the input, and its dedupe window is the default, 24 hours. If the state
     * retries for longer, set a longer one.
     *
     * @param idempotency the engine
     * @param name the operation's name, which is part of every key, so keep it as long as records live; never empty
     * @param result the class of the result; {@code Void.class} for none
     * @param <R> the result
     * @return the builder of the operation
     */
    public static <R> OperationBuilder<StepFunctionsTask, R> operationPerDelivery(
            Idempotency idempotency, String name, Class<R> result) {
        return idempotency
                .operation(name, StepFunctionsTask.class, result)
                .key(StepFunctionsTask::deliveryIdentity)
                .fingerprintOf(StepFunctionsTask::contentIdentity);
    }

    /**
     * {@return the latest retry of a state}
     *
     * @param longestRetry the time from the first try to the last one of the state's {@code Retry}; positive, at most a
     *     year, the longest that an execution lasts
     */
    public static RetryHorizon retryHorizon(Duration longestRetry) {
        if (longestRetry.compareTo(LONGEST_EXECUTION) > 0) {
            throw new IllegalArgumentException("longestRetry must be at most 365 days, is " + longestRetry);
        }
        return new RetryHorizon(
                "Step Functions",
                longestRetry,
                "AWS Step Functions Developer Guide, \"Handling errors in Step Functions workflows\"");
    }

    /** Shows the task's origin, never its input. */
    @Override
    public String toString() {
        return PrintableText.shown("StepFunctionsTask[" + stateName + " of " + executionId + "]");
    }
}
