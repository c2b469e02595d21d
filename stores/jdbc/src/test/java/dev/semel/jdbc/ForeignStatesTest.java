// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import static dev.semel.jdbc.OperationScene.SOON;
import static dev.semel.jdbc.OperationScene.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Idempotency;
import dev.semel.InProgressPolicy;
import dev.semel.OperationBuilder;
import dev.semel.Outcome;
import dev.semel.StoreUnavailableException;
import dev.semel.model.Blob;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables that are not as the schema made them, and drivers that fail at the end of a transaction. */
@ExtendWith(Databases.class)
class ForeignStatesTest {

    private final Databases.Started databases;

    ForeignStatesTest(Databases.Started databases) {
        this.databases = databases;
    }

    // ---- S13: a table that takes two ids for one ----

    private static void requireOneKeyEach(JdbcStore store) throws Exception {
        var pay = Idempotency.builder(store)
                .withoutLog()
                .build()
                .operation("pay", String.class, String.class)
                .key(order -> order)
                .withoutFingerprint()
                .body((order, execution) -> "receipt of " + order);
        assertThat(pay.run("abc", SOON)).isEqualTo("receipt of abc");
        assertThatThrownBy(() -> pay.run("ABC", SOON))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("takes different ids for one");
    }

    @Test
    void S13_aDatabaseThatIgnoresCaseIsRefused() throws Exception {
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl("jdbc:h2:mem:folding;DB_CLOSE_DELAY=-1;IGNORECASE=TRUE");
        requireOneKeyEach(
                JdbcStore.builder(source, Dialect.h2()).creatingSchema().build());
    }

    @Test
    void S13_aTableWhoseCollationWasConvertedIsRefused() throws Exception {
        JdbcStore store = databases.store(Databases.Kind.MARIADB, "converted");
        try (Connection connection =
                databases.of(Databases.Kind.MARIADB).dataSource().getConnection()) {
            execute(connection, "ALTER TABLE converted CONVERT TO CHARACTER SET latin1");
        }
        requireOneKeyEach(store);
    }

    // ---- drivers ----

    /** A connection one method of which fails before or after it has done its work. */
    private static Connection failing(Connection connection, String broken, boolean afterwards, Throwable failure) {
        return (Connection) Proxy.newProxyInstance(
                ForeignStatesTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    boolean breaks = method.getName().equals(broken);
                    if (breaks && !afterwards) {
                        throw failure;
                    }
                    try {
                        Object answer = method.invoke(connection, arguments);
                        if (breaks) {
                            throw failure;
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"}) // the others' drivers do nothing when they are told to abort
    void E9_anErrorOfTheDriverKeepsNeitherConnectionNorKey(Databases.Kind kind) throws Exception {
        OperationScene scene = OperationScene.of(databases, kind);
        for (String broken : new String[] {"getAutoCommit", "setAutoCommit", "rollback"}) {
            DataSource source = (DataSource) Proxy.newProxyInstance(
                    ForeignStatesTest.class.getClassLoader(),
                    new Class<?>[] {DataSource.class},
                    (proxy, method, arguments) ->
                            failing(scene.pool().getConnection(), broken, false, new StackOverflowError("driver")));
            JdbcStore store = JdbcStore.builder(source, scene.database().dialect())
                    .table("scenes")
                    .build();
            assertThatThrownBy(() -> store.operation(scene.operation().build(), (order, connection, execution) -> {
                        throw new IOException("later");
                    })
                    .run(scene.mark(), SOON));
            assertThat(scene.pool().out()).as(broken).isZero();
        }
        // A server notices a moment later that a connection was aborted, and ends its transaction then.
        OperationBuilder<String, String> patient =
                scene.operation().onInProgress(InProgressPolicy.waitUpTo(Duration.ofSeconds(20)));
        assertThat(scene.charge(patient, (order, connection, execution) -> "receipt")
                        .tryRun(scene.mark(), SOON))
                .isInstanceOf(Outcome.Executed.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void S7_aSavepointThatIsNotAnsweredCommitsNothingOfTheCallers(Databases.Kind kind) throws Exception {
        OperationScene scene = OperationScene.of(databases, kind);
        JdbcOperation<String, String> charge = scene.charge((order, connection, execution) -> "receipt");
        for (boolean afterwards : new boolean[] {false, true}) {
            try (Connection connection = scene.pool().getConnection()) {
                connection.setAutoCommit(false);
                scene.marks().insert(connection, scene.callersMark());
                Connection failing = failing(
                        connection, "releaseSavepoint", afterwards, new IllegalStateException("the pool is confused"));
                assertThatThrownBy(() -> charge.tryRunIn(failing, scene.mark(), SOON))
                        .hasMessageNotContaining("committed your transaction");
                connection.rollback();
                connection.setAutoCommit(true);
            }
            assertThat(scene.marks().of(scene.callersMark())).isZero();
            assertThat(scene.marks().of(scene.mark())).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void S10_aMessageNameThatDoesNotFitIsRefused(Databases.Kind kind) {
        OperationScene scene = OperationScene.of(databases, kind);
        JdbcOperation<String, String> charge = scene.charge((order, connection, execution) -> {
                    execution.send("x" + "\u00e9".repeat(800), Blob.utf8("letter"));
                    return "receipt";
                })
                .sending(scene.store().outbox(message -> {}, Duration.ofSeconds(1)));
        assertThatThrownBy(() -> charge.run(scene.mark(), SOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 4000");
        assertThat(scene.marks().of(scene.mark())).isZero();
    }
}
