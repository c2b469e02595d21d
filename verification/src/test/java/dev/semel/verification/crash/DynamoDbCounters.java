// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.crash;

import dev.semel.dynamodb.DynamoDbWrites;
import dev.semel.dynamodb.LocalDynamoDb;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Counts in a DynamoDB table, an item for each.
 *
 * @param client reads them
 * @param table has the partition key {@code id}
 */
record DynamoDbCounters(DynamoDbClient client, String table) implements Counters<DynamoDbWrites> {

    /** Makes the table. */
    static DynamoDbCounters in(LocalDynamoDb server, String table) {
        server.createTable(table);
        return new DynamoDbCounters(server.client(), table);
    }

    @Override
    public DynamoDbWrites plusOne(String name) {
        return DynamoDbWrites.none()
                .update(Update.builder()
                        .tableName(table)
                        .key(key(name))
                        .updateExpression("ADD n :one")
                        .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1")))
                        .build());
    }

    @Override
    public int of(String name) {
        AttributeValue count = client.getItem(
                        get -> get.tableName(table).key(key(name)).consistentRead(true))
                .item()
                .get("n");
        return count == null ? 0 : Integer.parseInt(count.n());
    }

    private static Map<String, AttributeValue> key(String name) {
        return Map.of("id", AttributeValue.fromS(name));
    }
}
