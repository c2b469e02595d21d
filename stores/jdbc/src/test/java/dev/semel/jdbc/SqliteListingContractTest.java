// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.contract.ListingStoreContract;
import dev.semel.store.ListingStore;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Databases.class)
class SqliteListingContractTest extends ListingStoreContract {

    private final JdbcStore store;

    SqliteListingContractTest(Databases.Started databases) {
        this.store = databases.store(Databases.Kind.SQLITE, "listing_contract");
    }

    @Override
    protected ListingStore store() {
        return store;
    }
}
