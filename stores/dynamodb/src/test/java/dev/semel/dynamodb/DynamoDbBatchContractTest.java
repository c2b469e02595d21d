// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.contract.BatchStoreContract;
import dev.semel.store.BatchStore;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalServer.class)
class DynamoDbBatchContractTest extends BatchStoreContract {

    private final DynamoDbStore store;

    DynamoDbBatchContractTest(LocalDynamoDb server) {
        store = server.store("batch-contract");
    }

    @Override
    protected BatchStore store() {
        return store;
    }
}
