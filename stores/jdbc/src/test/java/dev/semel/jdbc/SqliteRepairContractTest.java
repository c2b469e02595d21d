// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.contract.RepairStoreContract;
import dev.semel.store.RepairStore;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Databases.class)
class SqliteRepairContractTest extends RepairStoreContract {

    private final JdbcStore store;

    SqliteRepairContractTest(Databases.Started databases) {
        this.store = databases.store(Databases.Kind.SQLITE, "repair_contract");
    }

    @Override
    protected RepairStore store() {
        return store;
    }
}
