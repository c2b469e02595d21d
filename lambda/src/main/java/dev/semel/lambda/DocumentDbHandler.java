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
import java.util.function.Function;

/**
 * Runs an operation for every change of a DocumentDB change stream batch, in order: after a change that is not
 * completed, the rest of the batch is not tried. There is no partial response: the invocation then fails, the whole
 * batch is delivered again, and completed changes replay. Nothing is written as a response. Immutable and thread-safe.
 *
 * @param <T> the content of a change
 * @param <R> the result, which is recorded and not returned
 */
public final class DocumentDbHandler<T, R> implements RequestStreamHandler {

    private final Function<DocumentDbChange, T> reading;
    private final BatchHandling<T, R> handling;

    private DocumentDbHandler(Function<DocumentDbChange, T> reading, BatchHandling<T, R> handling) {
        this.reading = reading;
        this.handling = handling;
    }

    /**
     * {@return the handler of an operation on changes, with every default}
     *
     * @param operation the operation
     * @param <R> the result
     */
    public static <R> DocumentDbHandler<DocumentDbChange, R> of(Operation<DocumentDbChange, R> operation) {
        return of(change -> change, operation, BatchPolicy.defaults());
    }

    /**
     * {@return the handler of an operation on changes}
     *
     * @param operation the operation
     * @param policy the policy
     * @param <R> the result
     */
    public static <R> DocumentDbHandler<DocumentDbChange, R> of(
            Operation<DocumentDbChange, R> operation, BatchPolicy policy) {
        return of(change -> change, operation, policy);
    }

    /**
     * {@return the handler of an operation on the content of changes}
     *
     * @param reading the function that opens a change; throws {@link InvalidEventException} for poison
     * @param operation the operation
     * @param policy the policy
     * @param <T> the content that the operation gets
     * @param <R> the result
     */
    public static <T, R> DocumentDbHandler<T, R> of(
            Function<DocumentDbChange, T> reading, Operation<T, R> operation, BatchPolicy policy) {
        return new DocumentDbHandler<>(
                Objects.requireNonNull(reading, "reading"),
                BatchHandling.withoutResponse(
                        DocumentDbSource.EVENT, operation, policy, DocumentDbSource.retryHorizon()));
    }

    /**
     * Handles one invocation.
     *
     * @throws InvalidEventException if the event is no DocumentDB batch; nothing was executed
     * @throws RecordsNotCompletedException if a change was not completed
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
        List<DeliveredItem<DocumentDbChange>> changes = DocumentDbSource.parse(input);
        handling.runAllItems(
                changes.stream().map(change -> change.<T>map(reading)).toList(), changes, context);
    }
}
