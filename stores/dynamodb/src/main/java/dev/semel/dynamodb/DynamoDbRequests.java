// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Sends single requests, within the {@link RequestLimits}. A condition that is not met is an answer, which contains the
 * stored item.
 */
final class DynamoDbRequests {

    private static final String DELETE = "dynamodb:DeleteItem";

    private final DynamoDbClient client;
    private final String table;
    private final Attributes attributes;
    private final RequestLimits limits;
    private final Action get;
    private final Action put;
    private final Action update;

    DynamoDbRequests(DynamoDbClient client, String table, Attributes attributes) {
        this.client = client;
        this.table = table;
        this.attributes = attributes;
        this.limits = RequestLimits.of(client);
        get = onRecord("dynamodb:GetItem");
        put = onRecord("dynamodb:PutItem");
        update = onRecord("dynamodb:UpdateItem");
    }

    /**
     * Deletes an item on condition that it is the one that was seen, and answers what it was. Only operators' tools
     * delete.
     */
    Reply delete(Call call, String id, UnchangedCondition seen) {
        DeleteItemRequest request = limits.within(
                        call,
                        DeleteItemRequest.builder()
                                .tableName(table)
                                .key(attributes.key(id))
                                .conditionExpression(seen.condition())
                                .expressionAttributeNames(seen.names())
                                .expressionAttributeValues(seen.values())
                                .returnValues(ReturnValue.ALL_OLD)
                                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .build();
        Action action = onRecord(DELETE);
        return own(
                call,
                action,
                id,
                conditional(call, action, () -> client.deleteItem(request).attributes()));
    }

    /** Deletes a side item, which no record points at any more. */
    void delete(Call call, String sideItem) {
        DeleteItemRequest request = limits.within(
                        call, DeleteItemRequest.builder().tableName(table).key(attributes.key(sideItem)))
                .build();
        try {
            client.deleteItem(request);
        } catch (RuntimeException e) {
            throw Failures.of(e, call.store(), call.name(), onRecord(DELETE));
        }
    }

    private Action onRecord(String name) {
        return Action.onRecord(name, attributes.keyNames());
    }

    DynamoDbClient client() {
        return client;
    }

    String table() {
        return table;
    }

    RequestLimits limits() {
        return limits;
    }

    Attributes attributes() {
        return attributes;
    }

    Reply update(Call call, String id, Statement statement, Map<String, AttributeValue> values) {
        UpdateItemRequest request = limits.within(
                        call,
                        UpdateItemRequest.builder()
                                .tableName(table)
                                .key(attributes.key(id))
                                .updateExpression(statement.update())
                                .conditionExpression(statement.condition())
                                .expressionAttributeNames(statement.names())
                                .expressionAttributeValues(values)
                                .returnValues(ReturnValue.ALL_NEW)
                                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .build();
        return own(
                call,
                update,
                id,
                conditional(call, update, () -> client.updateItem(request).attributes()));
    }

    Reply put(Call call, Map<String, AttributeValue> item, UnchangedCondition seen) {
        PutItemRequest.Builder request = limits.within(
                call,
                PutItemRequest.builder()
                        .tableName(table)
                        .item(item)
                        .conditionExpression(seen.condition())
                        .expressionAttributeNames(seen.names())
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
        if (!seen.values().isEmpty()) {
            request.expressionAttributeValues(seen.values());
        }
        String id = Fields.text(item.get(attributes.name(Attribute.ID)), "id");
        Reply reply = conditionalPut(call, put, item, () -> client.putItem(request.build()));
        return reply instanceof Reply.Refused ? own(call, put, id, reply) : reply;
    }

    /** {@return the reply, whose received item is the one that the request was about} */
    private Reply own(Call call, Action action, String id, Reply reply) {
        Map<String, AttributeValue> item = switch (reply) {
            case Reply.Written written -> written.item();
            case Reply.Refused refused -> refused.item();
        };
        if (item != null && !Received.isItemOf(id, attributes, item)) {
            throw Received.malformed(call, action.name());
        }
        return reply;
    }

    /**
     * S8: reads consistently.
     *
     * @return the item; null if there is none
     */
    @Nullable
    Map<String, AttributeValue> get(Call call, String id) {
        GetItemRequest request = limits.within(
                        call,
                        GetItemRequest.builder()
                                .tableName(table)
                                .key(attributes.key(id))
                                .consistentRead(true))
                .build();
        GetItemResponse response;
        try {
            response = client.getItem(request);
        } catch (RuntimeException e) {
            throw Failures.of(e, call.store(), call.name(), get);
        }
        if (!response.hasItem()) {
            return null;
        }
        if (!Received.isItemOf(id, attributes, response.item())) {
            throw Received.malformed(call, get.name());
        }
        return response.item();
    }

    /** Sends a write. A condition that is not met is an answer; an answer with a null in an item is malformed. */
    static Reply conditional(Call call, Action action, Supplier<Map<String, AttributeValue>> request) {
        Reply reply = answered(call, action, request);
        if (reply instanceof Reply.Written written && (written.item().isEmpty() || !Received.isWhole(written.item()))) {
            throw Received.malformed(call, action.name());
        }
        return reply;
    }

    /** Sends a put in the same way. If its condition was met, the item is as it was sent. */
    static Reply conditionalPut(Call call, Action action, Map<String, AttributeValue> item, Runnable request) {
        return answered(call, action, () -> {
            request.run();
            return item;
        });
    }

    private static Reply answered(Call call, Action action, Supplier<Map<String, AttributeValue>> written) {
        Map<String, AttributeValue> stored;
        try {
            return new Reply.Written(written.get());
        } catch (ConditionalCheckFailedException e) {
            stored = e.hasItem() ? e.item() : null;
        } catch (RuntimeException e) {
            throw Failures.of(e, call.store(), call.name(), action);
        }
        if (stored != null && !Received.isWhole(stored)) {
            throw Received.malformed(call, action.name());
        }
        return new Reply.Refused(stored);
    }
}
