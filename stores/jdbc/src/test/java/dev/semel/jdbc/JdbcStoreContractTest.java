// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.contract.StoreContract;
import dev.semel.model.IdempotencyKey;
import dev.semel.store.IdempotencyStore;
import java.time.Instant;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** On every database; what fails on one hides nothing of the others. */
@ParameterizedClass
@EnumSource(Databases.Kind.class)
@ExtendWith(Databases.class)
class JdbcStoreContractTest extends StoreContract {

    private static final String TABLE = "contract";

    private final JdbcStore store;
    private final Rows rows;

    JdbcStoreContractTest(Databases.Kind kind, Databases.Started databases) {
        this.store = databases.store(kind, TABLE);
        this.rows = Rows.in(databases.of(kind), TABLE);
    }

    @Override
    protected IdempotencyStore store() {
        return store;
    }

    @Override
    protected void purge(IdempotencyKey key, Instant now) {
        rows.delete(key);
    }
}
