// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The statements of one call on one connection. */
final class SqlSession {

    private final Connection connection;
    private final SqlTexts texts;
    private final JdbcCall call;
    private final boolean exclusive;

    /**
     * Makes a session.
     *
     * @param exclusive whether it is part of a transaction of several statements, and must not wait for another one
     */
    SqlSession(Connection connection, SqlTexts texts, JdbcCall call, boolean exclusive) {
        this.connection = connection;
        this.texts = texts;
        this.call = call;
        this.exclusive = exclusive;
    }

    JdbcCall call() {
        return call;
    }

    Dialect dialect() {
        return texts.dialect();
    }

    boolean isExclusive() {
        return exclusive;
    }

    /** {@return values with the moment of the call} */
    SqlValues values() {
        return new SqlValues().number("now", call.nowMillis());
    }

    /** The mapping of a row. */
    @FunctionalInterface
    interface Mapping<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** {@return the records that a statement answers} */
    List<StoredRow> rows(String text, SqlValues shared, List<SqlValues> rows) throws SQLException {
        return run(text, shared, rows, statement -> {
            try (ResultSet result = statement.executeQuery()) {
                boolean complete = hasMoment(result);
                return mapped(
                        result,
                        row -> new StoredRow(
                                row.getString("record_id"),
                                RowCodec.decode(row),
                                complete ? row.getLong("moment") : 0,
                                !complete || row.getBoolean("free")));
            }
        });
    }

    /** {@return the rows that a statement answers} */
    <T> List<T> query(String text, SqlValues shared, Mapping<T> mapping) throws SQLException {
        return run(text, shared, List.of(), statement -> {
            try (ResultSet result = statement.executeQuery()) {
                return mapped(result, mapping);
            }
        });
    }

    private static <T> List<T> mapped(ResultSet result, Mapping<T> mapping) throws SQLException {
        List<T> answers = new ArrayList<>();
        while (result.next()) {
            answers.add(mapping.of(result));
        }
        return answers;
    }

    private static boolean hasMoment(ResultSet result) throws SQLException {
        int columns = result.getMetaData().getColumnCount();
        return result.getMetaData().getColumnLabel(columns).equalsIgnoreCase("free");
    }

    /** {@return the number of rows that a statement changed} */
    int update(String text, SqlValues shared) throws SQLException {
        return update(text, shared, List.of());
    }

    /** As {@link #update(String, SqlValues)}, for several rows. */
    int update(String text, SqlValues shared, List<SqlValues> rows) throws SQLException {
        return run(text, shared, rows, PreparedStatement::executeUpdate);
    }

    /**
     * Makes effects on the connection. A lost race is left to the transaction, which is done again.
     *
     * @throws JdbcEffectsException if the database refuses them
     */
    void make(JdbcEffects effects) throws SQLException {
        try {
            effects.run(BodyConnection.of(connection));
        } catch (SQLException e) {
            if (texts.dialect().isLostTransaction(e)) { // a duplicate key of the effects stays one
                throw e;
            }
            throw JdbcEffectsException.of(e);
        }
    }

    /** The use of a statement. */
    @FunctionalInterface
    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private <T> T run(String text, SqlValues shared, List<SqlValues> rows, Use<T> use) throws SQLException {
        SqlText.Expanded expanded = texts.text(text).expand(rows.size());
        try (PreparedStatement statement = connection.prepareStatement(expanded.sql())) {
            limit(statement);
            bind(statement, expanded, shared, rows);
            return use.of(statement);
        } catch (StoreException overdue) {
            throw overdue;
        } catch (RuntimeException e) {
            throw BorrowedConnection.failure(e);
        }
    }

    private static void bind(
            PreparedStatement statement, SqlText.Expanded expanded, SqlValues shared, List<SqlValues> rows)
            throws SQLException {
        for (int i = 0; i < expanded.names().size(); i++) {
            int row = expanded.rows().get(i);
            String name = expanded.names().get(i);
            SqlValues values = row >= 0 && rows.get(row).has(name) ? rows.get(row) : shared;
            values.bind(statement, i + 1, name);
        }
    }

    /** Limits a statement to the time of the call, in whole seconds as JDBC has it; less is the network timeout's. */
    private void limit(PreparedStatement statement) throws SQLException {
        long seconds = call.remaining().toSeconds();
        if (seconds > 0) {
            statement.setQueryTimeout((int) seconds);
        }
    }
}
