// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.contract.ListingStoreContract;
import dev.semel.store.ListingStore;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalServer.class)
class CompositeKeyListingContractTest extends ListingStoreContract {

    private final DynamoDbStore store;

    CompositeKeyListingContractTest(LocalDynamoDb server) {
        store = LocalDynamoDb.ready(DynamoDbStore.builder(server.client(), "listing-contract.composite")
                .sortKey("sort \"key\"", "IDEMPOTENCY")
                .attributeName(Attribute.ID, "pk's")
                .attributeName(Attribute.STATUS, "#state.of:it")
                .build());
    }

    @Override
    protected ListingStore store() {
        return store;
    }
}
