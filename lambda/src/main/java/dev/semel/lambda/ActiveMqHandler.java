// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Operation;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Function;

/**
 * Runs an operation for every message of an ActiveMQ batch. There is no partial response: if a message is not
 * completed, the invocation fails after every message was tried, and the whole batch is delivered again; completed
 * messages then replay. Nothing is written as a response. Immutable and thread-safe.
 *
 * @param <T> the content of a message
 * @param <R> the result, which is recorded and not returned
 */
public final class ActiveMqHandler<T, R> implements RequestStreamHandler {

    private final QueueHandling<ActiveMqMessage, T, R> handling;

    private ActiveMqHandler(QueueHandling<ActiveMqMessage, T, R> handling) {
        this.handling = handling;
    }

    /**
     * {@return the handler of an operation on messages, with the default policy}
     *
     * @param operation the operation
     * @param horizon the latest redelivery of your broker: see {@link ActiveMqSource#retryHorizon}
     * @param <R> the result
     */
    public static <R> ActiveMqHandler<ActiveMqMessage, R> of(
            Operation<ActiveMqMessage, R> operation, RetryHorizon horizon) {
        return of(message -> message, operation, horizon, BatchPolicy.defaults());
    }

    /**
     * {@return the handler of an operation on the content of messages}
     *
     * @param reading the function that opens a message, such as {@code ActiveMqMessage::json}; throws {@link
     *     InvalidEventException} for poison
     * @param operation the operation
     * @param horizon the latest redelivery of your broker: see {@link ActiveMqSource#retryHorizon}
     * @param policy the policy
     * @param <T> the content that the operation gets
     * @param <R> the result
     */
    public static <T, R> ActiveMqHandler<T, R> of(
            Function<ActiveMqMessage, T> reading, Operation<T, R> operation, RetryHorizon horizon, BatchPolicy policy) {
        return new ActiveMqHandler<>(QueueHandling.of(ActiveMqSource.EVENT, reading, operation, horizon, policy));
    }

    /**
     * Handles one invocation.
     *
     * @throws InvalidEventException if the event is no ActiveMQ batch; nothing was executed
     * @throws RecordsNotCompletedException if a message was not completed; all other messages were tried
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
        handling.handle(ActiveMqSource.parse(input), context);
    }
}
