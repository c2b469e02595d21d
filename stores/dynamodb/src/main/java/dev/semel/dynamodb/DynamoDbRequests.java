// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
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
 * Sends single requests. Each takes at most the time that its call has left, including the client's own retries. A
 * condition that is not met is an answer, which contains the stored item.
 */
final class DynamoDbRequests {

    private static final String DELETE = "dynamodb:DeleteItem";

    private final DynamoDbClient client;
    private final String table;
    private final Attributes attributes;
    private final Action get;
    private final Action put;
    private final Action update;

    DynamoDbRequests(DynamoDbClient client, String table, Attributes attributes) {
        this.client = client;
        this.table = table;
        this.attributes = attributes;
        get = onRecord("dynamodb:GetItem");
        put = onRecord("dynamodb:PutItem");
        update = onRecord("dynamodb:UpdateItem");
    }

    /**
     * Deletes an item on condition that it is the one that was seen, and answers what it was. Only operators' tools
     * delete.
     */
    Reply delete(Call call, String id, UnchangedCondition seen) {
        DeleteItemRequest request = DeleteItemRequest.builder()
                .tableName(table)
                .key(attributes.key(id))
                .conditionExpression(seen.condition())
                .expressionAttributeNames(seen.names())
                .expressionAttributeValues(seen.values())
                .returnValues(ReturnValue.ALL_OLD)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .overrideConfiguration(within(call))
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
        DeleteItemRequest request = DeleteItemRequest.builder()
                .tableName(table)
                .key(attributes.key(sideItem))
                .overrideConfiguration(within(call))
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

    Attributes attributes() {
        return attributes;
    }

    Reply update(Call call, String id, Statement statement, Map<String, AttributeValue> values) {
        UpdateItemRequest request = UpdateItemRequest.builder()
                .tableName(table)
                .key(attributes.key(id))
                .updateExpression(statement.update())
                .conditionExpression(statement.condition())
                .expressionAttributeNames(statement.names())
                .expressionAttributeValues(values)
                .returnValues(ReturnValue.ALL_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .overrideConfiguration(within(call))
                .build();
        return own(
                call,
                update,
                id,
                conditional(call, update, () -> client.updateItem(request).attributes()));
    }

    Reply put(Call call, Map<String, AttributeValue> item, UnchangedCondition seen) {
        PutItemRequest.Builder request = PutItemRequest.builder()
                .tableName(table)
                .item(item)
                .conditionExpression(seen.condition())
                .expressionAttributeNames(seen.names())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .overrideConfiguration(within(call));
        if (!seen.values().isEmpty()) {
            request.expressionAttributeValues(seen.values());
        }
        String id = Fields.text(item.get(attributes.name(Attribute.ID)), "id");
        return own(call, put, id, conditional(call, put, () -> {
            client.putItem(request.build());
            return item;
        }));
    }

    /** {@return the reply, whose item is the one that the request was about} */
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
        GetItemRequest request = GetItemRequest.builder()
                .tableName(table)
                .key(attributes.key(id))
                .consistentRead(true)
                .overrideConfiguration(within(call))
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
        Reply reply;
        boolean whole;
        try {
            Map<String, AttributeValue> written = request.get();
            whole = !written.isEmpty() && Received.isWhole(written);
            reply = new Reply.Written(written);
        } catch (ConditionalCheckFailedException e) {
            Map<String, AttributeValue> stored = e.hasItem() ? e.item() : null;
            whole = stored == null || Received.isWhole(stored);
            reply = new Reply.Refused(stored);
        } catch (RuntimeException e) {
            throw Failures.of(e, call.store(), call.name(), action);
        }
        if (!whole) {
            throw Received.malformed(call, action.name());
        }
        return reply;
    }

    /** {@return the timeout of a request: the time that its call has left} */
    static AwsRequestOverrideConfiguration within(Call call) {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(call.timeLeft())
                .build();
    }
}
