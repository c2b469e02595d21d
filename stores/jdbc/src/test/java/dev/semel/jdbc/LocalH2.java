// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.jdbcx.JdbcDataSource;

/** H2 in memory, for as long as one connection is kept. */
final class LocalH2 implements TestDatabase {

    private final CountingPool pool;
    private final Connection kept;

    LocalH2() throws SQLException {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setUrl("jdbc:h2:mem:semel-" + System.nanoTime() + ";LOCK_TIMEOUT=3000");
        pool = new CountingPool(dataSource);
        kept = dataSource.getConnection();
    }

    @Override
    public Dialect dialect() {
        return Dialect.h2();
    }

    @Override
    public CountingPool dataSource() {
        return pool;
    }

    @Override
    public void close() throws SQLException {
        pool.close();
        kept.close();
    }
}
