// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Function;

/**
 * Runs an operation for every record of a Kinesis batch. A shard runs in order: the first record that is not completed
 * ends the batch, and the records after it are not tried.
 *
 * <p>By default the response names the lowest record that was not completed, for which the event source mapping must
 * have {@code ReportBatchItemFailures}: see {@link BatchResponse}. Everything from that record on is delivered again;
 * completed records then replay. Immutable and thread-safe.
 *
 * @param <T> the content of a record
 * @param <R> the result, which is recorded and not returned
 */
public final class KinesisHandler<T, R> implements RequestStreamHandler {

    private final StreamHandling<KinesisRecord, T, R> handling;

    private KinesisHandler(StreamHandling<KinesisRecord, T, R> handling) {
        this.handling = handling;
    }

    /**
     * {@return the handler of an operation on records, with every default}
     *
     * @param operation the operation
     * @param <R> the result
     */
    public static <R> KinesisHandler<KinesisRecord, R> of(Operation<KinesisRecord, R> operation) {
        return of(record -> record, operation, BatchPolicy.defaults());
    }

    /**
     * {@return the handler of an operation on records}
     *
     * @param operation the operation
     * @param policy the policy
     * @param <R> the result
     */
    public static <R> KinesisHandler<KinesisRecord, R> of(Operation<KinesisRecord, R> operation, BatchPolicy policy) {
        return of(record -> record, operation, policy);
    }

    /**
     * {@return the handler of an operation on the content of records}
     *
     * @param reading the function that opens a record; throws {@link InvalidEventException} for poison
     * @param operation the operation
     * @param policy the policy
     * @param <T> the content that the operation gets
     * @param <R> the result
     */
    public static <T, R> KinesisHandler<T, R> of(
            Function<KinesisRecord, T> reading, Operation<T, R> operation, BatchPolicy policy) {
        return new KinesisHandler<>(StreamHandling.of(
                reading,
                BatchHandling.of(
                        KinesisSource.EVENT,
                        operation,
                        policy,
                        BatchResponse.FAILED_ITEMS,
                        KinesisSource.retryHorizon())));
    }

    /**
     * {@return this handler with order kept only within a part of the stream, such as {@code
     * KinesisRecord::partitionKey}, so that a failure holds up no other part and parts may run in parallel} Everything
     * from the lowest failed record on is still delivered again. Default: the whole shard is one order.
     *
     * @param part the function that names a record's part
     */
    public KinesisHandler<T, R> orderedBy(Function<KinesisRecord, String> part) {
        return new KinesisHandler<>(handling.orderedBy(part));
    }

    /**
     * Handles one invocation.
     *
     * @throws InvalidEventException if the event is no Kinesis batch; nothing was executed
     * @throws RecordsNotCompletedException if a record failed and the policy is {@link BatchResponse#WHOLE_BATCH}
     * @throws IOException if the response could not be written; everything is recorded
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        handling.handle(KinesisSource.parse(input), output, context);
    }
}
