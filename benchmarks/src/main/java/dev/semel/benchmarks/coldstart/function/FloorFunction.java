// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The floor: the two requests that a first execution costs at least, by the client alone. */
public final class FloorFunction implements RequestHandler<Order, Receipt> {

    private final DynamoDbClient client = Settings.client();
    private final String table = Settings.table();

    /** Called by the runtime. */
    public FloorFunction() {}

    @Override
    public Receipt handleRequest(Order order, Context context) {
        AttributeValue id = AttributeValue.fromS("floor#" + order.getId());
        long now = System.currentTimeMillis();
        client.putItem(PutItemRequest.builder()
                .tableName(table)
                .item(Map.of(
                        "id", id,
                        "status", AttributeValue.fromS("INPROGRESS"),
                        "expiration", AttributeValue.fromN(Long.toString(now / 1000 + 3600)),
                        "in_progress_expiration", AttributeValue.fromN(Long.toString(now + 30_000))))
                .conditionExpression("attribute_not_exists(#id) OR #expiration < :now")
                .expressionAttributeNames(Map.of("#id", "id", "#expiration", "expiration"))
                .expressionAttributeValues(Map.of(":now", AttributeValue.fromN(Long.toString(now / 1000))))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build());
        Receipt receipt = Receipt.of(order);
        client.updateItem(UpdateItemRequest.builder()
                .tableName(table)
                .key(Map.of("id", id))
                .updateExpression("SET #status = :status, #data = :data")
                .conditionExpression("#status = :claimed")
                .expressionAttributeNames(Map.of("#status", "status", "#data", "data"))
                .expressionAttributeValues(Map.of(
                        ":status", AttributeValue.fromS("COMPLETED"),
                        ":claimed", AttributeValue.fromS("INPROGRESS"),
                        ":data", AttributeValue.fromS(receipt.getNumber())))
                .build());
        return receipt;
    }
}
