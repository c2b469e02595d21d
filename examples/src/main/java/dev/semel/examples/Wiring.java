// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import dev.semel.Idempotency;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.dynamodb.LightClient;
import dev.semel.json.PlainJsonCodec;
import dev.semel.lambda.BatchPolicy;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Collaborators of an example function, so that a test or a proof can replace them.
 *
 * @param idempotency the engine, which keeps its records in the table that {@code IDEMPOTENCY_TABLE} names
 * @param ledger the ledger on which the function has effects: the table that {@code LEDGER_TABLE} names
 * @param batches the policy for events with several records
 */
record Wiring(Idempotency idempotency, Ledger ledger, BatchPolicy batches) {

    /** Reads the environment; a function does so once, in its constructor. */
    static Wiring fromEnvironment() {
        // Credentials, Region and endpoint come from the variables that the SDK and Lambda have for them.
        DynamoDbClient dynamoDb = LightClient.create();
        Idempotency idempotency = Idempotency.builder(DynamoDbStore.of(dynamoDb, variable("IDEMPOTENCY_TABLE")))
                .codec(PlainJsonCodec.create())
                .build();
        return new Wiring(idempotency, new LedgerTable(dynamoDb, variable("LEDGER_TABLE")), BatchPolicy.defaults());
    }

    private static String variable(String name) {
        return Objects.requireNonNull(System.getenv(name), () -> "set the environment variable " + name);
    }
}
