// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.contract.CheckpointStoreContract;
import dev.semel.store.CheckpointStore;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Databases.class)
class PostgresqlCheckpointContractTest extends CheckpointStoreContract {

    private final JdbcStore store;

    PostgresqlCheckpointContractTest(Databases.Started databases) {
        this.store = databases.store(Databases.Kind.POSTGRESQL, "checkpoint_contract");
    }

    @Override
    protected CheckpointStore store() {
        return store;
    }
}
