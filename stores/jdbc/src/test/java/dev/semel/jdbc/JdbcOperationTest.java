// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Deadline;
import dev.semel.FailureRule;
import dev.semel.Idempotency;
import dev.semel.InProgressPolicy;
import dev.semel.OperationBuilder;
import dev.semel.Outcome;
import dev.semel.codec.FailureCodec;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import dev.semel.testkit.AtOnce;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Body, effects and record are one transaction, on every database. */
@ExtendWith(Databases.class)
class JdbcOperationTest {

    private static final Deadline SOON = Deadline.within(Duration.ofSeconds(30));

    private final Databases.Started databases;
    private final String mark = "mark-" + UUID.randomUUID();
    private final AtomicInteger runs = new AtomicInteger();

    JdbcOperationTest(Databases.Started databases) {
        this.databases = databases;
    }

    private record Scene(JdbcStore store, CountingPool pool, Marks marks, TestDatabase database) {}

    private Scene scene(Databases.Kind kind) {
        TestDatabase database = databases.of(kind);
        CountingPool pool = new CountingPool(database.dataSource());
        JdbcStore store = JdbcStore.builder(pool, database.dialect())
                .table("operations")
                .creatingSchema()
                .build();
        return new Scene(store, pool, Marks.in(database, "operation_marks"), database);
    }

