// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.contract.BatchStoreContract;
import dev.semel.store.BatchStore;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Databases.class)
class SqliteBatchContractTest extends BatchStoreContract {

    private final JdbcStore store;

    SqliteBatchContractTest(Databases.Started databases) {
        this.store = databases.store(Databases.Kind.SQLITE, "batch_contract");
    }

    @Override
    protected BatchStore store() {
        return store;
    }
}
