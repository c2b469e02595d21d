// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.scale;

import dev.semel.model.IdempotencyKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Fills a table with completed records, copied from one that the engine made.
 *
 * @param client goes past the proxy
 * @param table the table of the records
 * @param template a completed record
 */
record Filling(DynamoDbClient client, String table, Map<String, AttributeValue> template) {

    private static final int BATCH = 25;
    private static final int THREADS = 4;

    /** Adds records number {@code from} to {@code to}, the last one excluded. */
    void add(long from, long to) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<Boolean>> parts = new ArrayList<>();
            long size = (to - from + THREADS - 1) / THREADS;
            for (long at = from; at < to; at += size) {
                long begin = at;
                long end = Math.min(at + size, to);
                parts.add(() -> write(begin, end));
            }
            for (Future<Boolean> part : threads.invokeAll(parts)) {
                part.get();
            }
        }
    }

    private boolean write(long from, long to) {
        for (long at = from; at < to; at += BATCH) {
            List<WriteRequest> requests = LongStream.range(at, Math.min(at + BATCH, to))
                    .mapToObj(this::put)
                    .toList();
            BatchWriteItemResponse response =
                    client.batchWriteItem(batch -> batch.requestItems(Map.of(table, requests)));
            if (response.hasUnprocessedItems() && !response.unprocessedItems().isEmpty()) {
                throw new IllegalStateException("DynamoDB Local left records unwritten");
            }
        }
        return true;
    }

    private WriteRequest put(long number) {
        Map<String, AttributeValue> item = new HashMap<>(template);
        item.put(
                "id",
                AttributeValue.fromS(
                        IdempotencyKey.of("charge", "filled-" + number).recordId()));
        return WriteRequest.builder().putRequest(put -> put.item(item)).build();
    }
}
