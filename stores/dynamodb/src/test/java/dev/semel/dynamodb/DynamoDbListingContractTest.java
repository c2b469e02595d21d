// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.contract.ListingStoreContract;
import dev.semel.store.ListingStore;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalServer.class)
class DynamoDbListingContractTest extends ListingStoreContract {

    private final DynamoDbStore store;

    DynamoDbListingContractTest(LocalDynamoDb server) {
        store = server.store("listing-contract");
    }

    @Override
    protected ListingStore store() {
        return store;
    }
}
