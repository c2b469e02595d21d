// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.contract.StoreContract;
import dev.semel.model.IdempotencyKey;
import dev.semel.store.IdempotencyStore;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract on a table with a sort key, other attribute names, and every result inline that fits. */
@ExtendWith(LocalServer.class)
class CompositeKeyContractTest extends StoreContract {

    private static final String TABLE = "contract-composite";

    private final LocalDynamoDb server;
    private final DynamoDbStore store;

    CompositeKeyContractTest(LocalDynamoDb server) {
        this.server = server;
        this.store = LocalDynamoDb.ready(DynamoDbStore.builder(server.client(), TABLE)
                .sortKey("sk", "IDEMPOTENCY")
                .attributeName(Attribute.ID, "pk")
                .attributeName(Attribute.STATUS, "#state.of:it")
                .recordIds(key -> "IDEMPOTENCY#" + key.recordId())
                .recordSizeLimit(ItemSize.LIMIT)
                .build());
    }

    @Override
    protected IdempotencyStore store() {
        return store;
    }

    @Override
    protected void purge(IdempotencyKey key, Instant now) {
        Map<String, AttributeValue> id = Map.of(
                "pk", AttributeValue.fromS("IDEMPOTENCY#" + key.recordId()), "sk", AttributeValue.fromS("IDEMPOTENCY"));
        server.client().deleteItem(request -> request.tableName(TABLE).key(id));
    }
}
