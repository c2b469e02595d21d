// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Operation;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;

/**
 * Runs an operation for each event that an EventBridge rule or schedule sends to a function: custom events, those of
 * AWS services, scheduled ones. EventBridge invokes functions asynchronously: if the event is not completed, the
 * invocation fails and Lambda delivers it again, by default twice more. Nothing is written as a response. Immutable and
 * thread-safe.
 *
 * <p>A replayed event, one with a {@code replay-name}, is a duplicate by default: a completed event replays, a missing
 * one executes. Under {@link ReplayPolicy#oncePerReplay()} the operation's key must be made with {@link
 * ReplayPolicy#keyOf}.
 *
 * @param <R> the result, which is recorded and not returned
 */
public final class EventBridgeHandler<R> implements RequestStreamHandler {

    private final BatchHandling<EventBridgeEvent, R> handling;
    private final ReplayPolicy replays;

    private EventBridgeHandler(BatchHandling<EventBridgeEvent, R> handling, ReplayPolicy replays) {
        this.handling = handling;
        this.replays = replays;
    }

    /**
     * {@return the handler of an operation, with every default}
     *
     * @param operation the operation
     * @param <R> the result
     */
    public static <R> EventBridgeHandler<R> of(Operation<EventBridgeEvent, R> operation) {
        return of(operation, ReplayPolicy.asDuplicate(), BatchPolicy.defaults());
    }

    /**
     * {@return the handler of an operation}
     *
     * @param operation the operation, whose key is made with {@code replays.keyOf(...)}
     * @param replays the policy for replayed events
     * @param policy the policy, of which only final failures, horizon and listeners matter for single events
     * @param <R> the result
     */
    public static <R> EventBridgeHandler<R> of(
            Operation<EventBridgeEvent, R> operation, ReplayPolicy replays, BatchPolicy policy) {
        return new EventBridgeHandler<>(
                BatchHandling.withoutResponse(
                        EventBridgeSource.EVENT, operation, policy, EventBridgeSource.retryHorizon()),
                Objects.requireNonNull(replays, "replays"));
    }

    /**
     * Handles one invocation.
     *
     * @throws RecordsNotCompletedException if the event was not completed
     * @throws InvalidEventException if the document is no EventBridge event; nothing was executed
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
        EventBridgeEvent event = EventBridgeSource.parse(input);
        if (!replays.ignores(event)) {
            handling.runAll(List.of(event), context);
        }
    }
}
