// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.contract.RepairStoreContract;
import dev.semel.store.RepairStore;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** On every database; what fails on one hides nothing of the others. */
@ParameterizedClass
@EnumSource(Databases.Kind.class)
@ExtendWith(Databases.class)
class JdbcRepairContractTest extends RepairStoreContract {

    private final JdbcStore store;

    JdbcRepairContractTest(Databases.Kind kind, Databases.Started databases) {
        this.store = databases.store(kind, "repair_contract");
    }

    @Override
    protected RepairStore store() {
        return store;
    }
}
