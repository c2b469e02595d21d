// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** A business table of counts, to which the effects of tests add. */
record Counts(LocalDynamoDb server, String table) {

    static Counts in(LocalDynamoDb server, String table) {
        LocalDynamoDb.ready(DynamoDbStore.of(server.client(), table)); // any table with the key "id"
        return new Counts(server, table);
    }

    static Map<String, AttributeValue> key(String name) {
        return Map.of("id", AttributeValue.fromS(name));
    }

    Update plusOne(String name) {
        return Update.builder()
                .tableName(table)
                .key(key(name))
                .updateExpression("ADD made :one")
                .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1")))
                .build();
    }

    ConditionCheck mustBeThere(String name) {
        return ConditionCheck.builder()
                .tableName(table)
                .key(key(name))
                .conditionExpression("attribute_exists(id)")
                .build();
    }

    ConditionCheck mustBeAbsent(String name) {
        return ConditionCheck.builder()
                .tableName(table)
                .key(key(name))
                .conditionExpression("attribute_not_exists(id)")
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
    }

    int of(String name) {
        Map<String, AttributeValue> item = server.client()
                .getItem(request -> request.tableName(table).key(key(name)).consistentRead(true))
                .item();
        return item.isEmpty() ? 0 : Math.toIntExact(Fields.number(item.get("made"), "made"));
    }
}
