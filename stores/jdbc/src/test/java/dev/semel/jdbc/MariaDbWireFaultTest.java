// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.contract.WireFaultContract;
import dev.semel.model.IdempotencyKey;
import dev.semel.store.IdempotencyStore;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Databases.class)
class MariaDbWireFaultTest extends WireFaultContract {

    private static final String TABLE = "wire";

    private final LocalMariaDb database;
    private @Nullable CountingPool pool;

    MariaDbWireFaultTest(Databases.Started databases) {
        database = (LocalMariaDb) databases.of(Databases.Kind.MARIADB);
        databases.store(Databases.Kind.MARIADB, TABLE);
    }

    @Override
    protected int serverPort() {
        return database.port();
    }

    @Override
    protected IdempotencyStore connect(int port) {
        pool = new CountingPool(database.through(port));
        return JdbcStore.builder(pool, database.dialect()).table(TABLE).build();
    }

    @Override
    protected void disconnect() {
        try {
            Objects.requireNonNull(pool).close();
        } catch (SQLException e) {
            throw new IllegalStateException("The pool does not close", e);
        }
    }

    @Override
    protected void purge(IdempotencyKey key, Instant now) {
        Rows.in(database, TABLE).delete(key);
    }
}
