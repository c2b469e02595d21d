// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Operation;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Runs an operation for every record of an S3 event notification. S3 invokes functions asynchronously, and such an
 * invocation has no partial response: unless every record completed, it fails, and Lambda delivers the whole event
 * again, by default twice more. Completed records then replay, and attempts in progress may have ended.
 *
 * <p>A crash early in a function with a long timeout is a trap: both retries, about one and two minutes later, find the
 * lease of the first attempt alive, fail, and the event goes to the failure destination or is dropped. Keep the timeout
 * short, put a queue in front, or configure a failure destination; see "A crash early in a long asynchronous
 * invocation" in {@code docs/guarantees.md}.
 *
 * <p>A record counts as completed when its body ran and its result is recorded, now or earlier; also when that result
 * cannot be read any more, because the result is not returned. A final failure fails the invocation each time without
 * running the body again, so that the event comes to the function's failure destination. Every record is tried,
 * whatever happens to those before it, unless the thread is interrupted. Nothing is written as a response. Immutable
 * and thread-safe.
 *
 * @param <R> the result
 */
public final class S3Handler<R> implements RequestStreamHandler {

    private final BatchHandling<S3Object, R> handling;

    private S3Handler(BatchHandling<S3Object, R> handling) {
        this.handling = handling;
    }

    /**
     * {@return the handler of an operation} Lambda needs a class with a public constructor without arguments: make the
     * operation in yours, keep this handler in a field, and delegate {@code handleRequest} to it.
     *
     * @param operation the operation, mostly from {@link S3Source#operationPerDelivery}
     * @param <R> the result
     */
    public static <R> S3Handler<R> of(Operation<S3Object, R> operation) {
        return of(operation, BatchPolicy.defaults());
    }

    /**
     * {@return the handler of an operation with a policy}
     *
     * @param operation the operation
     * @param policy the policy
     * @param <R> the result
     */
    public static <R> S3Handler<R> of(Operation<S3Object, R> operation, BatchPolicy policy) {
        return new S3Handler<>(
                BatchHandling.withoutResponse(S3Source.EVENT, operation, policy, S3Source.retryHorizon()));
    }

    /**
     * Handles one invocation.
     *
     * @throws RecordsNotCompletedException if a record was not completed; all other records were tried
     * @throws MissingSequencerException if a record has no sequencer; nothing was executed
     * @throws InvalidEventException if the event is no S3 event notification; nothing was executed
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
        if (handling.setsAside()) {
            handling.runAllItems(S3Source.items(input), context);
        } else {
            handling.runAll(S3Source.parse(input), context);
        }
    }
}
