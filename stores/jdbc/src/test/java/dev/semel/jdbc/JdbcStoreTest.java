// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import dev.semel.testkit.AtOnce;
import dev.semel.testkit.CountingClaimIds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Statements, waits, clocks, errors and deletion, which the contract cannot see. */
@ExtendWith(Databases.class)
class JdbcStoreTest {

    private static final Instant START = Instant.parse("2100-01-01T00:00:00.250Z");
    private static final Fingerprint PAYLOAD = Fingerprint.sha256("sha256-test", Blob.utf8("payload"));
    private static final StoredResult RESULT = new StoredResult.Success(Blob.utf8("receipt"));
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String TABLE = "store_tests";

    private final Databases.Started databases;
    private final String run = UUID.randomUUID().toString();
    private final CountingClaimIds ids =
            CountingClaimIds.ofSeries(UUID.randomUUID().getMostSignificantBits());

    JdbcStoreTest(Databases.Started databases) {
        this.databases = databases;
    }

    private IdempotencyKey key(int number) {
        return IdempotencyKey.of("test", run + "-" + number);
    }

    private ClaimRequest claim(int number) {
        return new ClaimRequest(
                key(number), ids.next(), PAYLOAD, FingerprintPolicy.REFUSE_INCOMPARABLE, MINUTE, HOUR, "");
    }

    private static StoreCall at(Instant moment) {
        return new StoreCall(moment, Duration.ofSeconds(20));
    }

    private static WriteRequest.Complete completion(ClaimRequest claim) {
        return new WriteRequest.Complete(claim.key(), claim.claimId(), RESULT, HOUR);
    }

    // ---- round trips ----

