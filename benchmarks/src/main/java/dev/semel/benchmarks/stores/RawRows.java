// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.stores;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** The fewest statements that protect an operation in PostgreSQL: a conditional insert and a conditional update. */
final class RawRows {

    private static final String INSERT = "INSERT INTO raw (id, claim) VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final String UPDATE = "UPDATE raw SET result = ? WHERE id = ? AND claim = ? AND result IS NULL";

    private final DataSource source;
    private final Charges charges;

    RawRows(DataSource source, Charges charges) {
        this.source = source;
        this.charges = charges;
    }

    void first(String order) throws SQLException {
        try (Connection connection = source.getConnection()) {
            execute(connection, INSERT, 1, order, "claim");
            execute(connection, UPDATE, 1, charges.charge(order), order, "claim");
        }
    }

    void duplicate(String round) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement read = connection.prepareStatement("SELECT claim, result FROM raw WHERE id = ?")) {
            read.setString(1, "duplicate");
            try (ResultSet row = read.executeQuery()) {
                if (!row.next()) {
                    first("duplicate");
                }
            }
        }
    }

    void batch(List<String> orders) throws SQLException {
        try (Connection connection = source.getConnection()) {
            StringBuilder insert = new StringBuilder("INSERT INTO raw (id, claim) VALUES (?, ?)");
            StringBuilder update = new StringBuilder("UPDATE raw r SET result = v.result FROM (VALUES (?, ?, ?)");
            insert.append(", (?, ?)".repeat(orders.size() - 1)).append(" ON CONFLICT DO NOTHING");
            update.append(", (?, ?, ?)".repeat(orders.size() - 1))
                    .append(") v(id, claim, result) WHERE r.id = v.id AND r.claim = v.claim AND r.result IS NULL");
            execute(
                    connection,
                    insert.toString(),
                    orders.size(),
                    orders.stream()
                            .flatMap(order -> List.of(order, "claim").stream())
                            .toArray(String[]::new));
            execute(
                    connection,
                    update.toString(),
                    orders.size(),
                    orders.stream()
                            .flatMap(order -> List.of(order, "claim", charges.charge(order)).stream())
                            .toArray(String[]::new));
        }
    }

    void transaction(String round) throws SQLException {
        String order = "tx-" + round;
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, INSERT, 1, order, "claim");
            execute(connection, "UPDATE account SET cents = cents + 1 WHERE id = 1", 1);
            execute(connection, UPDATE, 1, charges.charge(order), order, "claim");
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    private static void execute(Connection connection, String text, int rows, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            int changed = statement.executeUpdate();
            if (changed != rows) {
                throw new IllegalStateException(changed + " rows changed instead of " + rows);
            }
        }
    }
}
