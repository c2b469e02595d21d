// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.contest;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.lambda.powertools.idempotency.IdempotencyKey;
import software.amazon.lambda.powertools.idempotency.Idempotent;

/**
 * The work as the peer's users write it: each method is woven at build time, and runs once for its key. What the engine
 * is set up with is the peer's own singleton: {@link PeerSide}.
 */
class PeerFunction {

    private final Work work;
    private final DynamoDbClient client;

    PeerFunction(Work work, DynamoDbClient client) {
        this.work = work;
        this.client = client;
    }

    @Idempotent
    ContestReceipt charge(@IdempotencyKey String id, ContestOrder order) {
        return work.charge(order);
    }

    @Idempotent
    ContestReceipt chargeValidated(@IdempotencyKey ContestOrder order) {
        return work.charge(order);
    }

    @Idempotent
    ContestReceipt chargeAtLength(@IdempotencyKey String id, ContestOrder order) {
        return work.chargeAtLength(order);
    }

    /** Charges, and writes the order; what the peer has for that: claim, effect and record are three calls. */
    @Idempotent
    ContestReceipt chargeAndWrite(@IdempotencyKey String id, ContestOrder order) {
        ContestReceipt receipt = work.charge(order);
        client.putItem(put -> put.tableName(ContestTables.ORDERS).item(Map.of("id", AttributeValue.fromS(id))));
        return receipt;
    }
}
