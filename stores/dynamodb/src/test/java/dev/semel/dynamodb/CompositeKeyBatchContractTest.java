// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.contract.EarlyBatchStoreContract;
import dev.semel.store.EarlyBatchStore;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of batches, with early answers, on a table with a sort key, and names that have to be quoted. */
@ExtendWith(LocalServer.class)
class CompositeKeyBatchContractTest extends EarlyBatchStoreContract {

    private final DynamoDbStore store;

    CompositeKeyBatchContractTest(LocalDynamoDb server) {
        store = LocalDynamoDb.ready(DynamoDbStore.builder(server.client(), "batch-contract.composite")
                .sortKey("sort \"key\"", "IDEMPOTENCY")
                .attributeName(Attribute.ID, "pk's")
                .attributeName(Attribute.STATUS, "#state.of:it")
                .attributeName(Attribute.CLAIM, "the \"claim's\" id?")
                .attributeName(Attribute.REVISION, "SET")
                .recordIds(key -> "IDEMPOTENCY#" + key.recordId())
                .build());
    }

    @Override
    protected EarlyBatchStore store() {
        return store;
    }
}
