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

@ExtendWith(LocalServer.class)
class DynamoDbStoreContractTest extends StoreContract {

    private static final String TABLE = "contract";

    private final LocalDynamoDb server;
    private final DynamoDbStore store;

    DynamoDbStoreContractTest(LocalDynamoDb server) {
        this.server = server;
        this.store = server.store(TABLE);
    }

    @Override
    protected IdempotencyStore store() {
        return store;
    }

    @Override
    protected void purge(IdempotencyKey key, Instant now) {
        Map<String, AttributeValue> id = Map.of("id", AttributeValue.fromS(key.recordId()));
        server.client().deleteItem(request -> request.tableName(TABLE).key(id));
    }
}
