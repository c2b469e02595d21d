// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.contract.CheckpointStoreContract;
import dev.semel.store.CheckpointStore;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalServer.class)
class DynamoDbCheckpointContractTest extends CheckpointStoreContract {

    private final DynamoDbStore store;

    DynamoDbCheckpointContractTest(LocalDynamoDb server) {
        store = server.store("checkpoint-contract");
    }

    @Override
    protected CheckpointStore store() {
        return store;
    }
}
