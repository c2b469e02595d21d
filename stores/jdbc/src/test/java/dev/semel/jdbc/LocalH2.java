// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** H2 in memory, for as long as one connection is kept. */
final class LocalH2 implements TestDatabase {

    private final JdbcDataSource dataSource = new JdbcDataSource();
    private final Connection kept;

    LocalH2() throws SQLException {
        dataSource.setUrl("jdbc:h2:mem:semel-" + System.nanoTime() + ";LOCK_TIMEOUT=10000");
        kept = dataSource.getConnection();
    }

    @Override
    public Dialect dialect() {
        return Dialect.h2();
    }

    @Override
    public DataSource dataSource() {
        return dataSource;
    }

    @Override
    public void close() throws SQLException {
        kept.close();
    }
}
