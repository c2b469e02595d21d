// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.contract.BatchStoreContract;
import dev.semel.store.BatchStore;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** On every database; what fails on one hides nothing of the others. */
@ParameterizedClass
@EnumSource(Databases.Kind.class)
@ExtendWith(Databases.class)
class JdbcBatchContractTest extends BatchStoreContract {

    private final JdbcStore store;

    JdbcBatchContractTest(Databases.Kind kind, Databases.Started databases) {
        this.store = databases.store(kind, "batch_contract");
    }

    @Override
    protected BatchStore store() {
        return store;
    }
}