    @ParameterizedTest
    @EnumSource
    void aFirstExecutionTakesTwoRoundTripsAndADuplicateOne(Databases.Kind kind) {
        JdbcStore store = databases.store(kind, TABLE);
        CountingPool pool = databases.of(kind).dataSource();
        ClaimRequest claim = claim(1);
        int before = pool.trips();
        store.claim(claim, at(START));
        assertThat(pool.trips() - before).as("claim").isEqualTo(1);
        store.complete(completion(claim), at(START));
        assertThat(pool.trips() - before).as("and completion").isEqualTo(2);
        assertThat(store.claim(claim(1), at(START))).isInstanceOf(ClaimVerdict.Completed.class);
        assertThat(pool.trips() - before).as("and duplicate").isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void everyFrequentStepTakesOneRoundTrip(Databases.Kind kind) {
        JdbcStore store = databases.store(kind, TABLE);
        CountingPool pool = databases.of(kind).dataSource();
        ClaimRequest claim = claim(1);
        store.claim(claim, at(START));
        int before = pool.trips();
        store.renew(new WriteRequest.Renew(claim.key(), claim.claimId(), HOUR, HOUR), at(START));
        store.checkpoint(
                new WriteRequest.Checkpoint(
                        claim.key(), claim.claimId(), new RecoveryPoint("paid", Blob.utf8("7"), 1, START)),
                at(START));
        store.release(new WriteRequest.Release(claim.key(), claim.claimId(), Certainty.UNKNOWN), at(START));
        assertThat(pool.trips() - before).isEqualTo(3);
        assertThat(store.claim(claim(1), at(START))).isInstanceOf(ClaimVerdict.Claimed.class);
        assertThat(pool.trips() - before).as("and a take-over").isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource
    void aBatchOfTenTakesTwoRoundTrips(Databases.Kind kind) {
        JdbcStore store = databases.store(kind, TABLE);
        CountingPool pool = databases.of(kind).dataSource();
        List<ClaimRequest> claims = IntStream.range(0, 10).mapToObj(this::claim).toList();
        List<WriteRequest> writes = new ArrayList<>();
        claims.forEach(claim -> writes.add(completion(claim)));
        int before = pool.trips();
        store.claimAll(claims, at(START));
        store.writeAll(writes, at(START));
        assertThat(pool.trips() - before).isEqualTo(2);
        assertThat(store.find(key(9), at(START))).containsInstanceOf(IdempotencyRecord.Completed.class);
    }

    // ---- uncommitted rivals ----

    /** The loser waits for the winner's commit, and its statement then shows no row at all: it must ask once more. */
    @Test
    void S1_aRacingLoserOnPostgresqlAsksOnceMore() throws Exception {
        TestDatabase database = databases.of(Databases.Kind.POSTGRESQL);
        JdbcStore store = databases.store(Databases.Kind.POSTGRESQL, TABLE);
        store.claim(claim(1), at(START));
        try (Connection winner = database.dataSource().getConnection()) {
            winner.setAutoCommit(false);
            copy(winner, "varchar(200)", key(1), key(2));
            CountingPool losers = new CountingPool(database.dataSource());
            JdbcStore losing =
                    JdbcStore.builder(losers, database.dialect()).table(TABLE).build();
            List<Object> answers = AtOnce.map(List.of(0, 1), which -> {
                if (which == 0) {
                    return losing.claim(claim(2), at(START));
                }
                awaitWaiting(database);
                return commit(winner);
            });
            assertThat(answers.get(0)).isInstanceOf(ClaimVerdict.InProgress.class);
            assertThat(losers.trips()).isEqualTo(2);
            winner.setAutoCommit(true);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
    void anUncommittedRivalDelaysAClaimForNoLongerThanItsTime(Databases.Kind kind) throws Exception {
        TestDatabase database = databases.of(kind);
        JdbcStore store = databases.store(kind, TABLE);
        int out = database.dataSource().out();
        store.claim(claim(1), at(START));
        try (Connection rival = database.dataSource().getConnection()) {
            rival.setAutoCommit(false);
            copy(rival, kind == Databases.Kind.MARIADB ? "char(200)" : "varchar(200)", key(1), key(2));
            StoreCall brief = new StoreCall(START, Duration.ofMillis(1200));
            assertThatThrownBy(() -> store.claim(claim(2), brief))
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.UNAVAILABLE));
            rival.rollback();
            rival.setAutoCommit(true);
        }
        assertThat(store.claim(claim(2), at(START))).isInstanceOf(ClaimVerdict.Claimed.class);
        assertThat(database.dataSource().out()).isEqualTo(out);
    }

    private static void copy(Connection connection, String text, IdempotencyKey from, IdempotencyKey to)
            throws Exception {
        String others = "format, state, revision, claim_id, fence, attempt, generation, claimed_at, source, algorithm, "
                + "fingerprint, certainty, lease_until, ends_at, state_at, points, result_kind, result_digest, result, "
                + "detail";
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO " + TABLE + " (record_id, " + others
                + ") SELECT CAST(? AS " + text + "), " + others + " FROM " + TABLE + " WHERE record_id = ?")) {
            statement.setString(1, to.recordId());
            statement.setString(2, from.recordId());
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    private static void awaitWaiting(TestDatabase database) {
        Rows rows = Rows.in(database, "pg_locks");
        while (rows.number("SELECT count(*) FROM pg_locks WHERE NOT granted") == 0) {
            Thread.onSpinWait();
        }
    }

    private static boolean commit(Connection connection) {
        try {
            connection.commit();
            return true;
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }

    // ---- clocks ----

    @ParameterizedTest
    @EnumSource
    void S2_underTheDatabasesTimeACallersClockDecidesNothing(Databases.Kind kind) {
        TestDatabase database = databases.of(kind);
        JdbcStore store = JdbcStore.builder(database.dataSource(), database.dialect())
                .table(TABLE)
                .databaseTime()
                .creatingSchema()
                .build();
        ClaimRequest first = claim(1);
        Instant before = Instant.now().minusSeconds(5);
        ClaimVerdict.Claimed claimed = (ClaimVerdict.Claimed) store.claim(first, at(START));
        Instant claimedAt = claimed.record().claim().claimedAt();
        assertThat(claimedAt).isBetween(before, Instant.now().plusSeconds(5));
        assertThat(claimed.record().leaseExpiresAt()).isEqualTo(claimedAt.plus(MINUTE));
        assertThat(store.claim(claim(1), at(START.plus(Duration.ofDays(3650)))))
                .isInstanceOf(ClaimVerdict.InProgress.class);
        WriteVerdict.Applied applied = (WriteVerdict.Applied) store.complete(completion(first), at(START));
        assertThat(((IdempotencyRecord.Completed) applied.record()).completedAt())
                .isBetween(before, Instant.now().plusSeconds(5));
        store.release(new WriteRequest.Release(key(1), first.claimId(), Certainty.UNKNOWN), at(START));
        assertThat(store.claim(claim(1), at(START))).isInstanceOf(ClaimVerdict.Completed.class);
    }

    // ---- errors ----

    @ParameterizedTest
    @EnumSource
    void S12_aResultThatWasChangedInTheTableIsNeverReplayed(Databases.Kind kind) {
        JdbcStore store = databases.store(kind, TABLE);
        for (byte[] other : new byte[][] {"another".getBytes(UTF_8), {}, null}) {
            ClaimRequest claim = claim(ids.next().hashCode());
            store.claim(claim, at(START));
            store.complete(completion(claim), at(START));
            int changed = Rows.in(databases.of(kind), TABLE)
                    .execute(
                            "UPDATE " + TABLE + " SET result = ? WHERE record_id = ?",
                            other,
                            claim.key().recordId());
            assertThat(changed).isEqualTo(1);
            ClaimVerdict verdict = store.claim(
                    new ClaimRequest(
                            claim.key(), ids.next(), PAYLOAD, FingerprintPolicy.REFUSE_INCOMPARABLE, MINUTE, HOUR, ""),
                    at(START));
            assertThat(verdict)
                    .isInstanceOfSatisfying(
                            ClaimVerdict.Completed.class,
                            completed ->
                                    assertThat(completed.record().result()).isInstanceOf(StoredResult.Missing.class));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMissingTableIsRefusedWithTheRemedy(Databases.Kind kind) {
        TestDatabase database = databases.of(kind);
        JdbcStore store = JdbcStore.builder(database.dataSource(), database.dialect())
                .table("not_there")
                .build();
        assertThatThrownBy(() -> store.claim(claim(1), at(START)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.REFUSED))
                .hasMessageContaining("createSchema()");
        assertThatThrownBy(store::checkSchema).hasMessageContaining("semel template schema");
    }

    /** A function that starts must not wait for the transactions of others, nor make them wait. */
    @ParameterizedTest
    @EnumSource
    void aSchemaThatIsThereIsCreatedWithoutAWait(Databases.Kind kind) throws Exception {
        TestDatabase database = databases.of(kind);
        JdbcStore store = databases.store(kind, TABLE);
        ClaimRequest claim = claim(1);
        store.claim(claim, at(START));
        try (Connection busy = database.dataSource().getConnection()) {
            busy.setAutoCommit(false);
            OperationScene.execute(
                    busy,
                    "UPDATE " + TABLE + " SET attempt = attempt + 1 WHERE record_id = '"
                            + claim.key().recordId() + "'");
            assertTimeoutPreemptively(Duration.ofSeconds(10), store::createSchema);
            busy.rollback();
            busy.setAutoCommit(true);
        }
    }

    @Test
    void E9_aServerThatIsAwayIsUnavailable() throws IOException {
        PGSimpleDataSource nobody = new PGSimpleDataSource();
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody.setPortNumbers(new int[] {socket.getLocalPort()});
        }
        nobody.setServerNames(new String[] {"127.0.0.1"});
        JdbcStore store = JdbcStore.of(nobody, Dialect.postgresql());
        assertThatThrownBy(() -> store.claim(claim(1), at(START)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.UNAVAILABLE));
    }

    @Test
    void aNameThatIsNotPlainIsRefused() {
        assertThatThrownBy(() -> Dialect.postgresql().schema("x; DROP TABLE y"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("plain name");
    }

    // ---- golden rows ----

    @ParameterizedTest
    @EnumSource
    void aRecordIsStoredInItsGoldenForm(Databases.Kind kind) {
        JdbcStore store = databases.store(kind, "golden");
        IdempotencyKey key = new IdempotencyKey("acme", "charge", "order/" + run);
        ClaimId id = ClaimId.of(1, 2);
        Duration day = Duration.ofDays(1);
        store.claim(
                new ClaimRequest(
                        key,
                        id,
                        new Fingerprint("sha256-test", "abc"),
                        FingerprintPolicy.REFUSE_INCOMPARABLE,
                        Duration.ofSeconds(30),
                        day,
                        "golden \u00e9%"),
                at(START));
        store.checkpoint(
                new WriteRequest.Checkpoint(key, id, new RecoveryPoint("pay now", Blob.utf8("7"), 1, START)),
                at(START));
        Rows rows = Rows.in(databases.of(kind), "golden");
        assertThat(rows.row(key))
                .containsAllEntriesOf(Map.ofEntries(
                        Map.entry("record_id", "acme/charge/order%2F" + run),
                        Map.entry("format", "1"),
                        Map.entry("state", "IN_PROGRESS"),
                        Map.entry("revision", "2"),
                        Map.entry("claim_id", "AAAAAAAAAAEAAAAAAAAAAg"),
                        Map.entry("fence", "4102444800250"),
                        Map.entry("attempt", "1"),
                        Map.entry("generation", "4102444800250"),
                        Map.entry("claimed_at", "4102444800250"),
                        Map.entry("source", "golden %00e9%0025"),
                        Map.entry("algorithm", "sha256-test"),
                        Map.entry("fingerprint", "abc"),
                        Map.entry("certainty", "NOT_STARTED"),
                        Map.entry("lease_until", "4102444830250"),
                        Map.entry("ends_at", "4102531201000"),
                        Map.entry("state_at", "null"),
                        Map.entry("points", "\npay%0020now 1 4102444800250 Nw=="),
                        Map.entry("result", "null")));
        store.complete(new WriteRequest.Complete(key, id, RESULT, day), at(START));
        assertThat(rows.row(key))
                .containsAllEntriesOf(Map.of(
                        "state", "COMPLETED",
                        "revision", "3",
                        "lease_until", "null",
                        "ends_at", "4102531201000",
                        "state_at", "4102444800250",
                        "points", "",
                        "result_kind", "SUCCESS",
                        "result_digest", RESULT.digest().value(),
                        "result", "72656365697074"));
    }
}
