// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;

/** A real PostgreSQL server as a process beside the tests. */
final class LocalPostgres implements TestDatabase {

    private final EmbeddedPostgres server;
    private final CountingPool pool;

    LocalPostgres() throws IOException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "120")
                .start();
        pool = new CountingPool(server.getPostgresDatabase());
    }

    @Override
    public Dialect dialect() {
        return Dialect.postgresql();
    }

    @Override
    public CountingPool dataSource() {
        return pool;
    }

    EmbeddedPostgres server() {
        return server;
    }

    @Override
    public void close() throws IOException, SQLException {
        pool.close();
        server.close();
    }
}
