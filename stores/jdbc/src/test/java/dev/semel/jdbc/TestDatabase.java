// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import javax.sql.DataSource;

/** A real database server or engine for tests, on the loopback interface. Thread-safe. */
interface TestDatabase extends AutoCloseable {

    Dialect dialect();

    /** {@return connections of its own, without a pool} */
    DataSource dataSource();

    @Override
    void close() throws Exception;
}
