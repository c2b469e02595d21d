// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.model.IdempotencyKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The rows of a table, past the store. */
record Rows(TestDatabase database, String table) {

    static Rows in(TestDatabase database, String table) {
        return new Rows(database, table);
    }

    void delete(IdempotencyKey key) {
        execute("DELETE FROM " + table + " WHERE record_id = ?", key.recordId());
    }

    int execute(String sql, Object... parameters) {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long number(String sql, Object... parameters) {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return the columns of a row, as text} */
    Map<String, String> row(IdempotencyKey key) {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT * FROM " + table + " WHERE record_id = ?")) {
            statement.setString(1, key.recordId());
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                Map<String, String> columns = new TreeMap<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    String name = result.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT);
                    columns.put(name, text(result, i, name));
                }
                return new LinkedHashMap<>(columns);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(ResultSet result, int column, String name) throws SQLException {
        if (name.equals("result")) {
            byte[] bytes = result.getBytes(column);
            return bytes == null ? "null" : java.util.HexFormat.of().formatHex(bytes);
        }
        return String.valueOf(result.getString(column));
    }
}
