// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** The floor: the two requests that a first execution costs at least, by the client alone. */
public final class FloorFunction implements RequestHandler<ColdOrder, ColdReceipt> {

    private final DynamoDbClient client = FunctionEnvironment.client();
    private final String table = FunctionEnvironment.table();
    private final InstantSource clock;

    /** Called by the runtime. */
    public FloorFunction() {
        this(InstantSource.system());
    }

    private FloorFunction(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public ColdReceipt handleRequest(ColdOrder order, Context context) {
        long now = clock.millis();
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("id", AttributeValue.fromS("floor#" + order.getId()));
        item.put("status", AttributeValue.fromS("INPROGRESS"));
        item.put("expiration", AttributeValue.fromN(Long.toString(now / 1000 + 3600)));
        item.put("in_progress_expiration", AttributeValue.fromN(Long.toString(now + 30_000)));
        client.putItem(PutItemRequest.builder()
                .tableName(table)
                .item(item)
                .conditionExpression("attribute_not_exists(#id) OR #expiration < :now")
                .expressionAttributeNames(Map.of("#id", "id", "#expiration", "expiration"))
                .expressionAttributeValues(Map.of(":now", AttributeValue.fromN(Long.toString(now / 1000))))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build());
        ColdReceipt receipt = ColdReceipt.of(order);
        item.put("status", AttributeValue.fromS("COMPLETED"));
        item.put("data", AttributeValue.fromS(receipt.getNumber()));
        client.putItem(PutItemRequest.builder()
                .tableName(table)
                .item(item)
                .conditionExpression("#status = :claimed")
                .expressionAttributeNames(Map.of("#status", "status"))
                .expressionAttributeValues(Map.of(":claimed", AttributeValue.fromS("INPROGRESS")))
                .build());
        return receipt;
    }
}
