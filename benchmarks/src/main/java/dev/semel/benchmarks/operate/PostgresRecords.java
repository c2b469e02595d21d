// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.operate;

import dev.semel.jdbc.Dialect;
import dev.semel.jdbc.JdbcStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.StringJoiner;

/** A table of PostgreSQL full of records: one is written by the store, and copied under other ids. */
final class PostgresRecords implements ExpiredRecords {

    private final EmbeddedPostgres server;

    private PostgresRecords(EmbeddedPostgres server) {
        this.server = server;
    }

    static PostgresRecords start() throws IOException {
        PostgresRecords records = new PostgresRecords(EmbeddedPostgres.builder().start());
        records.store().createSchema();
        return records;
    }

    /** {@return the store on the table; it takes the moments of its caller, so that records can be of the year 2020} */
    private JdbcStore store() {
        return JdbcStore.builder(server.getPostgresDatabase(), Dialect.postgresql())
                .table(TABLE)
                .build();
    }

    @Override
    public void write(int count) throws SQLException {
        ExpiredRecords.writeFirst(store());
        try (Connection connection = server.getPostgresDatabase().getConnection();
                PreparedStatement copies = connection.prepareStatement(copies(connection))) {
            copies.setInt(1, count - 1);
            copies.executeUpdate();
        }
    }

    private static String copies(Connection connection) throws SQLException {
        StringJoiner columns = new StringJoiner(", ");
        try (Statement statement = connection.createStatement();
                ResultSet first = statement.executeQuery("SELECT * FROM " + TABLE + " LIMIT 1")) {
            ResultSetMetaData all = first.getMetaData();
            for (int i = 1; i <= all.getColumnCount(); i++) {
                if (!all.getColumnName(i).equals("record_id")) {
                    columns.add(all.getColumnName(i));
                }
            }
        }
        return "INSERT INTO " + TABLE + " (record_id, " + columns + ") SELECT '" + ExpiredRecords.recordId(0)
                + "' || '-' || i, " + columns + " FROM " + TABLE + ", generate_series(1, ?) i";
    }

    @Override
    public int port() {
        return server.getPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
