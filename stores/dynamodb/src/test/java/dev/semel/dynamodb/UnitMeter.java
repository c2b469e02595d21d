// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * A meter of the units that one client is charged for, while no other client writes. Each request is computed from the
 * sizes of its items before and after it; where DynamoDB Local reports consumed units, both must agree. It reports none
 * for BatchExecuteStatement and for failed requests, so those figures are computed only. The documents that we know do
 * not state the cost of a cancelled transaction: it is taken as that of a committed one, which is the maximum.
 */
final class UnitMeter implements ExecutionInterceptor {

    private final LocalDynamoDb server;
    private final List<String> tables;
    private final List<String> disagreements = new ArrayList<>();
    private final Set<String> reported = new HashSet<>();
    private Map<String, Long> bytes = Map.of();
    private Units metered = Units.NONE;

    /** Makes the meter of a client that writes to these tables, whose items have ids of their own. */
    UnitMeter(LocalDynamoDb server, String... tables) {
        this.server = server;
        this.tables = List.of(tables);
    }

    /** {@return a client whose requests are metered; the caller closes it} */
    DynamoDbClient client() {
        return server.clientBuilder()
                .overrideConfiguration(config -> config.addExecutionInterceptor(this))
                .build();
    }

    /** {@return the units charged since the last call of this method} */
    Units drain() {
        Units drained = metered;
        metered = Units.NONE;
        return drained;
    }

    /** {@return the requests for which the computed units differ from the reported ones} */
    List<String> disagreements() {
        return List.copyOf(disagreements);
    }

    /** {@return the requests whose units were reported} */
    Set<String> reported() {
        return Set.copyOf(reported);
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        ReturnConsumedCapacity total = ReturnConsumedCapacity.TOTAL;
        return switch (context.request()) {
            case PutItemRequest put ->
                put.toBuilder().returnConsumedCapacity(total).build();
            case UpdateItemRequest update ->
                update.toBuilder().returnConsumedCapacity(total).build();
            case DeleteItemRequest delete ->
                delete.toBuilder().returnConsumedCapacity(total).build();
            case GetItemRequest get ->
                get.toBuilder().returnConsumedCapacity(total).build();
            case BatchGetItemRequest get ->
                get.toBuilder().returnConsumedCapacity(total).build();
            case BatchExecuteStatementRequest batch ->
                batch.toBuilder().returnConsumedCapacity(total).build();
            case TransactWriteItemsRequest transaction ->
                transaction.toBuilder().returnConsumedCapacity(total).build();
            default -> context.request();
        };
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        bytes = itemBytes();
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        Units computed = compute(context.request());
        List<ConsumedCapacity> consumed = consumed(context.response());
        if (!consumed.isEmpty()) {
            reported.add(RequestCounter.name(context.request()));
            double total = consumed.stream()
                    .mapToDouble(ConsumedCapacity::capacityUnits)
                    .sum();
            if (total != computed.writes() + computed.reads()) {
                disagreements.add(
                        RequestCounter.name(context.request()) + ": reported " + total + ", computed " + computed);
            }
        }
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        compute(context.request());
    }

    private Units compute(SdkRequest request) {
        Map<String, Long> after = itemBytes();
        Units units = asked(request, after)
                .map(ask -> isRead(request) ? read(ask) : written(ask, after))
                .reduce(Units.NONE, Units::plus)
                .times(request instanceof TransactWriteItemsRequest ? 2 : 1);
        metered = metered.plus(units);
        return units;
    }

    private Units read(Ask ask) {
        return Units.read(bytes.getOrDefault(ask.id(), 0L));
    }

    private Units written(Ask ask, Map<String, Long> after) {
        long stands = Math.max(bytes.getOrDefault(ask.id(), 0L), after.getOrDefault(ask.id(), 0L));
        return Units.written(Math.max(stands, ask.bytes()));
    }

    /**
     * The access of a request to one item.
     *
     * @param bytes the size of an item that is put; 0 if the request only names it, or if a statement of a batch puts
     *     it, all of which are smaller than one unit
     */
    private record Ask(String id, long bytes) {

        static Ask named(Map<String, AttributeValue> key) {
            return new Ask(GoldenItem.text(key, "id"), 0);
        }

        static Ask put(Map<String, AttributeValue> item) {
            return new Ask(GoldenItem.text(item, "id"), ItemSize.of(item));
        }
    }

    private static boolean isRead(SdkRequest request) {
        return request instanceof GetItemRequest || request instanceof BatchGetItemRequest;
    }

    private static Stream<Ask> asked(SdkRequest request, Map<String, Long> after) {
        return switch (request) {
            case PutItemRequest put -> Stream.of(Ask.put(put.item()));
            case UpdateItemRequest update -> Stream.of(Ask.named(update.key()));
            case DeleteItemRequest delete -> Stream.of(Ask.named(delete.key()));
            case GetItemRequest get -> Stream.of(Ask.named(get.key()));
            case BatchGetItemRequest get ->
                get.requestItems().values().stream()
                        .flatMap(keys -> keys.keys().stream().map(Ask::named));
            case BatchExecuteStatementRequest batch ->
                batch.statements().stream().map(statement -> new Ask(onlyId(statement.parameters(), after), 0));
            case TransactWriteItemsRequest transaction ->
                transaction.transactItems().stream().map(UnitMeter::put);
            default -> throw new AssertionError("not metered: " + RequestCounter.name(request));
        };
    }

    private static Ask put(TransactWriteItem action) {
        if (action.put() == null) {
            throw new AssertionError("only puts of transactions are metered");
        }
        return Ask.put(action.put().item());
    }

    /**
     * Every statement of the store names its item's id among its parameters, and no other item's. The update that
     * changes nothing names one that is not there.
     */
    private static String onlyId(List<AttributeValue> parameters, Map<String, Long> items) {
        List<String> ids = parameters.stream()
                .map(AttributeValue::s)
                .filter(text -> text != null && (items.containsKey(text) || text.endsWith("/none")))
                .toList();
        if (ids.size() != 1) {
            throw new AssertionError("a statement is on one item, this one on " + ids);
        }
        return ids.get(0);
    }

    private static List<ConsumedCapacity> consumed(SdkResponse response) {
        return switch (response) {
            case PutItemResponse put ->
                Stream.ofNullable(put.consumedCapacity()).toList();
            case UpdateItemResponse update ->
                Stream.ofNullable(update.consumedCapacity()).toList();
            case DeleteItemResponse delete ->
                Stream.ofNullable(delete.consumedCapacity()).toList();
            case GetItemResponse get ->
                Stream.ofNullable(get.consumedCapacity()).toList();
            case BatchGetItemResponse get -> get.consumedCapacity();
            case TransactWriteItemsResponse transaction -> transaction.consumedCapacity();
            default -> List.of();
        };
    }

    private Map<String, Long> itemBytes() {
        Map<String, Long> found = new HashMap<>();
        for (String table : tables) {
            server.client().scanPaginator(scan -> scan.tableName(table).consistentRead(true)).items().stream()
                    .forEach(item -> found.put(GoldenItem.text(item, "id"), ItemSize.of(item)));
        }
        return found;
    }
}
