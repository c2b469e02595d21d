// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.store.StoreException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The meaning of a database's errors. */
final class JdbcFailures {

    /** The state of PostgreSQL for a statement after an error in the same transaction. */
    static final String ABORTED = "25P02";

    /** Classes of states with which a database refuses data, such as a constraint that is checked at the commit. */
    private static final Set<String> REFUSED_DATA = Set.of("22", "23", "44");

    /** States of a table, a column or a key that is not there. */
    private static final Set<String> MISSING = Set.of("42P01", "42703", "42P10", "42S22");

    private JdbcFailures() {}

    /** {@return whether the database has refused what was written, so that the same would be refused again} */
    static boolean isRefusedData(SQLException e) {
        String state = e.getSQLState();
        return state != null && state.length() == 5 && REFUSED_DATA.contains(state.substring(0, 2));
    }

    /** {@return whether a savepoint is not there, because the transaction in which it was set is over} */
    static boolean isWithoutSavepoint(SQLException e) {
        return "3B001".equals(e.getSQLState())
                || e.getErrorCode() == 1305 // MariaDB
                || e.getErrorCode() == 90063 // H2
                || (e.getMessage() != null && e.getMessage().contains("no such savepoint")); // SQLite
    }

    /** {@return whether the same transaction would end in the same way again} */
    static boolean isFinal(SqlTexts texts, SQLException e) {
        return ABORTED.equals(e.getSQLState()) || isRefusedData(e) || remedy(texts, e) != null;
    }

    /** {@return the store's exception for an error} */
    static StoreException of(SqlTexts texts, JdbcCall call, SQLException e) {
        String remedy = remedy(texts, e);
        if (remedy != null) {
            return StoreException.refused(call.store(), call.name(), remedy, e);
        }
        if (texts.dialect().isLongWait.test(e)) {
            return StoreException.unavailable(
                    call.store(),
                    call.name(),
                    new SQLException(
                            "another transaction has worked on the key for longer than the call may wait",
                            e.getSQLState(),
                            e));
        }
        if (isReadOnly(texts, e)) {
            return StoreException.unavailable(
                    call.store(),
                    call.name(),
                    new SQLException(
                            "the connection can only read. The DataSource must lead to the writer, and must not mark"
                                    + " its connections as read-only",
                            e.getSQLState(),
                            e));
        }
        return StoreException.unavailable(call.store(), call.name(), e);
    }

    /** {@return whether a replica or a connection for reading has refused to write, as after a failover} */
    private static boolean isReadOnly(SqlTexts texts, SQLException e) {
        return "25006".equals(e.getSQLState()) || texts.dialect().readOnlyCodes.contains(e.getErrorCode());
    }

    /** {@return what the reader of the message must do; null if repeating the call may help} */
    private static @Nullable String remedy(SqlTexts texts, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (MISSING.contains(state) || state.startsWith("42S0") || isMissingInSqlite(texts, e)) {
            return "there is no table " + texts.table()
                    + " or it lacks a column or its key. Create it with createSchema(), or with "
                    + "the text of 'semel template schema --dialect "
                    + texts.dialect().name() + "'";
        }
        if (state.equals("42501") || e.getErrorCode() == 1142) {
            return "the user may not read and write the table " + texts.table() + ". Grant SELECT, INSERT, UPDATE and "
                    + "DELETE on it";
        }
        if (state.startsWith("28") || state.equals("3D000")) {
            return "the database does not let this user in. See to user, password and database of the DataSource";
        }
        if (state.startsWith("42") && !state.equals("42000")) {
            return "the database does not understand the statements of the dialect '"
                    + texts.dialect().name() + "'. Choose the dialect of the database and a version that it names";
        }
        return null;
    }

    private static boolean isMissingInSqlite(SqlTexts texts, SQLException e) {
        return texts.dialect().name().equals("sqlite")
                && e.getMessage() != null
                && (e.getMessage().contains("no such table")
                        || e.getMessage().contains("no such column")
                        || e.getMessage().contains("has no column named"));
    }
}
