// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.contract.CheckpointStoreContract;
import dev.semel.store.CheckpointStore;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** On every database; what fails on one hides nothing of the others. */
@ParameterizedClass
@EnumSource(Databases.Kind.class)
@ExtendWith(Databases.class)
class JdbcCheckpointContractTest extends CheckpointStoreContract {

    private final JdbcStore store;

    JdbcCheckpointContractTest(Databases.Kind kind, Databases.Started databases) {
        this.store = databases.store(kind, "checkpoint_contract");
    }

    @Override
    protected CheckpointStore store() {
        return store;
    }
}
