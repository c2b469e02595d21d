// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A real database server or engine for tests, on the loopback interface. Thread-safe. */
interface TestDatabase extends AutoCloseable {

    Dialect dialect();

    /** {@return connections from a pool that counts them} */
    CountingPool dataSource();

    @Override
    void close() throws IOException, SQLException;

    /** A database server that listens on a port. */
    interface Server extends TestDatabase {

        int port();

        /** {@return connections to a port that leads to the server} */
        DataSource through(int port);
    }
}
