// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import dev.semel.Idempotency;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.dynamodb.LightClient;
import dev.semel.json.JacksonCodec;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the example functions share: idempotency records in one table, and a ledger in another one. The ledger stands for
 * the world outside, which takes whatever it is given as often as it is given.
 *
 * @param idempotency keeps its records in the table that {@code IDEMPOTENCY_TABLE} names
 * @param dynamoDb leads to both tables
 * @param ledger the table that {@code LEDGER_TABLE} names; its key is {@code id}
 */
record FunctionTables(Idempotency idempotency, DynamoDbClient dynamoDb, String ledger) {

    /** Reads the environment; a function does so once, in its constructor. */
    static FunctionTables fromEnvironment() {
        // Credentials, Region and endpoint come from the variables that the SDK and Lambda have for them.
        DynamoDbClient dynamoDb = LightClient.builder().build();
        Idempotency idempotency = Idempotency.builder(DynamoDbStore.of(dynamoDb, variable("IDEMPOTENCY_TABLE")))
                .codec(JacksonCodec.create())
                .build();
        return new FunctionTables(idempotency, dynamoDb, variable("LEDGER_TABLE"));
    }

    /** Adds a line to the ledger. Called twice, it adds two. */
    void enter(String line) {
        dynamoDb.putItem(put -> put.tableName(ledger)
                .item(Map.of(
                        "id", AttributeValue.fromS(UUID.randomUUID().toString()),
                        "line", AttributeValue.fromS(line))));
    }

    private static String variable(String name) {
        return Objects.requireNonNull(System.getenv(name), () -> "set the environment variable " + name);
    }
}
