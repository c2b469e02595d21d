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
     * @param limit the time until a silent server is given up
     */
    Connection begin(Duration limit) throws SQLException;

    /** Sets the longest time that the database may take for the statements to come. */
    void limit(Duration limit) throws SQLException;

    /**
     * Undoes everything since {@link #begin}. Throws nothing: what is not undone is not committed either.
     *
     * @return false if the database has ended the transaction by itself, or does not answer
     */
    boolean undo();

    /** Commits, if the transaction is ours. */
    void commit() throws SQLException;

    /** {@return whether the transaction is ours, and not the caller's} */
    boolean isOurs();

    /** A transaction of our own, on a connection that is taken for it. */
    final class Ours implements TransactionScope {

        private final DataSource dataSource;
        private final Dialect dialect;
        private @Nullable BorrowedConnection borrowed;

        Ours(DataSource dataSource, Dialect dialect) {
            this.dataSource = dataSource;
            this.dialect = dialect;
        }

        @Override
        public Connection begin(Duration limit) throws SQLException {
            BorrowedConnection taken = BorrowedConnection.take(dataSource, dialect, limit, false);
            borrowed = taken;
            return taken.connection();
        }

        @Override
        public void limit(Duration limit) throws SQLException {
            if (borrowed != null) {
                borrowed.limit(limit);
            }
        }

        @Override
        public boolean undo() {
            BorrowedConnection taken = borrowed;
            borrowed = null;
            if (taken == null) {
                return true;
            }
            try {
                taken.connection().rollback();
            } catch (Throwable e) { // an Error must not leave the transaction open either: it holds the key
                taken.throwAway(); // giving it back would commit: the database rolls back
                return false;
            }
            taken.giveBack();
            return true;
        }

        @Override
        public void commit() throws SQLException {
            BorrowedConnection taken = borrowed;
            if (taken == null) {
                throw new SQLException("The transaction is over");
            }
            try {
                taken.connection().commit(); // a connection whose commit fails is returned by undo()
            } catch (RuntimeException e) {
                throw BorrowedConnection.failure(e);
            }
            borrowed = null;
            taken.giveBack();
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
        public Connection begin(Duration limit) throws SQLException {
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

        /**
         * Undoes what came after the savepoint. If the savepoint is gone, the database has undone the caller's whole
         * transaction, as MariaDB does after a deadlock; then nothing of the body may be left that the caller would
         * commit without a record.
         */
        @Override
        public boolean undo() {
            Savepoint before = savepoint;
            savepoint = null;
            if (before == null) {
                return true;
            }
            try {
                connection.rollback(before);
                return true;
            } catch (SQLException | RuntimeException gone) {
                try {
                    connection.rollback();
                } catch (SQLException | RuntimeException e) {
                    // The connection is broken: nothing of it can be committed.
                }
                return false;
            }
        }

        /**
         * Leaves the rest to the caller, who commits.
         *
         * @throws BodyEndedTransactionException if the transaction at the end is not that of the beginning
         * @throws SQLException if the database does not answer; {@link #undo} then undoes what it can
         */
        @Override
        public void commit() throws SQLException {
            Savepoint before = savepoint;
            savepoint = null;
            if (before == null) {
                return;
            }
            try {
                connection.releaseSavepoint(before);
            } catch (RuntimeException e) {
                savepoint = before; // undo() goes back to it, if the transaction is still there
                throw BorrowedConnection.failure(e);
            } catch (SQLException gone) {
                if (!JdbcFailures.isWithoutSavepoint(gone)) {
                    savepoint = before;
                    throw gone;
                }
                throw new BodyEndedTransactionException(isCommitted(), gone);
            }
        }

        /** The effects are committed already: the record follows them, or they would be made again. */
        private boolean isCommitted() {
            try {
                connection.commit();
                return true;
            } catch (SQLException | RuntimeException e) {
                return false;
            }
        }

        @Override
        public boolean isOurs() {
            return false;
        }
    }
}
