// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.contract.CommitStoreContract;
import dev.semel.model.IdempotencyKey;
import dev.semel.store.CommitStore;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(LocalServer.class)
class DynamoDbCommitContractTest extends CommitStoreContract<DynamoDbWrites> {

    private static final String TABLE = "commit-contract";

    private final LocalDynamoDb server;
    private final DynamoDbStore store;
    private final Counts counts;

    DynamoDbCommitContractTest(LocalDynamoDb server) {
        this.server = server;
        this.store = server.store(TABLE);
        this.counts = Counts.in(server, "commit-contract-counts");
    }

    @Override
    protected CommitStore<DynamoDbWrites> store() {
        return store;
    }

    @Override
    protected DynamoDbWrites effects(String mark) {
        return DynamoDbWrites.none().update(counts.plusOne(mark));
    }

    @Override
    protected DynamoDbWrites refusedEffects(String mark) {
        return effects(mark).check(counts.mustBeThere("never there"));
    }

    @Override
    protected void purge(IdempotencyKey key, Instant now) {
        Map<String, AttributeValue> id = Map.of("id", AttributeValue.fromS(key.recordId()));
        server.client().deleteItem(request -> request.tableName(TABLE).key(id));
    }

    @Override
    protected int count(String mark) {
        return counts.of(mark);
    }
}
