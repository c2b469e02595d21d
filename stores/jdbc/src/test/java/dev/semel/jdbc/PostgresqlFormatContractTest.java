// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.contract.FormatContract;
import dev.semel.model.IdempotencyKey;
import dev.semel.store.IdempotencyStore;
import java.time.Instant;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Databases.class)
class PostgresqlFormatContractTest extends FormatContract {

    private static final String TABLE = "format_contract";

    private final JdbcStore store;
    private final Rows rows;

    PostgresqlFormatContractTest(Databases.Started databases) {
        this.store = databases.store(Databases.Kind.POSTGRESQL, TABLE);
        this.rows = Rows.in(databases.of(Databases.Kind.POSTGRESQL), TABLE);
    }

    @Override
    protected IdempotencyStore store() {
        return store;
    }

    @Override
    protected void plantUnknownFormat(IdempotencyKey key, Instant now) {
        GoldenRow.plant(store, rows, key, now);
    }
}
