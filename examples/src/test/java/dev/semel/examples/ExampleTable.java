// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import dev.semel.dynamodb.LocalDynamoDb;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * A business table of a test.
 *
 * @param dynamoDb where it is
 * @param name its name
 * @param key its partition key, a text
 */
public record ExampleTable(LocalDynamoDb dynamoDb, String name, String key) {

    /** Makes the table. */
    public static ExampleTable create(LocalDynamoDb dynamoDb, String name, String key) {
        dynamoDb.client()
                .createTable(table -> table.tableName(name)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(AttributeDefinition.builder()
                                .attributeName(key)
                                .attributeType(ScalarAttributeType.S)
                                .build())
                        .keySchema(KeySchemaElement.builder()
                                .attributeName(key)
                                .keyType(KeyType.HASH)
                                .build()));
        return new ExampleTable(dynamoDb, name, key);
    }

    /** Puts an item that has one number. */
    public void put(String value, String attribute, long number) {
        dynamoDb.client()
                .putItem(put -> put.tableName(name)
                        .item(Map.of(
                                key,
                                AttributeValue.fromS(value),
                                attribute,
                                AttributeValue.fromN(Long.toString(number)))));
    }

    /** {@return a number of an item} */
    public long number(String value, String attribute) {
        AttributeValue number = dynamoDb.client()
                .getItem(get -> get.tableName(name)
                        .key(Map.of(key, AttributeValue.fromS(value)))
                        .consistentRead(true))
                .item()
                .get(attribute);
        return Long.parseLong(Objects.requireNonNull(number, attribute).n());
    }
}
