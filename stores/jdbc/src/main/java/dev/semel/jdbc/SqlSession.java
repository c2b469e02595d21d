// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

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

    /** {@return the records that a statement answers} */
    List<StoredRow> rows(String text, SqlValues shared, List<SqlValues> rows) throws SQLException {
        try (PreparedStatement statement = prepared(text, shared, rows);
                ResultSet result = statement.executeQuery()) {
            boolean complete = hasMoment(result);
            List<StoredRow> answers = new ArrayList<>();
            while (result.next()) {
                answers.add(new StoredRow(
                        result.getString("record_id"),
                        RowCodec.decode(result),
                        complete ? result.getLong("moment") : 0,
                        !complete || result.getBoolean("free")));
            }
            return answers;
        }
    }

    private static boolean hasMoment(ResultSet result) throws SQLException {
        int columns = result.getMetaData().getColumnCount();
        return result.getMetaData().getColumnLabel(columns).equalsIgnoreCase("free");
    }

    /** {@return the number of rows that a statement changed} */
    int update(String text, SqlValues shared) throws SQLException {
        try (PreparedStatement statement = prepared(text, shared, List.of())) {
            return statement.executeUpdate();
        }
    }

    /** {@return for each of several values the number of rows that the statement changed, or a negative number} */
    int[] updates(String text, List<SqlValues> each) throws SQLException {
        SqlText.Expanded expanded = texts.text(text).expand(0);
        try (PreparedStatement statement = limited(connection.prepareStatement(expanded.sql()))) {
            for (SqlValues values : each) {
                bind(statement, expanded, values, List.of());
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    private PreparedStatement prepared(String text, SqlValues shared, List<SqlValues> rows) throws SQLException {
        SqlText.Expanded expanded = texts.text(text).expand(rows.size());
        PreparedStatement statement = limited(connection.prepareStatement(expanded.sql()));
        try {
            bind(statement, expanded, shared, rows);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
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
    private PreparedStatement limited(PreparedStatement statement) throws SQLException {
        long seconds = call.remaining().toSeconds();
        if (seconds > 0) {
            statement.setQueryTimeout((int) seconds);
        }
        return statement;
    }
}
