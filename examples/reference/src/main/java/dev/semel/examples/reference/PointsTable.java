// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference;

import dev.semel.dynamodb.DynamoDbWrites;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Customers' points in DynamoDB. The write is not idempotent: twice applied it adds twice.
 *
 * @param table the table's name; its key is {@code customer}
 */
record PointsTable(String table) implements Points<DynamoDbWrites> {

    @Override
    public DynamoDbWrites add(String customer, long points) {
        return DynamoDbWrites.none()
                .update(Update.builder()
                        .tableName(table)
                        .key(Map.of("customer", AttributeValue.fromS(customer)))
                        .updateExpression("ADD points :points")
                        .expressionAttributeValues(Map.of(":points", AttributeValue.fromN(Long.toString(points))))
                        .build());
    }
}
