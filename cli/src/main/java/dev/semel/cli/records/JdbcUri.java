// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import dev.semel.cli.records.StoreOptions.OpenedStore;
import dev.semel.jdbc.Dialect;
import dev.semel.jdbc.JdbcStore;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;

/** {@code jdbc:...}, by a driver on the class path. */
final class JdbcUri {

    private JdbcUri() {}

    static OpenedStore open(String url, String table, String user, String password) {
        if (url.toLowerCase(Locale.ROOT).contains("password=") || url.matches(".*//[^/?#]*:[^/?#@]*@.*")) {
            throw new RefusedException("--store has a password in it, which others can see; give --store-password");
        }
        Dialect dialect = dialect(url);
        try {
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            throw new RefusedException("no driver for " + dialect.name()
                    + " is on the class path; put its jar there by the variable SEMEL_CLASS_PATH");
        }
        DriverConnections connections = new DriverConnections(url, user, password);
        return new OpenedStore(
                JdbcStore.builder(connections, dialect).table(table).build(), connections);
    }

    private static Dialect dialect(String url) {
        String kind = url.substring("jdbc:".length(), Math.max(url.indexOf(':', "jdbc:".length()), "jdbc:".length()));
        return switch (kind) {
            case "postgresql" -> Dialect.postgresql();
            case "mariadb" -> Dialect.mariaDb();
            case "sqlite" -> Dialect.sqlite();
            case "h2" -> Dialect.h2();
            default ->
                throw new RefusedException(
                        "--store jdbc: must go on with postgresql:, mariadb:, sqlite: or h2:, the certified databases");
        };
    }
}
