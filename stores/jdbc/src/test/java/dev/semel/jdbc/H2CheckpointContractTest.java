// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.contract.CheckpointStoreContract;
import dev.semel.store.CheckpointStore;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Databases.class)
class H2CheckpointContractTest extends CheckpointStoreContract {

    private final JdbcStore store;

    H2CheckpointContractTest(Databases.Started databases) {
        this.store = databases.store(Databases.Kind.H2, "checkpoint_contract");
    }

    @Override
    protected CheckpointStore store() {
        return store;
    }
}
