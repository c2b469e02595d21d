// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Tables of the walk-through: one row for each charge, and the claims of the conditional write. */
final class UploadCharges {

    private final DynamoDbClient dynamoDb;

    UploadCharges(DynamoDbClient dynamoDb) {
        this.dynamoDb = dynamoDb;
    }

    /** Charges for an upload: a row of its own, so that every charge counts. */
    void charge(String id, String upload) {
        dynamoDb.putItem(request -> request.tableName(variable("CHARGES_TABLE"))
                .item(Map.of("id", AttributeValue.fromS(id), "upload", AttributeValue.fromS(upload))));
    }

    /** Claims an upload with the usual conditional write. {@return false if it was claimed before} */
    boolean claim(String upload) {
        try {
            dynamoDb.putItem(request -> request.tableName(variable("CLAIMS_TABLE"))
                    .item(Map.of("id", AttributeValue.fromS(upload)))
                    .conditionExpression("attribute_not_exists(id)"));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    static String variable(String name) {
        return Objects.requireNonNull(System.getenv(name), () -> "set the environment variable " + name);
    }
}
