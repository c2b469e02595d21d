// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The IAM actions that a client's requests need, with the partition keys that they name. */
final class SentActions implements ExecutionInterceptor {

    /**
     * One access of a request.
     *
     * @param action the IAM action
     * @param table the table
     * @param key the partition key of the item; empty if the request is about the table
     */
    record Access(String action, String table, String key) {}

    private final List<Access> sent = new ArrayList<>();

    @Override
    public synchronized void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        switch (context.request()) {
            case PutItemRequest put -> add("PutItem", put.tableName(), put.item());
            case UpdateItemRequest update -> add("UpdateItem", update.tableName(), update.key());
            case GetItemRequest get -> add("GetItem", get.tableName(), get.key());
            case DeleteItemRequest delete -> add("DeleteItem", delete.tableName(), delete.key());
            case BatchGetItemRequest get ->
                get.requestItems()
                        .forEach((table, keys) -> keys.keys().forEach(key -> add("BatchGetItem", table, key)));
            case BatchExecuteStatementRequest batch -> batch.statements().forEach(this::add);
            case TransactWriteItemsRequest transaction ->
                transaction.transactItems().forEach(this::add);
            case ScanRequest scan -> add("Scan", scan.tableName(), Map.of());
            default -> {
                String name = context.request().getClass().getSimpleName().replace("Request", "");
                sent.add(new Access("dynamodb:" + name, "", ""));
            }
        }
    }

    private void add(String action, String table, Map<String, AttributeValue> key) {
        AttributeValue id = key.get("id");
        sent.add(new Access("dynamodb:" + action, table, id == null ? "" : id.s()));
    }

    private void add(TransactWriteItem write) {
        if (write.put() != null) {
            add("PutItem", write.put().tableName(), write.put().item());
        } else if (write.update() != null) {
            add("UpdateItem", write.update().tableName(), write.update().key());
        } else if (write.delete() != null) {
            add("DeleteItem", write.delete().tableName(), write.delete().key());
        } else {
            add(
                    "ConditionCheckItem",
                    write.conditionCheck().tableName(),
                    write.conditionCheck().key());
        }
    }

    private void add(BatchStatementRequest statement) {
        String text = statement.statement();
        String table = text.split("\"", -1)[1];
        String ids = ids(statement).collect(Collectors.joining(" "));
        sent.add(new Access("dynamodb:" + (text.startsWith("INSERT") ? "PartiQLInsert" : "PartiQLUpdate"), table, ids));
    }

    /** {@return the parameters that have the form of a record id} */
    private static Stream<String> ids(BatchStatementRequest statement) {
        return statement.parameters().stream()
                .map(AttributeValue::s)
                .filter(text -> text != null && text.matches("[^/]*/[^/]+/.+"));
    }

    /** {@return the actions on a table since the last {@link #clear}; for the empty name those without a table} */
    synchronized SortedSet<String> on(String table) {
        return sent.stream()
                .filter(access -> access.table().equals(table))
                .map(Access::action)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** {@return every partition key that was named on a table} */
    synchronized List<String> keysOn(String table) {
        return sent.stream()
                .filter(access -> access.table().equals(table))
                .map(Access::key)
                .toList();
    }

    synchronized void clear() {
        sent.clear();
    }
}
