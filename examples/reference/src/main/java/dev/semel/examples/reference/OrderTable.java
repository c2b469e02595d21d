// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference;

import dev.semel.dynamodb.DynamoDbWrites;
import dev.semel.dynamodb.PutOnce;
import dev.semel.dynamodb.SingleWrites;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Orders in DynamoDB; the table's key is {@code id}. */
final class OrderTable implements ShopOrders<DynamoDbWrites> {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final SingleWrites items;

    OrderTable(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.items = SingleWrites.builder(dynamoDb, table, "id").build();
    }

    @Override
    public ShopOrder place(ShopOrder order) {
        PutOnce item = PutOnce.of(Map.of(
                "id", AttributeValue.fromS(order.id()),
                "customer", AttributeValue.fromS(order.customer()),
                "article", AttributeValue.fromS(order.article()),
                "cents", AttributeValue.fromN(Long.toString(order.cents())),
                "status", AttributeValue.fromS("placed")));
        return order(items.putOnce(item, TIMEOUT).item());
    }

    @Override
    public Optional<ShopOrder> find(String id) {
        Map<String, AttributeValue> item = dynamoDb.getItem(request -> request.tableName(table)
                        .key(Map.of("id", AttributeValue.fromS(id)))
                        .consistentRead(true))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(order(item));
    }

    private static ShopOrder order(Map<String, AttributeValue> item) {
        AttributeValue none = AttributeValue.fromS("");
        return new ShopOrder(
                item.getOrDefault("id", none).s(),
                item.getOrDefault("customer", none).s(),
                item.getOrDefault("article", none).s(),
                Long.parseLong(
                        item.getOrDefault("cents", AttributeValue.fromN("0")).n()));
    }

    @Override
    public DynamoDbWrites paid(ShopOrder order, String payment) {
        return DynamoDbWrites.none()
                .update(Update.builder()
                        .tableName(table)
                        .key(Map.of("id", AttributeValue.fromS(order.id())))
                        .updateExpression("SET #status = :paid, payment = :payment")
                        .conditionExpression("attribute_exists(id)")
                        .expressionAttributeNames(Map.of("#status", "status"))
                        .expressionAttributeValues(Map.of(
                                ":paid", AttributeValue.fromS("paid"), ":payment", AttributeValue.fromS(payment)))
                        .build());
    }
}
