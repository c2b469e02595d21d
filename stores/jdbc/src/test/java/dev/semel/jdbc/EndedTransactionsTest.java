// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import static dev.semel.jdbc.OperationScene.SOON;
import static dev.semel.jdbc.OperationScene.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Outcome;
import dev.semel.StoreUnavailableException;
import dev.semel.model.Certainty;
import dev.semel.model.IdempotencyRecord;
import dev.semel.testkit.AtOnce;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Transactions that are over before the operation is: undone by the database behind a body that swallows the error, or
 * committed by the body itself. A {@code ROLLBACK} in the text of a statement leaves what a deadlock leaves. SQLite is
 * left out where its driver lets each statement commit by itself after that, and H2 where its driver does not tell.
 */
@ExtendWith(Databases.class)
class EndedTransactionsTest {

    private final Databases.Started databases;

    EndedTransactionsTest(Databases.Started databases) {
        this.databases = databases;
    }

    private OperationScene scene(Databases.Kind kind) {
        return OperationScene.of(databases, kind);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
    void S7_aTransactionOfOursThatWasUndoneRunsTheBodyAgain(Databases.Kind kind) throws Exception {
        OperationScene scene = scene(kind);
        JdbcOperation<String, String> charge = scene.charge((order, connection, execution) -> {
            if (scene.runs().get() == 1) {
                execute(connection, "ROLLBACK");
                scene.marks().insert(connection, order); // in the next transaction, without a claim
            }
            return "receipt";
        });
        assertThat(charge.tryRun(scene.mark(), SOON)).isInstanceOf(Outcome.Executed.class);
        assertThat(scene.runs()).hasValue(2);
        assertThat(scene.marks().of(scene.mark())).isEqualTo(1);
        assertThat(scene.pool().out()).isZero();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
    void S7_aTransactionThatIsAlwaysUndoneIsNotExecuted(Databases.Kind kind) {
        OperationScene scene = scene(kind);
        JdbcOperation<String, String> charge = scene.charge((order, connection, execution) -> {
            execute(connection, "ROLLBACK");
            scene.marks().insert(connection, order);
            return "receipt";
        });
        assertThatThrownBy(() -> charge.tryRun(scene.mark(), SOON))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("undone while the body ran");
        assertThat(scene.runs()).hasValue(5);
        assertThat(scene.marks().of(scene.mark())).isZero();
        assertThat(scene.found()).isEmpty();
        assertThat(scene.pool().out()).isZero();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
    void S7_aCallerWhoseTransactionWasUndoneIsToldSoAndCommitsNothingOfTheBody(Databases.Kind kind) throws Exception {
        OperationScene scene = scene(kind);
        for (boolean fails : new boolean[] {false, true}) {
            JdbcOperation<String, String> charge = scene.charge((order, connection, execution) -> {
                execute(connection, "ROLLBACK");
                scene.marks().insert(connection, order);
                if (fails) {
                    throw new IllegalStateException("a failure that the caller may take for one of its own");
                }
                return "receipt";
            });
            scene.inTransaction(connection -> assertThatThrownBy(() -> charge.runIn(connection, scene.mark(), SOON))
                    .isInstanceOf(SQLTransactionRollbackException.class)
                    .hasMessageContaining("undid your whole transaction")
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("40001"));
            assertThat(scene.marks().of(scene.mark())).isZero();
            assertThat(scene.marks().of(scene.callersMark())).isZero();
            assertThat(scene.found()).isEmpty();
        }
    }

    /** The real thing: MariaDB undoes the whole transaction of the loser, the claim included. */
    @Test
    void S7_aDeadlockOfMariaDbThatTheBodySwallowsIsTheCallersError() throws Exception {
        OperationScene scene = scene(Databases.Kind.MARIADB);
        Rows rows = Rows.in(scene.database(), "deadlocks");
        rows.execute("CREATE TABLE IF NOT EXISTS deadlocks (id integer PRIMARY KEY, n integer NOT NULL)");
        rows.execute("REPLACE INTO deadlocks VALUES (1, 0), (2, 0)");
        CyclicBarrier both = new CyclicBarrier(2);
        JdbcOperation<String, String> charge = scene.charge((order, connection, execution) -> {
            execute(connection, "UPDATE deadlocks SET n = n + 1 WHERE id = 1");
            both.await(20, TimeUnit.SECONDS);
            try {
                execute(connection, "UPDATE deadlocks SET n = n + 1 WHERE id = 2");
                throw new AssertionError("no deadlock");
            } catch (SQLException swallowed) {
                assertThat(swallowed.getErrorCode()).isEqualTo(1213);
            }
            scene.marks().insert(connection, order);
            return "receipt";
        });
        AtOnce.map(List.of(0, 1), which -> {
            try {
                if (which == 0) {
                    scene.inTransaction(
                            connection -> assertThatThrownBy(() -> charge.runIn(connection, scene.mark(), SOON))
                                    .isInstanceOf(SQLTransactionRollbackException.class));
                } else {
                    heavier(scene, both);
                }
                return true;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        assertThat(scene.marks().of(scene.mark())).isZero();
        assertThat(scene.marks().of(scene.callersMark())).isZero();
        assertThat(scene.found()).isEmpty();
    }

    /** The other side of the deadlock, which has written more and so is not the one that is undone. */
    private static void heavier(OperationScene scene, CyclicBarrier both) throws Exception {
        try (Connection rival = scene.database().dataSource().getConnection()) {
            rival.setAutoCommit(false);
            execute(rival, "UPDATE deadlocks SET n = n + 1 WHERE id = 2");
            for (int i = 0; i < 20; i++) {
                scene.marks().insert(rival, "heavy");
            }
            both.await(20, TimeUnit.SECONDS);
            execute(rival, "UPDATE deadlocks SET n = n + 1 WHERE id = 1");
            rival.rollback();
            rival.setAutoCommit(true);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
    void E3_aBodyThatCommitsByItselfAndThrowsLeavesAnUnknownOutcome(Databases.Kind kind) {
        OperationScene scene = scene(kind);
        JdbcOperation<String, String> charge = scene.charge((order, connection, execution) -> {
            execute(connection, "COMMIT");
            throw new IllegalStateException("after the commit");
        });
        assertThatThrownBy(() -> charge.run(scene.mark(), SOON)).hasMessage("after the commit");
        assertThat(scene.marks().of(scene.mark())).isEqualTo(1);
        assertThat(scene.found())
                .containsInstanceOf(IdempotencyRecord.Released.class)
                .hasValueSatisfying(record -> assertThat(((IdempotencyRecord.Released) record).certainty())
                        .isEqualTo(Certainty.UNKNOWN));
        assertThat(scene.pool().out()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void aBodyThatCommitsTheCallersTransactionIsTheCallersError(Databases.Kind kind) throws Exception {
        OperationScene scene = scene(kind);
        JdbcOperation<String, String> charge = scene.charge((order, connection, execution) -> {
            execute(connection, "COMMIT");
            return "receipt";
        });
        scene.inTransaction(connection -> {
            assertThatThrownBy(() -> charge.runIn(connection, scene.mark(), SOON))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("committed your transaction");
            connection.rollback(); // comes too late
        });
        assertThat(scene.marks().of(scene.mark())).isEqualTo(1);
        assertThat(scene.found())
                .as("nothing that lets the effect be made again before somebody knows")
                .containsInstanceOf(
                        kind == Databases.Kind.POSTGRESQL
                                ? IdempotencyRecord.InProgress.class
                                : IdempotencyRecord.Completed.class);
    }

    @ParameterizedTest
    @EnumSource
    void aCallersSavepointsOfItsOwnAreLeftAlone(Databases.Kind kind) throws Exception {
        OperationScene scene = scene(kind);
        JdbcOperation<String, String> charge = scene.charge((order, connection, execution) -> {
            java.sql.Savepoint before = connection.setSavepoint();
            scene.marks().insert(connection, order);
            connection.rollback(before);
            return "receipt";
        });
        scene.inTransaction(connection -> {
            java.sql.Savepoint before = connection.setSavepoint();
            assertThat(charge.tryRunIn(connection, scene.mark(), SOON)).isInstanceOf(Outcome.Executed.class);
            assertThat(charge.tryRunIn(connection, scene.mark(), SOON)).isInstanceOf(Outcome.Replayed.class);
            connection.rollback(before);
            assertThat(charge.tryRunIn(connection, scene.mark(), SOON)).isInstanceOf(Outcome.Executed.class);
        });
        assertThat(scene.marks().of(scene.mark())).isEqualTo(1);
        assertThat(scene.marks().of(scene.callersMark())).isEqualTo(1);
        assertThat(scene.found()).containsInstanceOf(IdempotencyRecord.Completed.class);
    }
}
