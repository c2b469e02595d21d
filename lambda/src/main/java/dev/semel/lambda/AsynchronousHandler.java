// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Operation;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * Runs an operation for each asynchronous invocation, whatever its event. If it is not completed, the invocation fails,
 * and Lambda tries again, by default twice more with the same request id. Nothing is written as a response. Immutable
 * and thread-safe.
 *
 * @param <R> the result, which is recorded and not returned
 */
public final class AsynchronousHandler<R> implements RequestStreamHandler {

    private final BatchHandling<AsynchronousInvocation, R> handling;

    private AsynchronousHandler(BatchHandling<AsynchronousInvocation, R> handling) {
        this.handling = handling;
    }

    /**
     * {@return the handler of an operation, with every default}
     *
     * @param operation the operation
     * @param <R> the result
     */
    public static <R> AsynchronousHandler<R> of(Operation<AsynchronousInvocation, R> operation) {
        return of(operation, BatchPolicy.defaults());
    }

    /**
     * {@return the handler of an operation} Only final failures, horizon and listeners of the policy matter here.
     *
     * @param operation the operation
     * @param policy the policy
     * @param <R> the result
     */
    public static <R> AsynchronousHandler<R> of(Operation<AsynchronousInvocation, R> operation, BatchPolicy policy) {
        return new AsynchronousHandler<>(BatchHandling.withoutResponse(
                AsynchronousInvocation.EVENT, operation, policy, RetryHorizon.asynchronousInvocation()));
    }

    /**
     * Handles one invocation.
     *
     * @throws RecordsNotCompletedException if it was not completed
     * @throws InvalidEventException if the event is not JSON; nothing was executed
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
        handling.runAll(List.of(AsynchronousInvocation.parse(input, context)), context);
    }
}
