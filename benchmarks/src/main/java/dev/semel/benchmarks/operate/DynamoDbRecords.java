// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.operate;

import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.platform.dynamodb.DynamoDbLocal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * A table of DynamoDB Local full of records of the year 2020: one is written by the store, and copied under other ids.
 */
final class DynamoDbRecords implements ExpiredRecords {

    private static final int BATCH = 25;

    private final DynamoDbLocal server;
    private final DynamoDbClient client;

    private DynamoDbRecords(DynamoDbLocal server) {
        this.server = server;
        client = server.clientBuilder()
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        DynamoDbStore.of(client, TABLE).createTableWithoutTtl(Duration.ofSeconds(30));
    }

    static DynamoDbRecords start() throws IOException {
        return new DynamoDbRecords(DynamoDbLocal.start());
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public void close() throws IOException {
        client.close();
        server.close();
    }

    @Override
    public void write(int count) {
        Map<String, AttributeValue> template = template();
        for (int first = 1; first < count; first += BATCH) {
            List<WriteRequest> puts = new ArrayList<>();
            for (int i = first; i < Math.min(first + BATCH, count); i++) {
                Map<String, AttributeValue> item = new HashMap<>(template);
                item.put("id", AttributeValue.fromS(ExpiredRecords.recordId(i)));
                puts.add(
                        WriteRequest.builder().putRequest(put -> put.item(item)).build());
            }
            send(puts);
        }
    }

    private void send(List<WriteRequest> puts) {
        Map<String, List<WriteRequest>> left = Map.of(TABLE, puts);
        while (!left.isEmpty()) {
            Map<String, List<WriteRequest>> now = left;
            BatchWriteItemResponse answer = client.batchWriteItem(batch -> batch.requestItems(now));
            left = answer.unprocessedItems();
        }
    }

    private Map<String, AttributeValue> template() {
        ExpiredRecords.writeFirst(DynamoDbStore.of(client, TABLE));
        return client.getItem(get -> get.tableName(TABLE).key(Map.of("id", AttributeValue.fromS(FIRST.recordId()))))
                .item();
    }
}
