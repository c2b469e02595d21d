// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.checkout;

import dev.semel.dynamodb.DynamoDbWrites;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Writes that move stock: one item for each article, with the number that is {@code available}.
 *
 * @param table the table's name; its key is {@code article}
 */
public record Stock(String table) {

    /** {@return the write that takes the order's quantity, if so much is available} */
    DynamoDbWrites reserve(CheckoutOrder order) {
        return DynamoDbWrites.none()
                .update(add(order, -order.quantity())
                        .conditionExpression("available >= :wanted")
                        .expressionAttributeValues(
                                Map.of(":change", number(-order.quantity()), ":wanted", number(order.quantity())))
                        .build());
    }

    /** {@return the write that gives the order's quantity back} */
    DynamoDbWrites giveBack(CheckoutOrder order) {
        return DynamoDbWrites.none().update(add(order, order.quantity()).build());
    }

    private Update.Builder add(CheckoutOrder order, int change) {
        return Update.builder()
                .tableName(table)
                .key(Map.of("article", AttributeValue.fromS(order.article())))
                .updateExpression("ADD available :change")
                .expressionAttributeValues(Map.of(":change", number(change)));
    }

    private static AttributeValue number(int value) {
        return AttributeValue.fromN(Integer.toString(value));
    }
}