    private static OperationBuilder<String, String> builder(JdbcStore store) {
        return Idempotency.builder(store)
                .withoutLog()
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order);
    }

    private JdbcOperation<String, String> charge(Scene scene) {
        return scene.store().operation(builder(scene.store()).build(), body(scene));
    }

    private JdbcBody<String, String> body(Scene scene) {
        return (order, connection, execution) -> {
            scene.marks().insert(connection, order);
            return "receipt " + runs.incrementAndGet();
        };
    }

    private Optional<IdempotencyRecord> found(Scene scene) {
        return scene.store()
                .find(IdempotencyKey.of("charge", mark), new StoreCall(Instant.now(), Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @EnumSource
    void S7_effectsAndRecordAreThereTogetherAndOnce(Databases.Kind kind) throws Exception {
        Scene scene = scene(kind);
        JdbcOperation<String, String> charge = charge(scene);
        assertThat(charge.tryRun(mark, SOON)).isInstanceOf(Outcome.Executed.class);
        assertThat(charge.run(mark, SOON)).isEqualTo("receipt 1");
        assertThat(scene.marks().of(mark)).isEqualTo(1);
        assertThat(scene.pool().out()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aFirstCallTakesThreeRoundTripsBesideItsBody(Databases.Kind kind) throws Exception {
        Scene scene = scene(kind);
        JdbcOperation<String, String> charge = charge(scene);
        charge.run(mark + "-warm", SOON);
        int before = scene.pool().trips();
        charge.run(mark, SOON);
        assertThat(scene.pool().trips() - before).isEqualTo(3 + 1); // one statement of the body
        before = scene.pool().trips();
        charge.run(mark, SOON);
        assertThat(scene.pool().trips() - before).isEqualTo(2); // the claim, and the rollback of its transaction
    }

    @ParameterizedTest
    @EnumSource
    void E3_aBodyThatThrowsHasChangedNothing(Databases.Kind kind) throws Exception {
        Scene scene = scene(kind);
        JdbcOperation<String, String> broken = scene.store()
                .operation(builder(scene.store()).build(), (order, connection, execution) -> {
                    scene.marks().insert(connection, order);
                    throw new IllegalStateException("no");
                });
        assertThatThrownBy(() -> broken.run(mark, SOON)).hasMessage("no");
        assertThat(found(scene)).isEmpty();
        assertThat(scene.marks().of(mark)).isZero();
        assertThat(charge(scene).run(mark, SOON)).isEqualTo("receipt 1");
        assertThat(scene.pool().out()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void E3_aFinalFailureIsRecordedWithoutTheEffects(Databases.Kind kind) throws Exception {
        Scene scene = scene(kind);
        FailureRule rule = FailureRule.finalFor(
                IllegalArgumentException.class, FailureCodec.message(IllegalArgumentException::new));
        JdbcOperation<String, String> declined = scene.store()
                .operation(builder(scene.store()).onFailure(rule).build(), (order, connection, execution) -> {
                    scene.marks().insert(connection, order);
                    runs.incrementAndGet();
                    throw new IllegalArgumentException("declined");
                });
        assertThatThrownBy(() -> declined.run(mark, SOON)).hasMessage("declined");
        assertThatThrownBy(() -> declined.run(mark, SOON)).hasMessage("declined");
        assertThat(runs).hasValue(1);
        assertThat(scene.marks().of(mark)).isZero();
        assertThat(found(scene)).containsInstanceOf(IdempotencyRecord.Completed.class);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
    void S2_aDuplicateMeanwhileIsInProgressAndAWaitingOneReplays(Databases.Kind kind) throws Exception {
        Scene scene = scene(kind);
        CountDownLatch inBody = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        JdbcOperation<String, String> slow = scene.store()
                .operation(builder(scene.store()).build(), (order, connection, execution) -> {
                    scene.marks().insert(connection, order);
                    inBody.countDown();
                    mayEnd.await();
                    return "receipt";
                });
        JdbcOperation<String, String> waiting = scene.store()
                .operation(
                        builder(scene.store())
                                .onInProgress(InProgressPolicy.waitUpTo(Duration.ofSeconds(20)))
                                .build(),
                        body(scene));
        List<Outcome<String>> outcomes = AtOnce.map(List.of(0, 1), which -> {
            try {
                if (which == 0) {
                    return slow.tryRun(mark, SOON);
                }
                inBody.await();
                assertThat(charge(scene).tryRun(mark, SOON)).isInstanceOf(Outcome.InProgress.class);
                mayEnd.countDown();
                return waiting.tryRun(mark, SOON);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Executed.class);
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Replayed.class);
        assertThat(scene.marks().of(mark)).isEqualTo(1);
        assertThat(runs).hasValue(0);
        assertThat(scene.pool().out()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void S6_aCommitWhoseReplyIsLostIsKnownAsItsOwn(Databases.Kind kind) throws Exception {
        Scene scene = scene(kind);
        scene.pool().onCommit(connection -> {
            scene.pool().onCommit(Connection::commit);
            connection.commit();
            throw new SQLException("the line is dead", "08006");
        });
        assertThat(charge(scene).tryRun(mark, SOON)).isInstanceOf(Outcome.Executed.class);
        assertThat(scene.marks().of(mark)).isEqualTo(1);
        assertThat(runs).hasValue(1);
        assertThat(scene.pool().out()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void S6_aCommitThatDidNotHappenRunsTheBodyAgain(Databases.Kind kind) throws Exception {
        for (String state : List.of("08006", "40001")) {
            Scene scene = scene(kind);
            String key = mark + state;
            scene.pool().onCommit(connection -> {
                scene.pool().onCommit(Connection::commit);
                connection.rollback();
                throw new SQLException("not committed", state);
            });
            assertThat(charge(scene).tryRun(key, SOON)).isInstanceOf(Outcome.Executed.class);
            assertThat(scene.marks().of(key)).isEqualTo(1);
            assertThat(scene.pool().out()).isZero();
        }
        assertThat(runs).hasValue(4);
    }

    /** A constraint that is checked at the commit is no lost commit: the same would come again. */
    @ParameterizedTest
    @EnumSource
    void aCommitThatTheDatabaseRefusesIsTheCallersError(Databases.Kind kind) throws Exception {
        Scene scene = scene(kind);
        scene.pool().onCommit(connection -> {
            scene.pool().onCommit(Connection::commit);
            connection.rollback();
            throw new SQLException("a deferred constraint", "23503");
        });
        assertThatThrownBy(() -> charge(scene).tryRun(mark, SOON))
                .isInstanceOf(SQLException.class)
                .hasMessage("a deferred constraint");
        assertThat(runs).hasValue(1);
        assertThat(found(scene)).isEmpty();
        assertThat(charge(scene).tryRun(mark, SOON)).isInstanceOf(Outcome.Executed.class);
        assertThat(scene.pool().out()).isZero();
    }

    /** Without a claim nothing tells what became of a commit: the call says so, and runs nothing again. */
    @ParameterizedTest
    @EnumSource
    void E3_aLostCommitWithoutAGuardIsTypedAndUnknown(Databases.Kind kind) throws Exception {
        Scene scene = scene(kind);
        JdbcOperation<String, String> charge = scene.store()
                .operation(builder(scene.store()).killSwitch(() -> true).build(), body(scene));
        scene.pool().onCommit(connection -> {
            scene.pool().onCommit(Connection::commit);
            connection.commit();
            throw new SQLException("the reply was lost", "08006");
        });
        assertThatThrownBy(() -> charge.run(mark, SOON))
                .isInstanceOf(StoreException.class)
                .hasStackTraceContaining("look whether its effects are there");
        assertThat(runs).hasValue(1);
        assertThat(scene.marks().of(mark)).isEqualTo(1);
        assertThat(scene.pool().out()).isZero();
    }

    /** PostgreSQL ends a transaction at its first error, even if the body goes on. */
    @Test
    void aBodyThatGoesOnAfterAnErrorOfPostgresqlRunsOnceAndIsToldWhy() throws Exception {
        Scene scene = scene(Databases.Kind.POSTGRESQL);
        JdbcOperation<String, String> charge = scene.store()
                .operation(builder(scene.store()).build(), (order, connection, execution) -> {
                    runs.incrementAndGet();
                    scene.marks().insert(connection, order);
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("SELECT 1 / 0");
                    } catch (SQLException swallowed) {
                        return "went on";
                    }
                    return "not reached";
                });
        assertThatThrownBy(() -> charge.tryRun(mark, SOON))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing was committed")
                .hasMessageContaining("savepoint");
        assertThat(runs).hasValue(1);
        assertThat(scene.marks().of(mark)).isZero();
        assertThat(found(scene)).isEmpty();
        assertThat(scene.pool().out()).isZero();
    }

    /** The limit of the claim is not that of the body's statements. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void aStatementOfTheBodyMayTakeLongerThanTheClaim(Databases.Kind kind) throws Exception {
        Scene scene = scene(kind);
        String wait = kind == Databases.Kind.POSTGRESQL ? "SELECT pg_sleep(0.6)" : "SELECT SLEEP(0.6)";
        JdbcOperation<String, String> charge = scene.store()
                .operation(
                        builder(scene.store())
                                .claimTimeout(Duration.ofMillis(300))
                                .build(),
                        (order, connection, execution) -> {
                            try (Statement statement = connection.createStatement()) {
                                statement.execute(wait);
                            }
                            return "receipt";
                        });
        assertThat(charge.tryRun(mark, SOON)).isInstanceOf(Outcome.Executed.class);
    }

    @ParameterizedTest
    @EnumSource
    void aSerialisationFailureOfTheBodyRunsItAgain(Databases.Kind kind) throws Exception {
        Scene scene = scene(kind);
        JdbcOperation<String, String> unlucky = scene.store()
                .operation(builder(scene.store()).build(), (order, connection, execution) -> {
                    scene.marks().insert(connection, order);
                    if (runs.incrementAndGet() < 3) {
                        throw new SQLException("try again", "40001");
                    }
                    return "receipt";
                });
        assertThat(unlucky.run(mark, SOON)).isEqualTo("receipt");
        assertThat(scene.marks().of(mark)).isEqualTo(1);
        assertThat(runs).hasValue(3);
    }

    @ParameterizedTest
    @EnumSource
    void theBodysConnectionCannotEndTheTransaction(Databases.Kind kind) {
        Scene scene = scene(kind);
        JdbcOperation<String, String> hasty = scene.store()
                .operation(builder(scene.store()).build(), (order, connection, execution) -> {
                    connection.commit();
                    return "receipt";
                });
        assertThatThrownBy(() -> hasty.run(mark, SOON)).hasMessageContaining("must not call commit()");
        assertThat(found(scene)).isEmpty();
    }

    // ---- in the caller's transaction ----

    @ParameterizedTest
    @EnumSource
    void S7_inTheCallersTransactionBothAreThereOrNeither(Databases.Kind kind) throws Exception {
        Scene scene = scene(kind);
        JdbcOperation<String, String> charge = charge(scene);
        try (Connection connection = scene.pool().getConnection()) {
            connection.setAutoCommit(false);
            assertThat(charge.tryRunIn(connection, mark, SOON)).isInstanceOf(Outcome.Executed.class);
            connection.rollback();
            assertThat(scene.marks().of(mark)).isZero();
            assertThat(found(scene)).isEmpty();
            assertThat(charge.tryRunIn(connection, mark, SOON)).isInstanceOf(Outcome.Executed.class);
            connection.commit();
            assertThat(charge.tryRunIn(connection, mark, SOON)).isInstanceOf(Outcome.Replayed.class);
            connection.rollback();
            connection.setAutoCommit(true);
        }
        assertThat(scene.marks().of(mark)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void E3_aFailureInTheCallersTransactionIsUndoneUpToTheCall(Databases.Kind kind) throws Exception {
        Scene scene = scene(kind);
        JdbcOperation<String, String> broken = scene.store()
                .operation(builder(scene.store()).build(), (order, connection, execution) -> {
                    scene.marks().insert(connection, order);
                    scene.marks().insert(connection, null); // breaks the transaction on PostgreSQL
                    return "receipt";
                });
        try (Connection connection = scene.pool().getConnection()) {
            connection.setAutoCommit(false);
            scene.marks().insert(connection, mark + "-callers");
            assertThatThrownBy(() -> broken.runIn(connection, mark, SOON)).isInstanceOf(SQLException.class);
            connection.commit();
            connection.setAutoCommit(true);
        }
        assertThat(scene.marks().of(mark + "-callers")).isEqualTo(1);
        assertThat(scene.marks().of(mark)).isZero();
        assertThat(found(scene)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatCommitsByItselfIsRefused(Databases.Kind kind) throws Exception {
        Scene scene = scene(kind);
        try (Connection connection = scene.pool().getConnection()) {
            assertThatThrownBy(() -> charge(scene).runIn(connection, mark, SOON))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("commits every statement by itself");
        }
        assertThat(scene.marks().of(mark)).isZero();
    }

    /** The snapshot of the caller's transaction is older than the winner's commit. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void S8_anOldSnapshotOfTheCallerIsRefusedOrLookedThrough(Databases.Kind kind) throws Exception {
        Scene scene = scene(kind);
        JdbcOperation<String, String> charge = charge(scene);
        try (Connection connection = scene.pool().getConnection()) {
            int usual = connection.getTransactionIsolation();
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            connection.prepareStatement("SELECT count(*) FROM operations").executeQuery();
            charge.run(mark, SOON);
            if (kind == Databases.Kind.POSTGRESQL) {
                assertThatThrownBy(() -> charge.runIn(connection, mark, SOON))
                        .hasMessageContaining("use READ COMMITTED");
            } else {
                assertThat(charge.tryRunIn(connection, mark, SOON)).isInstanceOf(Outcome.Replayed.class);
            }
            connection.rollback();
            connection.setAutoCommit(true);
            connection.setTransactionIsolation(usual);
        }
        assertThat(scene.marks().of(mark)).isEqualTo(1);
    }
}
