// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.contest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The requests alone that an idempotency record needs, with items as small as they can be. Thread-safe. */
final class RawCalls {

    private static final String TABLE = ContestTables.FLOOR;
    private static final AttributeValue IN_PROGRESS = AttributeValue.fromS("INPROGRESS");
    private static final AttributeValue COMPLETED = AttributeValue.fromS("COMPLETED");
    private static final AttributeValue LEASE = AttributeValue.fromN("1780000030000");
    private static final AttributeValue EXPIRATION = AttributeValue.fromN("1780086400");
    private static final String IS_MINE = "#status = :mine AND claim = :claim";

    private final DynamoDbClient client;

    RawCalls(DynamoDbClient client) {
        this.client = client;
    }

    private static Map<String, AttributeValue> inProgress(String id) {
        return Map.of(
                "id", text(id),
                "status", IN_PROGRESS,
                "claim", text("claim-" + id),
                "in_progress_expiration", LEASE,
                "expiration", EXPIRATION);
    }

    private static Map<String, AttributeValue> completed(String id, String result) {
        Map<String, AttributeValue> item = new HashMap<>(inProgress(id));
        item.put("status", COMPLETED);
        item.put("data", text(result));
        return item;
    }

    /** {@return whether the key was free; if not, the reply brought the item that is there} */
    boolean claim(String id) {
        try {
            client.putItem(put -> put.tableName(TABLE)
                    .item(inProgress(id))
                    .conditionExpression("attribute_not_exists(id)")
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return true;
        } catch (ConditionalCheckFailedException duplicate) {
            if (!duplicate.item().containsKey("id")) {
                throw new IllegalStateException("the reply brought no item", duplicate);
            }
            return false;
        }
    }

    void complete(String id, String result) {
        client.putItem(put -> put.tableName(TABLE)
                .item(completed(id, result))
                .conditionExpression(IS_MINE)
                .expressionAttributeNames(Map.of("#status", "status"))
                .expressionAttributeValues(Map.of(":mine", IN_PROGRESS, ":claim", text("claim-" + id))));
    }

    void checkpoint(String id, String step) {
        update(id, "SET step_" + step + " = :value, #data = :completed", step);
    }

    private void update(String id, String expression, String value) {
        client.updateItem(update -> update.tableName(TABLE)
                .key(Map.of("id", text(id)))
                .updateExpression(expression)
                .conditionExpression(IS_MINE)
                .expressionAttributeNames(Map.of("#status", "status", "#data", "data"))
                .expressionAttributeValues(Map.of(
                        ":mine",
                        IN_PROGRESS,
                        ":claim",
                        text("claim-" + id),
                        ":completed",
                        COMPLETED,
                        ":value",
                        text(value))));
    }

    void putAside(String id, String result) {
        client.putItem(put ->
                put.tableName(TABLE).item(Map.of("id", text(id), "data", text(result), "expiration", EXPIRATION)));
    }

    void read(String id) {
        boolean isThere = client.getItem(
                        get -> get.tableName(TABLE).key(Map.of("id", text(id))).consistentRead(true))
                .hasItem();
        if (!isThere) {
            throw new IllegalStateException("a large result is missing");
        }
    }

    /** {@return how many of the keys were free; at most 25 keys} */
    int claimAll(List<String> ids) {
        String insert = "INSERT INTO \"" + TABLE
                + "\" VALUE {'id': ?, 'status': ?, 'claim': ?, 'in_progress_expiration': ?, 'expiration': ?}";
        List<BatchStatementRequest> statements = ids.stream()
                .map(id -> BatchStatementRequest.builder()
                        .statement(insert)
                        .parameters(text(id), IN_PROGRESS, text("claim-" + id), LEASE, EXPIRATION)
                        .build())
                .toList();
        return (int) client.batchExecuteStatement(batch -> batch.statements(statements)).responses().stream()
                .filter(response -> response.error() == null)
                .count();
    }

    void completeAll(List<String> ids, String result) {
        String update = "UPDATE \"" + TABLE
                + "\" SET \"status\" = ? SET \"data\" = ? WHERE \"id\" = ? AND \"status\" = ? AND \"claim\" = ?";
        List<BatchStatementRequest> statements = ids.stream()
                .map(id -> BatchStatementRequest.builder()
                        .statement(update)
                        .parameters(COMPLETED, text(result), text(id), IN_PROGRESS, text("claim-" + id))
                        .build())
                .toList();
        boolean anyFailed = client.batchExecuteStatement(batch -> batch.statements(statements)).responses().stream()
                .anyMatch(response -> response.error() != null);
        if (anyFailed) {
            throw new IllegalStateException("an update of the floor failed");
        }
    }

    int readAll(List<String> ids) {
        KeysAndAttributes keys = KeysAndAttributes.builder()
                .keys(ids.stream().map(id -> Map.of("id", text(id))).toList())
                .consistentRead(true)
                .build();
        return client.batchGetItem(get -> get.requestItems(Map.of(TABLE, keys)))
                .responses()
                .getOrDefault(TABLE, List.of())
                .size();
    }

    void commit(String id, String result, Put effect) {
        Put put = Put.builder()
                .tableName(TABLE)
                .item(completed(id, result))
                .conditionExpression("attribute_not_exists(id)")
                .build();
        client.transactWriteItems(transaction -> transaction.transactItems(
                TransactWriteItem.builder().put(put).build(),
                TransactWriteItem.builder().put(effect).build()));
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }
}
