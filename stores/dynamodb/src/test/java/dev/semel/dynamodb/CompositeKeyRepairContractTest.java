// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.contract.RepairStoreContract;
import dev.semel.store.RepairStore;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalServer.class)
class CompositeKeyRepairContractTest extends RepairStoreContract {

    private final DynamoDbStore store;

    CompositeKeyRepairContractTest(LocalDynamoDb server) {
        store = LocalDynamoDb.ready(DynamoDbStore.builder(server.client(), "repair-contract.composite")
                .sortKey("sort \"key\"", "IDEMPOTENCY")
                .attributeName(Attribute.ID, "pk's")
                .attributeName(Attribute.STATUS, "#state.of:it")
                .build());
    }

    @Override
    protected RepairStore store() {
        return store;
    }
}
