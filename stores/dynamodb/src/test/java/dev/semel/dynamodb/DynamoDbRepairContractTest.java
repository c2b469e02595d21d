// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.contract.RepairStoreContract;
import dev.semel.store.RepairStore;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalServer.class)
class DynamoDbRepairContractTest extends RepairStoreContract {

    private final DynamoDbStore store;

    DynamoDbRepairContractTest(LocalDynamoDb server) {
        store = server.store("repair-contract");
    }

    @Override
    protected RepairStore store() {
        return store;
    }
}
