// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Operation;
import dev.semel.Outcome;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A row of PostgreSQL refuses the write of an attempt that another has taken over from. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SqlFenceGuardTest {

    private EmbeddedPostgres postgres;
    private Connection connection;

    @BeforeAll
    void start() throws Exception {
        postgres = EmbeddedPostgres.builder().start();
        connection = postgres.getPostgresDatabase().getConnection();
        execute("SET lock_timeout = '30s'"); // a deadlock fails the test
        execute("CREATE TABLE orders (id text PRIMARY KEY, paid bigint NOT NULL, semel_fence bigint)");
    }

    @AfterAll
    void stop() throws Exception {
        connection.close();
        postgres.close();
    }

    @BeforeEach
    void clear() throws SQLException {
        execute("DELETE FROM orders");
        execute("INSERT INTO orders (id, paid) VALUES ('42', 0)");
    }

    @Test
    void aStaleUpdateChangesNoRowAndTheSameAttemptMayWriteAgain() throws SQLException {
        assertThat(update(SqlFenceGuard.of(7), 1)).isEqualTo(1);
        assertThat(update(SqlFenceGuard.of(7), 2)).isEqualTo(1);
        assertThat(update(SqlFenceGuard.of(9), 3)).isEqualTo(1);

        assertThat(update(SqlFenceGuard.of(8), 4)).isZero();

        assertThat(row()).isEqualTo("paid 3, fence 9");
    }

    @Test
    void aStaleUpsertChangesNoRow() throws SQLException {
        execute("DELETE FROM orders");
        assertThat(upsert(SqlFenceGuard.of(9), 1)).isEqualTo(1);
        assertThat(upsert(SqlFenceGuard.of(9), 2)).isEqualTo(1);

        assertThat(upsert(SqlFenceGuard.of(8), 3)).isZero();

        assertThat(row()).isEqualTo("paid 2, fence 9");
    }

    /** PostgreSQL reads the row again once the previous writer has committed ("Read Committed" of its manual). */
    @Test
    void aStaleUpdateThatWaitsForALaterOneChangesNoRow() throws Exception {
        try (Connection later = postgres.getPostgresDatabase().getConnection()) {
            later.setAutoCommit(false);
            assertThat(update(later, SqlFenceGuard.of(9), 1)).isEqualTo(1);
            Thread committing = Thread.ofVirtual().unstarted(() -> commitOnceAnotherWaits(later));
            committing.start();

            assertThat(update(SqlFenceGuard.of(8), 2)).isZero();

            committing.join();
        }
        assertThat(row()).isEqualTo("paid 1, fence 9");
    }

    @Test
    void S4_theLateWriteOfAFrozenAttemptChangesNoRow() throws Exception {
        Frozen frozen = new Frozen();
        Operation<String, Integer> pay =
                frozen.operation(execution -> update(SqlFenceGuard.of(execution.fencingToken()), execution.attempt()));

        assertThat(frozen.run(pay)).isInstanceOf(Outcome.ClaimLost.class);

        assertThat(frozen.changes()).containsExactly("attempt 2: 1", "attempt 1: 0");
        assertThat(row()).startsWith("paid 2, ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "a-b", "a b", "a;", "a\"", "ä", "t.a", "a\n"})
    void aColumnOrTableThatIsNoPlainIdentifierIsRefused(String name) {
        assertThatThrownBy(() -> SqlFenceGuard.of(7, name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("column must be a plain SQL identifier");
        assertThatThrownBy(() -> SqlFenceGuard.of(7).predicateOn(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("table must be a plain SQL identifier");
    }

    @Test
    void aNegativeTokenIsRefused() {
        assertThatThrownBy(() -> SqlFenceGuard.of(-1)).hasMessage("token must not be negative, is -1");
        assertThatThrownBy(() -> SqlFenceGuard.of(1, "a".repeat(64))).hasMessageContaining("column");
    }

    private int update(SqlFenceGuard guard, long paid) throws SQLException {
        return update(connection, guard, paid);
    }

    private static int update(Connection connection, SqlFenceGuard guard, long paid) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE orders SET paid = ?, " + guard.assignment() + " WHERE id = ? AND " + guard.predicate())) {
            update.setLong(1, paid);
            update.setLong(2, guard.token());
            update.setString(3, "42");
            update.setLong(4, guard.token());
            return update.executeUpdate();
        }
    }

    private int upsert(SqlFenceGuard guard, long paid) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(
                "INSERT INTO orders (id, paid, semel_fence) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
                        + " paid = excluded.paid, " + guard.assignment() + " WHERE " + guard.predicateOn("orders"))) {
            upsert.setString(1, "42");
            upsert.setLong(2, paid);
            upsert.setLong(3, guard.token());
            upsert.setLong(4, guard.token());
            upsert.setLong(5, guard.token());
            return upsert.executeUpdate();
        }
    }

    private void commitOnceAnotherWaits(Connection later) {
        try (Connection watching = postgres.getPostgresDatabase().getConnection();
                Statement ask = watching.createStatement()) {
            int waiting = 0;
            while (waiting == 0) {
                Thread.onSpinWait();
                ResultSet locks = ask.executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted");
                waiting = locks.next() ? locks.getInt(1) : 0;
            }
            later.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String row() throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT paid, semel_fence FROM orders WHERE id = '42'")) {
            assertThat(row.next()).isTrue();
            return "paid " + row.getLong(1) + ", fence " + row.getLong(2);
        }
    }

    private void execute(String statement) throws SQLException {
        try (Statement statements = connection.createStatement()) {
            statements.execute(statement);
        }
    }
}
