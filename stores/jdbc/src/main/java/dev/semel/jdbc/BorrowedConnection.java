// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * A connection of the user's {@code DataSource}, taken for one piece of work and returned as it was. A {@code
 * DataSource} that throws something else than an {@code SQLException}, or gives nothing, is an error like any other.
 * For one thread.
 */
final class BorrowedConnection {

    private final Connection connection;
    private final Dialect dialect;
    private final boolean committing;
    private final boolean changed;
    private NetworkTimeout timeout;

    private BorrowedConnection(Connection connection, Dialect dialect, Duration limit, boolean committing)
            throws SQLException {
        this.connection = connection;
        this.dialect = dialect;
        this.timeout = NetworkTimeout.set(connection, dialect, limit);
        this.committing = connection.getAutoCommit();
        this.changed = this.committing != committing;
        if (changed) {
            connection.setAutoCommit(committing);
        }
    }

    /**
     * Takes a connection.
     *
     * @param limit the time until a silent server is given up
     * @param committing whether each statement commits by itself
     */
    static BorrowedConnection take(DataSource dataSource, Dialect dialect, Duration limit, boolean committing)
            throws SQLException {
        Connection taken = from(dataSource);
        try {
            return new BorrowedConnection(taken, dialect, limit, committing);
        } catch (SQLException e) {
            throwAway(taken);
            throw e;
        } catch (RuntimeException e) {
            throwAway(taken);
            throw failure(e);
        } catch (Error e) {
            throwAway(taken);
            throw e;
        }
    }

    /** {@return a connection of the source} */
    static Connection from(DataSource dataSource) throws SQLException {
        Connection taken;
        try {
            taken = dataSource.getConnection();
        } catch (RuntimeException e) {
            throw failure(e);
        }
        if (taken == null) {
            throw new SQLException("the DataSource gave no connection", "08001");
        }
        return taken;
    }

    /** {@return the exception that a driver or a pool should have thrown instead} */
    static SQLException failure(RuntimeException thrown) {
        return new SQLException(
                "the DataSource or its driver threw " + thrown.getClass().getName(), "08000", thrown);
    }

    Connection connection() {
        return connection;
    }

    /** Sets the time until a silent server is given up from now on. */
    void limit(Duration limit) throws SQLException {
        timeout.restore();
        timeout = NetworkTimeout.set(connection, dialect, limit);
    }

    /**
     * Gives the connection back as it was. Throws nothing: what was answered counts, and a connection that cannot be
     * put back as it was is thrown away.
     */
    void giveBack() {
        try {
            if (!connection.isClosed()) {
                if (changed) {
                    connection.setAutoCommit(committing);
                }
                timeout.restore();
            }
            connection.close();
        } catch (Throwable e) { // an Error of a pool is no reason to lose an answer either
            throwAway(connection);
        }
    }

    /** Closes the connection for good, with its transaction undone by the database. */
    void throwAway() {
        throwAway(connection);
    }

    private static void throwAway(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (Throwable e) {
            // The pool or the database ends it.
        }
        try {
            connection.close();
        } catch (Throwable e) {
            // It is closed as far as it can be.
        }
    }
}
