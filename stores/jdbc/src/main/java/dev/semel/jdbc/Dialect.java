// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.model.PrintableText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The texts of one database: its statements, its clock, and its codes for what may be tried again. Immutable; each
 * value is certified by the store contract on a real server of the version named.
 *
 * <p>A database that is not named here is not certified. One that understands the same texts, such as Aurora
 * PostgreSQL, can be used with them; that is for its user to try.
 */
public final class Dialect {

    private static final String DEADLOCK = "40001";

    final String name;
    final List<String> folders;
    final String now;
    final Features features;
    final Predicate<SQLException> isLostRace;
    final Predicate<SQLException> isLongWait;
    final Set<Integer> readOnlyCodes;

    /**
     * The abilities of a database that change the calls.
     *
     * @param networkTimeout whether the driver takes network timeouts
     * @param advisory whether rivals in transactions are recognised without waiting
     * @param snapshots whether REPEATABLE READ hides what rivals committed from every later statement
     * @param mostRows the most rows in one statement
     */
    record Features(boolean networkTimeout, boolean advisory, boolean snapshots, int mostRows) {}

    private Dialect(
            String name,
            List<String> folders,
            String now,
            Features features,
            Predicate<SQLException> isLostRace,
            Predicate<SQLException> isLongWait,
            Set<Integer> readOnlyCodes) {
        this.name = name;
        this.folders = folders;
        this.now = now;
        this.features = features;
        this.isLostRace = isLostRace;
        this.isLongWait = isLongWait;
        this.readOnlyCodes = readOnlyCodes;
    }

    /** {@return the texts of PostgreSQL; certified with version 18, written for 12 and later} */
    public static Dialect postgresql() {
        return new Dialect(
                "postgresql",
                List.of("postgresql", "common"),
                "COALESCE(CAST(:now AS bigint), CAST(floor(extract(epoch FROM statement_timestamp()) * 1000) AS"
                        + " bigint))",
                new Features(true, true, true, 500),
                e -> DEADLOCK.equals(e.getSQLState()) || "40P01".equals(e.getSQLState()),
                e -> "55P03".equals(e.getSQLState()),
                Set.of());
    }

    /** {@return the texts of MariaDB; certified with version 10.11, written for 10.6 and later; not for MySQL} */
    public static Dialect mariaDb() {
        return new Dialect(
                "mariadb",
                List.of("mariadb", "common"),
                "COALESCE(:now, TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(3)) DIV 1000)",
                new Features(true, false, false, 500),
                e -> e.getErrorCode() == 1213 || e.getErrorCode() == 1020 || DEADLOCK.equals(e.getSQLState()),
                e -> e.getErrorCode() == 1205,
                Set.of(1290, 1792, 1836));
    }

    /** {@return the texts of SQLite; certified with version 3.54, written for 3.39 and later} */
    public static Dialect sqlite() {
        return new Dialect(
                "sqlite",
                List.of("sqlite", "common"),
                "COALESCE(:now, CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER))",
                new Features(false, false, false, 100),
                e -> false,
                e -> (e.getErrorCode() & 0xFF) == 5 || (e.getErrorCode() & 0xFF) == 6,
                Set.of(8));
    }

    /** {@return the texts of H2; certified with version 2.5} */
    public static Dialect h2() {
        return new Dialect(
                "h2",
                List.of("h2", "common"),
                "COALESCE(CAST(:now AS bigint), CAST(FLOOR(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000) AS bigint))",
                new Features(false, false, false, 100),
                e -> "23505".equals(e.getSQLState()) || DEADLOCK.equals(e.getSQLState()) || e.getErrorCode() == 90131,
                e -> e.getErrorCode() == 50200,
                Set.of(90097));
    }

    /**
     * {@return the dialect of a name}
     *
     * @param name {@code postgresql}, {@code mariadb}, {@code sqlite} or {@code h2}
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Dialect named(String name) {
        return switch (Objects.requireNonNull(name, "name")) {
            case "postgresql" -> postgresql();
            case "mariadb" -> mariaDb();
            case "sqlite" -> sqlite();
            case "h2" -> h2();
            default ->
                throw new IllegalArgumentException("name must be one of postgresql, mariadb, sqlite and h2, is '"
                        + PrintableText.name(name) + "'");
        };
    }

    /** {@return whether the database undid a transaction for the sake of another one; a taken key is no such reason} */
    boolean isLostTransaction(SQLException e) {
        return DEADLOCK.equals(e.getSQLState())
                || "40P01".equals(e.getSQLState())
                || (isLostRace.test(e) && !JdbcFailures.isRefusedData(e));
    }

    /** {@return the name of the dialect, such as {@code postgresql}} */
    public String name() {
        return name;
    }

    /**
     * {@return the statements that create what the store needs, version 1, as a file for a migration tool}
     *
     * @param table the name of the table of records; the table of messages is that name with {@code _outbox}
     */
    public String schema(String table) {
        return SqlTexts.of(this, table).schema();
    }

    /** {@return the text of a resource file; the dialect's own, or else the common one} */
    String read(String file) {
        for (String folder : folders) {
            try (InputStream in = Dialect.class.getResourceAsStream(folder + "/" + file)) {
                if (in != null) {
                    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("No text " + file + " for " + name);
    }

    /** {@return the name of the dialect} */
    @Override
    public String toString() {
        return name;
    }
}
