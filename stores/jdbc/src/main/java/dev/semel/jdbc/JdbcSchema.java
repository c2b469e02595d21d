// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** The tables of a store. */
final class JdbcSchema {

    private final SqlTexts texts;
    private final DataSource dataSource;
    private final String store;

    JdbcSchema(SqlTexts texts, DataSource dataSource, String store) {
        this.texts = texts;
        this.dataSource = dataSource;
        this.store = store;
    }

    /** Creates what is missing. Tables that are there stay untouched: that would wait for calls and make calls wait. */
    void create() {
        if (isThere()) {
            return;
        }
        try (Connection connection = BorrowedConnection.from(dataSource);
                Statement statement = connection.createStatement()) {
            for (String sql : statements()) {
                statement.execute(sql);
            }
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        } catch (SQLException | RuntimeException e) {
            throw StoreException.refused(
                    store,
                    "createSchema",
                    "the tables could not be created. Let a user who may create them run the text of 'semel template "
                            + "schema --dialect " + texts.dialect().name() + "'",
                    e);
        }
        check();
    }

    private boolean isThere() {
        try {
            read();
            return true;
        } catch (SQLException | RuntimeException missingOrAway) {
            return false;
        }
    }

    private void read() throws SQLException {
        try (Connection connection = BorrowedConnection.from(dataSource);
                Statement statement = connection.createStatement()) {
            try {
                for (String sql : texts.text("check").expand(0).sql().split(";", -1)) {
                    statement.executeQuery(sql).close();
                }
            } finally {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
            }
        }
    }

    void check() {
        try {
            read();
        } catch (SQLException | RuntimeException e) {
            throw StoreException.refused(
                    store,
                    "checkSchema",
                    "the table " + texts.table()
                            + " or one of its columns of schema version 1 is missing, or the database "
                            + "cannot be reached. Create it with the text of 'semel template schema --dialect "
                            + texts.dialect().name() + "'",
                    e);
        }
    }

    private List<String> statements() {
        return List.of(texts.text("schema").expand(0).sql().split(";", -1)).stream()
                .map(String::strip)
                .filter(sql -> !sql.isEmpty())
                .toList();
    }
}
