// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import javax.sql.DataSource;

/** A real PostgreSQL server as a process beside the tests. */
final class LocalPostgres implements TestDatabase {

    private final EmbeddedPostgres server;

    LocalPostgres() throws IOException {
        server = EmbeddedPostgres.builder().setServerConfig("max_connections", "120").start();
    }

    @Override
    public Dialect dialect() {
        return Dialect.postgresql();
    }

    @Override
    public DataSource dataSource() {
        return server.getPostgresDatabase();
    }

    EmbeddedPostgres server() {
        return server;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
