// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.model.Blob;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import dev.semel.testkit.CountingClaimIds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The database's clock under time zones of its sessions, and the wait for a rival beside the network's timeout. */
@ExtendWith(Databases.class)
class JdbcClocksTest {

    private static final String TABLE = "clocks";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Databases.Started databases;
    private final String run = UUID.randomUUID().toString();
    private final CountingClaimIds ids =
            CountingClaimIds.ofSeries(UUID.randomUUID().getMostSignificantBits());

    JdbcClocksTest(Databases.Started databases) {
        this.databases = databases;
    }

    private ClaimRequest claim(String key) {
        Fingerprint payload = Fingerprint.sha256("sha256-test", Blob.utf8("payload"));
        Duration day = Duration.ofDays(1);
        return new ClaimRequest(
                IdempotencyKey.of("test", run + key),
                ids.next(),
                payload,
                FingerprintPolicy.REFUSE_INCOMPARABLE,
                MINUTE,
                day,
                "");
    }

    private static StoreCall call(Duration timeout) {
        return new StoreCall(Instant.EPOCH, timeout);
    }

    /** A store on one connection whose session was set up by statements. */
    private JdbcStore store(Databases.Kind kind, Connection connection, String... session) throws SQLException {
        databases.store(kind, TABLE);
        for (String sql : session) {
            OperationScene.execute(connection, sql);
        }
        return JdbcStore.builder(
                        new CountingPool(OneConnection.of(connection)),
                        Dialect.named(kind.name().toLowerCase(java.util.Locale.ROOT)))
                .table(TABLE)
                .databaseTime()
                .build();
    }

    /** The clock of MariaDB is set to both sides of each change of a zone with summer time. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-29T00:59:59.500Z", "2026-03-29T01:00:00.500Z", // to summer time, at 1:00 UTC
        "2026-10-25T00:00:00.500Z", "2026-10-25T00:59:59.500Z", // the hour that comes twice
        "2026-10-25T01:00:00.500Z", "2026-10-25T01:59:59.500Z"
    })
    void S2_theTimeOfMariaDbIsTheSameOverAChangeToAndFromSummerTime(Instant moment) throws Exception {
        TestDatabase database = databases.of(Databases.Kind.MARIADB);
        summerTime(Rows.in(database, "zones"));
        try (Connection connection = database.dataSource().getConnection()) {
            String clock = "SET timestamp = " + moment.getEpochSecond() + ".5";
            JdbcStore store = store(Databases.Kind.MARIADB, connection, "SET time_zone = 'Semel/Summer'", clock);
            ClaimVerdict verdict = store.claim(claim("zone " + moment), call(Duration.ofSeconds(10)));
            assertThat(((ClaimVerdict.Claimed) verdict).record().claim().claimedAt())
                    .isEqualTo(moment);
            OperationScene.execute(connection, "SET time_zone = DEFAULT, timestamp = DEFAULT");
        }
    }

    /** Central European time of 2026, as a server has it that has loaded its tables of time zones. */
    private static void summerTime(Rows rows) {
        rows.execute("REPLACE INTO mysql.time_zone VALUES (4711, 'N')");
        rows.execute("REPLACE INTO mysql.time_zone_name VALUES ('Semel/Summer', 4711)");
        rows.execute("REPLACE INTO mysql.time_zone_transition_type VALUES (4711, 0, 3600, 0, 'CET'),"
                + " (4711, 1, 7200, 1, 'CEST')");
        rows.execute(
                "REPLACE INTO mysql.time_zone_transition VALUES (4711, 0, 0), (4711, ?, 1), (4711, ?, 0)",
                Instant.parse("2026-03-29T01:00:00Z").getEpochSecond(),
                Instant.parse("2026-10-25T01:00:00Z").getEpochSecond());
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "H2"})
    void S2_theTimeOfTheDatabaseIsTheSameInEveryTimeZone(Databases.Kind kind) throws Exception {
        for (String zone : new String[] {"Europe/Berlin", "Pacific/Chatham", "America/St_Johns"}) {
            try (Connection connection = databases.of(kind).dataSource().getConnection()) {
                JdbcStore store = store(kind, connection, "SET TIME ZONE '" + zone + "'");
                ClaimVerdict verdict = store.claim(claim(zone), call(Duration.ofSeconds(10)));
                assertThat(((ClaimVerdict.Claimed) verdict).record().claim().claimedAt())
                        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
                OperationScene.execute(
                        connection, kind == Databases.Kind.H2 ? "SET TIME ZONE LOCAL" : "RESET TIME ZONE");
            }
        }
    }

    /** The database says that it has waited too long, before the network's timeout kills the connection. */
    @Test
    void theWaitForARivalEndsBeforeTheTimeOfTheNetwork() throws Exception {
        TestDatabase database = databases.of(Databases.Kind.POSTGRESQL);
        JdbcStore filled = databases.store(Databases.Kind.POSTGRESQL, TABLE);
        filled.claim(claim("first"), call(Duration.ofSeconds(10)));
        try (Connection rival = database.dataSource().getConnection();
                Connection own = database.dataSource().getConnection()) {
            rival.setAutoCommit(false);
            try (PreparedStatement copy = rival.prepareStatement("INSERT INTO " + TABLE
                    + " (record_id, format, state, revision, claim_id, fence, attempt, generation, claimed_at, source,"
                    + " algorithm, fingerprint, points) SELECT ?, format, state, revision, claim_id, fence, attempt,"
                    + " generation, claimed_at, source, algorithm, fingerprint, points FROM " + TABLE
                    + " WHERE record_id = ?")) {
                copy.setString(1, claim("second").key().recordId());
                copy.setString(2, claim("first").key().recordId());
                assertThat(copy.executeUpdate()).isEqualTo(1);
            }
            JdbcStore store = store(Databases.Kind.POSTGRESQL, own);
            for (int millis : new int[] {150, 400, 1100}) {
                assertThatThrownBy(() -> store.claim(claim("second"), call(Duration.ofMillis(millis))))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("another transaction has worked on the key");
                assertThat(own.isClosed()).as("after %s ms", millis).isFalse();
            }
            rival.rollback();
            rival.setAutoCommit(true);
        }
    }
}
