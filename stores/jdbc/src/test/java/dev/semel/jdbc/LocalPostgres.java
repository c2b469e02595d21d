// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL server as a process beside the tests. */
final class LocalPostgres implements TestDatabase.Server {

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
    public int port() {
        return server.getPort();
    }

    @Override
    public DataSource through(int port) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setUser("postgres");
        source.setDatabaseName("postgres");
        return source;
    }

    @Override
    public void close() throws IOException, SQLException {
        pool.close();
        server.close();
    }
}
