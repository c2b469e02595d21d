// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * A driver prepares a statement after a few uses, and PostgreSQL then keeps its plan until the table is analysed: about
 * a minute. A plan that was made for an empty table must therefore be right for a full one.
 */
@ExtendWith(Databases.class)
class PostgresPlansTest {

    private static final String TABLE = "planned_record";

    private final Databases.Started databases;

    PostgresPlansTest(Databases.Started databases) {
        this.databases = databases;
    }

    @ParameterizedTest
    @CsvSource({
        "insert, 1",
        "insert, 10",
        "insert, 100",
        "complete, 1",
        "complete, 10",
        "complete, 100",
        "find, 1",
        "renew, 1",
        "checkpoint, 1",
        "release, 1",
        "replace, 1",
        "remove, 1",
        "list, 1",
        "purge, 1",
        "outbox-of, 1",
        "outbox-due, 1",
        "outbox-take, 1",
        "outbox-sent, 1",
    })
    void statementsFindTheirRowsByAnIndexThoughTheTableHasNoStatistics(String text, int rows) throws SQLException {
        SqlTexts texts = SqlTexts.of(Dialect.postgresql(), TABLE);

        assertThat(plan(texts.text(text).expand(rows).sql())).contains("Index").doesNotContain("Seq Scan on " + TABLE);
    }

    /** {@return the plan that does not depend on the values of the parameters} */
    private String plan(String sql) throws SQLException {
        databases.store(Databases.Kind.POSTGRESQL, TABLE);
        TestDatabase.Server database = (TestDatabase.Server) databases.of(Databases.Kind.POSTGRESQL);
        PGSimpleDataSource source = (PGSimpleDataSource) database.through(database.port());
        source.setPreferQueryMode(PreferQueryMode.SIMPLE); // else the driver binds no value to $1
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> lines = new ArrayList<>();
            try (ResultSet plan = statement.executeQuery("EXPLAIN (GENERIC_PLAN) " + numbered(sql))) {
                while (plan.next()) {
                    lines.add(plan.getString(1));
                }
            }
            return String.join("\n", lines);
        }
    }

    private static String numbered(String sql) {
        StringBuilder numbered = new StringBuilder();
        int parameters = 0;
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            numbered.append(c == '?' ? "$" + ++parameters : String.valueOf(c));
        }
        return numbered.toString();
    }
}
