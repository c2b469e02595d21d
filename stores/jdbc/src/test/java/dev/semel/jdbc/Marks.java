// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Effects that can be counted: rows of a table. */
record Marks(Rows rows) {

    static Marks in(TestDatabase database, String table) {
        Rows rows = Rows.in(database, table);
        rows.execute("CREATE TABLE IF NOT EXISTS " + table + " (mark varchar(200) NOT NULL, seq bigint)");
        return new Marks(rows);
    }

    JdbcEffects plusOne(String mark) {
        return connection -> insert(connection, mark);
    }

    JdbcEffects refused(String mark) {
        return connection -> {
            insert(connection, mark);
            insert(connection, null);
        };
    }

    void insert(Connection connection, @Nullable String mark) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO " + rows.table() + " (mark) VALUES (?)")) {
            statement.setString(1, mark);
            statement.executeUpdate();
        }
    }

    int of(String mark) {
        return (int) rows.number("SELECT count(*) FROM " + rows.table() + " WHERE mark = ?", mark);
    }
}
