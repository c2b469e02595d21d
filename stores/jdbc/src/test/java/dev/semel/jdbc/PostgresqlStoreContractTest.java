// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.contract.StoreContract;
import dev.semel.model.IdempotencyKey;
import dev.semel.store.IdempotencyStore;
import java.time.Instant;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Databases.class)
class PostgresqlStoreContractTest extends StoreContract {

    private static final String TABLE = "contract";

    private final Databases.Started databases;
    private final JdbcStore store;

    PostgresqlStoreContractTest(Databases.Started databases) {
        this.databases = databases;
        this.store = databases.store(Databases.Kind.POSTGRESQL, TABLE);
    }

    @Override
    protected IdempotencyStore store() {
        return store;
    }

    @Override
    protected void purge(IdempotencyKey key, Instant now) {
        Rows.in(databases.of(Databases.Kind.POSTGRESQL), TABLE).delete(key);
    }
}
