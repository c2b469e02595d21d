// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.contract.RepairStoreContract;
import dev.semel.store.RepairStore;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Databases.class)
class H2RepairContractTest extends RepairStoreContract {

    private final JdbcStore store;

    H2RepairContractTest(Databases.Started databases) {
        this.store = databases.store(Databases.Kind.H2, "repair_contract");
    }

    @Override
    protected RepairStore store() {
        return store;
    }
}
