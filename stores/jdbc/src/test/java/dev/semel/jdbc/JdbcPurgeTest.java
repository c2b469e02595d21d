// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Blob;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.WriteRequest;
import dev.semel.store.StoreCall;
import dev.semel.testkit.CountingClaimIds;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A purge only frees space: it never waits for a call, fails because of one, or makes one wait. */
@ExtendWith(Databases.class)
class JdbcPurgeTest {

    private static final Instant START = Instant.parse("2100-01-01T00:00:00.250Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Databases.Started databases;
    private final String run = UUID.randomUUID().toString();
    private final CountingClaimIds ids =
            CountingClaimIds.ofSeries(UUID.randomUUID().getMostSignificantBits());

    JdbcPurgeTest(Databases.Started databases) {
        this.databases = databases;
    }

    private IdempotencyKey key(int number) {
        return IdempotencyKey.of("test", run + "-" + number);
    }

    private ClaimRequest claim(int number) {
        Fingerprint payload = Fingerprint.sha256("sha256-test", Blob.utf8("payload"));
        return new ClaimRequest(
                key(number), ids.next(), payload, FingerprintPolicy.REFUSE_INCOMPARABLE, MINUTE, HOUR, "");
    }

    private static StoreCall at(Instant moment) {
        return new StoreCall(moment, Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @EnumSource
    void S9_aPurgeDeletesABatchOfWhatEndedBeforeTheMargin(Databases.Kind kind) {
        JdbcStore store = databases.store(kind, "purged");
        List<ClaimRequest> claims = IntStream.range(0, 5).mapToObj(this::claim).toList();
        store.claimAll(claims, at(START));
        store.quarantine(new WriteRequest.Quarantine(key(4), claims.get(4).claimId(), "why"), at(START));
        Instant ended = START.plus(HOUR).plusSeconds(1);
        assertThat(store.purge(100, MINUTE, at(ended))).isZero();
        assertThat(store.purge(3, MINUTE, at(ended.plus(MINUTE)))).isEqualTo(3);
        assertThat(store.purge(3, MINUTE, at(ended.plus(MINUTE)))).isEqualTo(1);
        assertThat(store.find(key(4), at(ended))).as("quarantined").isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void S9_aPurgeLeavesWhatAnotherCallWorksOn(Databases.Kind kind) throws Exception {
        String table = "purged_meanwhile";
        TestDatabase database = databases.of(kind);
        databases.store(kind, table);
        DataSource impatient = impatient(database, kind);
        JdbcStore store =
                JdbcStore.builder(impatient, database.dialect()).table(table).build();
        store.claimAll(IntStream.range(0, 3).mapToObj(this::claim).toList(), at(START));
        Instant ended = START.plus(Duration.ofDays(1));
        try (Connection other = database.dataSource().getConnection()) {
            other.setAutoCommit(false);
            OperationScene.execute(
                    other,
                    "UPDATE " + table + " SET attempt = attempt + 1 WHERE record_id = '" + key(1).recordId() + "'");
            boolean writesAlone = kind == Databases.Kind.SQLITE;
            StoreCall brief = new StoreCall(ended, Duration.ofSeconds(1)); // SQLite waits for a writer that long
            assertThat(store.purge(100, MINUTE, writesAlone ? brief : at(ended)))
                    .isEqualTo(writesAlone ? 0 : 2);
            if (!writesAlone) {
                assertThat(store.claim(claim(7), at(ended))).isInstanceOf(ClaimVerdict.Claimed.class);
            }
            other.rollback();
            other.setAutoCommit(true);
        }
        assertThat(store.purge(100, MINUTE, at(ended))).isEqualTo(kind == Databases.Kind.SQLITE ? 3 : 1);
        if (impatient instanceof CountingPool pool && pool != database.dataSource()) {
            pool.close();
        }
    }

    /** {@return connections that do not wait long for a rival, where the connection decides about that} */
    private static DataSource impatient(TestDatabase database, Databases.Kind kind) {
        if (kind != Databases.Kind.SQLITE) {
            return database.dataSource();
        }
        return new CountingPool(((LocalSqlite) database).waiting(20));
    }
}
