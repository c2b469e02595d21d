// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.store.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The tables of a store. */
final class JdbcSchema {

    private final SqlTexts texts;
    private final DataSource dataSource;
    private final String store;
    private final boolean acceptingLosses;

    JdbcSchema(SqlTexts texts, DataSource dataSource, String store, boolean acceptingLosses) {
        this.texts = texts;
        this.dataSource = dataSource;
        this.store = store;
        this.acceptingLosses = acceptingLosses;
    }

    /** Creates what is missing. Tables that are there stay untouched: that would wait for calls and make calls wait. */
    void create() {
        if (isThere()) {
            requireSound();
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
        query("check");
    }

    /** {@return kind and remedy of each row that the statements of a text answer} */
    private List<Fault> query(String text) throws SQLException {
        try (Connection connection = BorrowedConnection.from(dataSource);
                Statement statement = connection.createStatement()) {
            List<Fault> faults = new ArrayList<>();
            try {
                for (String sql : texts.text(text).expand(0).sql().split(";", -1)) {
                    try (ResultSet rows = statement.executeQuery(sql)) {
                        while (rows.next()) {
                            faults.add(new Fault("LOSS".equals(rows.getString(1)), rows.getString(2)));
                        }
                    }
                }
                return faults;
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
        requireSound();
    }

    /** The reason why the tables are unfit: a crash that loses commits, which may be accepted, or anything else. */
    private record Fault(boolean isLoss, String remedy) {}

    private void requireSound() {
        List<Fault> faults;
        try {
            faults = query("faults");
        } catch (SQLException | RuntimeException e) {
            throw StoreException.refused(
                    store,
                    "checkSchema",
                    "the keys and the durability of the table " + texts.table() + " cannot be read. Let the user read"
                            + " the catalogue of the database",
                    e);
        }
        for (Fault fault : faults) {
            if (!fault.isLoss() || !acceptingLosses) {
                throw StoreException.refused(
                        store,
                        "checkSchema",
                        "the table " + texts.table() + " cannot hold records: " + fault.remedy(),
                        null);
            }
        }
    }

    private List<String> statements() {
        return List.of(texts.text("schema").expand(0).sql().split(";", -1)).stream()
                .map(String::strip)
                .filter(sql -> !sql.isEmpty())
                .toList();
    }
}
