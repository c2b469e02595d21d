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
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** On the databases that speak to a port. */
@ParameterizedClass
@EnumSource(
        value = Databases.Kind.class,
        names = {"POSTGRESQL", "MARIADB"})
@ExtendWith(Databases.class)
class JdbcWireFaultTest extends WireFaultContract {

    private static final String TABLE = "wire";

    private final TestDatabase database;
    private @Nullable CountingPool pool;

    JdbcWireFaultTest(Databases.Kind kind, Databases.Started databases) {
        database = databases.of(kind);
        databases.store(kind, TABLE);
    }

    private TestDatabase.Server server() {
        return (TestDatabase.Server) database;
    }

    @Override
    protected int serverPort() {
        return server().port();
    }

    @Override
    protected IdempotencyStore connect(int port) {
        pool = new CountingPool(server().through(port));
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
