// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.contract.BatchStoreContract;
import dev.semel.store.BatchStore;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Databases.class)
class H2BatchContractTest extends BatchStoreContract {

    private final JdbcStore store;

    H2BatchContractTest(Databases.Started databases) {
        this.store = databases.store(Databases.Kind.H2, "batch_contract");
    }

    @Override
    protected BatchStore store() {
        return store;
    }
}
