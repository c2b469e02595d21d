// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.operate;

import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.model.Blob;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.store.StoreCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;

/** Completed records of the year 2020: one is written by the store, and its item is copied under other ids. */
final class ExpiredRecords {

    private static final int BATCH = 25;
    private static final Instant THEN = Instant.parse("2020-01-01T00:00:00Z");

    private final DynamoDbClient client;
    private final String table;

    ExpiredRecords(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    void write(int count) {
        Map<String, AttributeValue> template = template();
        for (int first = 1; first < count; first += BATCH) {
            List<software.amazon.awssdk.services.dynamodb.model.WriteRequest> puts = new ArrayList<>();
            for (int i = first; i < Math.min(first + BATCH, count); i++) {
                Map<String, AttributeValue> item = new HashMap<>(template);
                item.put("id", AttributeValue.fromS("acme/charge/order-" + i));
                puts.add(software.amazon.awssdk.services.dynamodb.model.WriteRequest.builder()
                        .putRequest(put -> put.item(item))
                        .build());
            }
            send(puts);
        }
    }

    private void send(List<software.amazon.awssdk.services.dynamodb.model.WriteRequest> puts) {
        Map<String, List<software.amazon.awssdk.services.dynamodb.model.WriteRequest>> left = Map.of(table, puts);
        while (!left.isEmpty()) {
            Map<String, List<software.amazon.awssdk.services.dynamodb.model.WriteRequest>> now = left;
            BatchWriteItemResponse answer = client.batchWriteItem(batch -> batch.requestItems(now));
            left = answer.unprocessedItems();
        }
    }

    private Map<String, AttributeValue> template() {
        DynamoDbStore store = DynamoDbStore.of(client, table);
        IdempotencyKey key = new IdempotencyKey("acme", "charge", "order-0");
        StoreCall call = new StoreCall(THEN, Duration.ofSeconds(10));
        ClaimId id = ClaimId.of(1, 1);
        store.claim(
                new ClaimRequest(
                        key,
                        id,
                        Fingerprint.sha256("sha256-json1", Blob.utf8("{}")),
                        FingerprintPolicy.REFUSE_INCOMPARABLE,
                        Duration.ofSeconds(30),
                        Duration.ofDays(1),
                        "orders-fn"),
                call);
        store.complete(
                new WriteRequest.Complete(
                        key, id, new StoredResult.Success(Blob.utf8("{\"receipt\":42}")), Duration.ofDays(1)),
                call);
        return client.getItem(get -> get.tableName(table).key(Map.of("id", AttributeValue.fromS(key.recordId()))))
                .item();
    }
}
