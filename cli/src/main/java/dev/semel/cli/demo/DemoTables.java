// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.lambda.S3Object;
import dev.semel.store.IdempotencyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The tables: orders of all handlers, guard rows, and idempotency records. Thread-safe. */
final class DemoTables {

    private static final String ORDERS = "orders";
    private static final String GUARDS = "guards";

    private final DynamoDbClient client;
    private final DynamoDbStore store;

    private DemoTables(DynamoDbClient client) {
        this.client = client;
        this.store = DynamoDbStore.of(client, "idempotency");
    }

    /** Creates the tables, without TTL, because DynamoDB Local would delete by the real clock. */
    static DemoTables create(DynamoDbClient client) {
        DemoTables tables = new DemoTables(client);
        tables.store.createTableWithoutTtl(Duration.ofSeconds(30));
        tables.createTable(ORDERS);
        tables.createTable(GUARDS);
        return tables;
    }

    private void createTable(String name) {
        client.createTable(table -> table.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(List.of(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build()))
                .keySchema(List.of(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build())));
        client.waiter().waitUntilTableExists(table -> table.tableName(name));
    }

    IdempotencyStore store() {
        return store;
    }

    /** Writes the order of a delivery. A second write changes only the payment. */
    void writeOrder(S3Object object, String payment) {
        client.putItem(
                put -> put.tableName(ORDERS).item(Map.of("id", id(object), "payment", AttributeValue.fromS(payment))));
    }

    /** {@return whether the order of a delivery was written} */
    boolean hasOrder(S3Object object) {
        return client.getItem(get ->
                        get.tableName(ORDERS).key(Map.of("id", id(object))).consistentRead(true))
                .hasItem();
    }

    /** The one-line guard: returns true for the first delivery, and false for all later ones. */
    boolean isFirst(S3Object object) {
        try {
            client.putItem(put -> put.tableName(GUARDS)
                    .item(Map.of("id", id(object)))
                    .conditionExpression("attribute_not_exists(id)"));
            return true;
        } catch (ConditionalCheckFailedException duplicate) {
            return false;
        }
    }

    private static AttributeValue id(S3Object object) {
        return AttributeValue.fromS(object.deliveryIdentity());
    }
}
