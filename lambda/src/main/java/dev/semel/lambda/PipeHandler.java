// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs an operation for every record of an array that an EventBridge pipe sends to its target, this function. A message
 * group, shard or partition runs in order: after a record that is not completed, the rest of it is not tried.
 *
 * <p>Of SQS, Kinesis and DynamoDB Streams the response names the records that were not completed, for which the pipe
 * must invoke the function synchronously ({@code REQUEST_RESPONSE}, the default). Of other sources the invocation fails
 * as a whole. As a pipe's <em>enrichment</em> this handler is of no use: there the answer is the payload of the target.
 * Immutable and thread-safe.
 *
 * @param <S> the records of the pipe's source
 * @param <T> the content of a record
 * @param <R> the result, which is recorded and not returned
 */
public final class PipeHandler<S, T, R> implements RequestStreamHandler {

    private final PipeSource<S> source;
    private final Function<S, T> reading;
    private final @Nullable Function<? super S, String> part;
    private final BatchHandling<T, R> handling;

    private PipeHandler(
            PipeSource<S> source,
            Function<S, T> reading,
            @Nullable Function<? super S, String> part,
            BatchHandling<T, R> handling) {
        this.source = source;
        this.reading = reading;
        this.part = part;
        this.handling = handling;
    }

    /**
     * {@return the handler of an operation on records, with the default policy}
     *
     * @param source the pipe's source
     * @param operation the operation
     * @param <S> the records of the pipe's source
     * @param <R> the result
     */
    public static <S, R> PipeHandler<S, S, R> of(PipeSource<S> source, Operation<S, R> operation) {
        return of(source, record -> record, operation, BatchPolicy.defaults());
    }

    /**
     * {@return the handler of an operation on the content of records}
     *
     * @param source the pipe's source
     * @param reading the function that opens a record, such as {@code SqsMessage::json}; throws {@link
     *     InvalidEventException} for poison
     * @param operation the operation
     * @param policy the policy
     * @param <S> the records of the pipe's source
     * @param <T> the content that the operation gets
     * @param <R> the result
     * @throws IllegalArgumentException if the policy names failed items, and the pipe's source has no partial responses
     */
    public static <S, T, R> PipeHandler<S, T, R> of(
            PipeSource<S> source, Function<S, T> reading, Operation<T, R> operation, BatchPolicy policy) {
        Objects.requireNonNull(reading, "reading");
        BatchHandling<T, R> handling = source.namesItems()
                ? BatchHandling.of(
                        PipeSource.EVENT, operation, policy, BatchResponse.FAILED_ITEMS, source.retryHorizon())
                : BatchHandling.withoutResponse(PipeSource.EVENT, operation, policy, source.retryHorizon());
        return new PipeHandler<>(source, reading, null, handling);
    }

    /**
     * {@return this handler with order kept only within a part of a message group, shard or partition, such as {@code
     * KinesisRecord::partitionKey}} Default: each is one order.
     *
     * @param part the function that names a record's part
     */
    public PipeHandler<S, T, R> orderedBy(Function<? super S, String> part) {
        return new PipeHandler<>(source, reading, Objects.requireNonNull(part, "part"), handling);
    }

    /**
     * Handles one invocation.
     *
     * @throws InvalidEventException if the event is no array of the pipe's source; nothing was executed
     * @throws RecordsNotCompletedException if a record failed and no response names it
     * @throws IOException if the response could not be written; everything is recorded
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Function<? super S, String> within = part;
        List<DeliveredItem<S>> records = source.parse(input);
        List<DeliveredItem<T>> items = records.stream()
                .map(record -> within == null ? record : record.within(within))
                .map(record -> record.<T>map(reading))
                .toList();
        List<ItemBatch.Item<R>> results = handling.run(items, records, context);
        handling.respond(results, BatchHandling.failed(results), BatchHandling::itemId, output);
    }
}
