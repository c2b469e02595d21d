// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.contract.RepairStoreContract;
import dev.semel.store.RepairStore;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Databases.class)
class MariaDbRepairContractTest extends RepairStoreContract {

    private final JdbcStore store;

    MariaDbRepairContractTest(Databases.Started databases) {
        this.store = databases.store(Databases.Kind.MARIADB, "repair_contract");
    }

    @Override
    protected RepairStore store() {
        return store;
    }
}
