// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * The requests of Powertools for AWS Lambda (Java) for one event, without payload validation: a conditional put claims,
 * an unconditional update stores the result in the same item, an unconditional delete follows a failure. A duplicate is
 * refused by the put, which brings the item in 2.10; 1.x reads it after that.
 */
final class PowertoolsCalls {

    private static final String MD5 = "0123456789abcdef0123456789abcdef";
    private static final AttributeValue EXPIRATION = AttributeValue.fromN("4102448463");

    private final DynamoDbClient client;
    private final String table;
    private final String id;

    PowertoolsCalls(DynamoDbClient client, String table, int event) {
        this.client = client;
        this.table = table;
        this.id = "orders-function.charge#" + event
                + MD5.substring(Integer.toString(event).length());
    }

    String id() {
        return id;
    }

    void claim() {
        client.putItem(put());
    }

    void complete(String result) {
        client.updateItem(update -> update.tableName(table)
                .key(key())
                .updateExpression("SET #data = :data, expiration = :expiration, #status = :status")
                .expressionAttributeNames(Map.of("#data", "data", "#status", "status"))
                .expressionAttributeValues(Map.of(
                        ":data", AttributeValue.fromS(result),
                        ":expiration", EXPIRATION,
                        ":status", AttributeValue.fromS("COMPLETED"))));
    }

    void fail() {
        client.deleteItem(delete -> delete.tableName(table).key(key()));
    }

    /** A duplicate with 2.10. */
    void duplicate() {
        assertThatThrownBy(this::claim).isInstanceOf(ConditionalCheckFailedException.class);
    }

    /** The additional read of 1.x. */
    void read() {
        client.getItem(get -> get.tableName(table).key(key()).consistentRead(true));
    }

    private PutItemRequest put() {
        return PutItemRequest.builder()
                .tableName(table)
                .item(Map.of(
                        "id", AttributeValue.fromS(id),
                        "expiration", EXPIRATION,
                        "status", AttributeValue.fromS("INPROGRESS"),
                        "in_progress_expiration", AttributeValue.fromN("4102444830250")))
                .conditionExpression("attribute_not_exists(id)")
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
    }

    private Map<String, AttributeValue> key() {
        return Map.of("id", AttributeValue.fromS(id));
    }
}
