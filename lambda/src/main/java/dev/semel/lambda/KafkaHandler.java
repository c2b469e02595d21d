// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Operation;
import dev.semel.json.text.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Runs an operation for every record of a Kafka batch, of Amazon MSK or self-managed. A partition runs in order: after
 * a record that is not completed, the rest of its partition is not tried.
 *
 * <p>By default the invocation fails if a record does, and the whole batch is delivered again; completed records
 * replay. Choose {@link BatchResponse#FAILED_ITEMS} only for a mapping that has {@code ReportBatchItemFailures}.
 * Immutable and thread-safe.
 *
 * @param <T> the content of a record
 * @param <R> the result, which is recorded and not returned
 */
public final class KafkaHandler<T, R> implements RequestStreamHandler {

    private final Function<KafkaRecord, T> reading;
    private final BatchHandling<T, R> handling;

    private KafkaHandler(Function<KafkaRecord, T> reading, BatchHandling<T, R> handling) {
        this.reading = reading;
        this.handling = handling;
    }

    /**
     * {@return the handler of an operation on records, with every default}
     *
     * @param operation the operation
     * @param <R> the result
     */
    public static <R> KafkaHandler<KafkaRecord, R> of(Operation<KafkaRecord, R> operation) {
        return of(record -> record, operation, BatchPolicy.defaults());
    }

    /**
     * {@return the handler of an operation on records}
     *
     * @param operation the operation
     * @param policy the policy
     * @param <R> the result
     */
    public static <R> KafkaHandler<KafkaRecord, R> of(Operation<KafkaRecord, R> operation, BatchPolicy policy) {
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
    public static <T, R> KafkaHandler<T, R> of(
            Function<KafkaRecord, T> reading, Operation<T, R> operation, BatchPolicy policy) {
        return new KafkaHandler<>(
                Objects.requireNonNull(reading, "reading"),
                BatchHandling.of(
                        KafkaSource.EVENT, operation, policy, BatchResponse.WHOLE_BATCH, KafkaSource.retryHorizon()));
    }

    /**
     * Handles one invocation.
     *
     * @throws InvalidEventException if the event is no Kafka batch; nothing was executed
     * @throws RecordsNotCompletedException if a record failed, unless the policy names failed items
     * @throws IOException if the response could not be written; everything is recorded
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        List<DeliveredItem<KafkaRecord>> records = KafkaSource.parse(input);
        List<DeliveredItem<T>> items =
                records.stream().map(item -> item.<T>map(reading)).toList();
        List<ItemBatch.Item<R>> results = handling.run(items, records, context);
        handling.respond(results, BatchHandling.failed(results), KafkaHandler::name, output);
    }

    /** AWS Lambda Developer Guide, "Configuring error handling controls for Kafka event sources": two members. */
    private static JsonTree name(ItemBatch.Item<?> item) {
        String partition = Objects.requireNonNull(item.group(), "a Kafka record has a partition");
        Map<String, JsonTree> name = new LinkedHashMap<>();
        name.put("partition", JsonTree.of(partition));
        name.put("offset", JsonTree.of(Long.parseLong(item.itemId().substring(partition.length() + 1))));
        return new JsonTree.Members(name);
    }
}
