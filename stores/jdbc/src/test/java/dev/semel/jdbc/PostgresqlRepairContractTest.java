// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.contract.RepairStoreContract;
import dev.semel.store.RepairStore;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Databases.class)
class PostgresqlRepairContractTest extends RepairStoreContract {

    private final JdbcStore store;

    PostgresqlRepairContractTest(Databases.Started databases) {
        this.store = databases.store(Databases.Kind.POSTGRESQL, "repair_contract");
    }

    @Override
    protected RepairStore store() {
        return store;
    }
}
