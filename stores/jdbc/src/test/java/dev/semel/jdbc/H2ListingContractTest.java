// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.contract.ListingStoreContract;
import dev.semel.store.ListingStore;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Databases.class)
class H2ListingContractTest extends ListingStoreContract {

    private final JdbcStore store;

    H2ListingContractTest(Databases.Started databases) {
        this.store = databases.store(Databases.Kind.H2, "listing_contract");
    }

    @Override
    protected ListingStore store() {
        return store;
    }
}
