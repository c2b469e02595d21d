// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.contract.ListingStoreContract;
import dev.semel.store.ListingStore;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** On every database; what fails on one hides nothing of the others. */
@ParameterizedClass
@EnumSource(Databases.Kind.class)
@ExtendWith(Databases.class)
class JdbcListingContractTest extends ListingStoreContract {

    private final JdbcStore store;

    JdbcListingContractTest(Databases.Kind kind, Databases.Started databases) {
        this.store = databases.store(kind, "listing_contract");
    }

    @Override
    protected ListingStore store() {
        return store;
    }
}
