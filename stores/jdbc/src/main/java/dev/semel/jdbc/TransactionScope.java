// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The transaction in which an operation runs. For one thread. */
sealed interface TransactionScope {

    /**
     * {@return the connection, inside of a transaction}
     *
     * @param limit the time until a silent server is given up; null for none
     */
    Connection begin(@Nullable Duration limit) throws SQLException;

    /** Sets the longest time that the database may take for the statements to come. */
    void limit(Duration limit) throws SQLException;

    /** Undoes everything since {@link #begin}. Throws nothing: what is not undone is not committed either. */
    void undo();

    /** Commits, if the transaction is ours. */
    void commit() throws SQLException;

    /** {@return whether the transaction is ours, and not the caller's} */
    boolean isOurs();

    /** A transaction of our own, on a connection that is taken for it. */
    final class Ours implements TransactionScope {

        private final DataSource dataSource;
        private final Dialect dialect;
        private @Nullable Connection connection;
        private @Nullable NetworkTimeout timeout;
        private boolean committing;

        Ours(DataSource dataSource, Dialect dialect) {
            this.dataSource = dataSource;
            this.dialect = dialect;
        }

        @Override
        public Connection begin(@Nullable Duration limit) throws SQLException {
            Connection taken = dataSource.getConnection();
            connection = taken;
            timeout = limit == null ? null : NetworkTimeout.set(taken, dialect, limit);
            committing = taken.getAutoCommit();
            if (committing) {
                taken.setAutoCommit(false);
            }
            return taken;
        }

        @Override
        public void limit(Duration limit) throws SQLException {
            if (timeout != null && connection != null) {
                timeout.restore();
                timeout = NetworkTimeout.set(connection, dialect, limit);
            }
        }

        @Override
        public void undo() {
            Connection taken = connection;
            connection = null;
            if (taken == null) {
                return;
            }
            try (taken) {
                taken.rollback();
                giveBack(taken);
            } catch (SQLException e) {
                // The connection is broken: the database rolls back.
            }
        }

        @Override
        public void commit() throws SQLException {
            Connection taken = connection;
            if (taken == null) {
                throw new SQLException("The transaction is over");
            }
            taken.commit(); // a connection whose commit fails is given back by undo()
            connection = null;
            try (taken) {
                giveBack(taken);
            } catch (SQLException e) {
                // The commit counts; the connection is closed or thrown away by its pool.
            }
        }

        private void giveBack(Connection taken) throws SQLException {
            if (committing) {
                taken.setAutoCommit(true);
            }
            if (timeout != null) {
                timeout.restore();
            }
        }

        @Override
        public boolean isOurs() {
            return true;
        }
    }

    /** The caller's transaction, up to a savepoint. */
    final class Given implements TransactionScope {

        private final Connection connection;
        private final Dialect dialect;
        private @Nullable Savepoint savepoint;

        Given(Connection connection, Dialect dialect) {
            this.connection = connection;
            this.dialect = dialect;
        }

        @Override
        public Connection begin(@Nullable Duration limit) throws SQLException {
            savepoint = connection.setSavepoint();
            return connection;
        }

        @Override
        public void limit(Duration limit) {
            // The caller's connection keeps the caller's timeout.
        }

        /**
         * Refuses a connection on which the record could not be kept together with the effects.
         *
         * @throws IllegalStateException if it commits by itself, or hides what rivals committed
         */
        void require() throws SQLException {
            if (connection.getAutoCommit()) {
                throw new IllegalStateException(
                        "The connection commits every statement by itself: begin a transaction, "
                                + "with setAutoCommit(false) or your framework's means, and give its connection");
            }
            if (dialect.features.snapshots()
                    && connection.getTransactionIsolation() > Connection.TRANSACTION_READ_COMMITTED) {
                throw new IllegalStateException(
                        "The transaction is REPEATABLE READ or SERIALIZABLE, and does not show what another one has"
                                + " committed since it began: use READ COMMITTED, or let Semel begin the transaction");
            }
        }

        @Override
        public void undo() {
            Savepoint before = savepoint;
            savepoint = null;
            if (before == null) {
                return;
            }
            try {
                connection.rollback(before);
            } catch (SQLException e) {
                // The caller's transaction is broken: it cannot be committed.
            }
        }

        @Override
        public void commit() {
            savepoint = null; // the caller commits
        }

        @Override
        public boolean isOurs() {
            return false;
        }
    }
}
