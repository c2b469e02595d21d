// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.OperationBuilder;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.store.StoreCall;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** An operation on one database whose effect is a row with its key, and what can be seen of it afterwards. */
record OperationScene(
        Databases.Kind kind,
        TestDatabase database,
        CountingPool pool,
        JdbcStore store,
        Marks marks,
        String mark,
        AtomicInteger runs) {

    static final Deadline SOON = Deadline.within(Duration.ofSeconds(30));

    static OperationScene of(Databases.Started databases, Databases.Kind kind) {
        return of(databases, kind, settings -> settings);
    }

    static OperationScene of(
            Databases.Started databases, Databases.Kind kind, UnaryOperator<JdbcStoreBuilder> settings) {
        TestDatabase database = databases.of(kind);
        CountingPool pool = new CountingPool(database.dataSource());
        JdbcStoreBuilder builder =
                JdbcStore.builder(pool, database.dialect()).table("scenes").creatingSchema();
        return new OperationScene(
                kind,
                database,
                pool,
                settings.apply(builder).build(),
                Marks.in(database, "scene_marks"),
                "mark-" + UUID.randomUUID(),
                new AtomicInteger());
    }

    OperationBuilder<String, String> operation() {
        return Idempotency.builder(store)
                .withoutLog()
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order);
    }

    /** {@return the operation whose body inserts the mark, and then does as told} */
    JdbcOperation<String, String> charge(JdbcBody<String, String> then) {
        return charge(operation(), then);
    }

    JdbcOperation<String, String> charge(OperationBuilder<String, String> operation, JdbcBody<String, String> then) {
        return store.operation(operation.build(), (order, connection, execution) -> {
            runs.incrementAndGet();
            marks.insert(connection, order);
            return then.run(order, connection, execution);
        });
    }

    /** The work of a caller in a transaction. */
    @FunctionalInterface
    interface Work {
        void in(Connection connection) throws Exception;
    }

    /** Begins a transaction of a caller's with a row of its own, and commits at the end. */
    void inTransaction(Work work) throws Exception {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                marks.insert(connection, callersMark());
                work.in(connection);
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    String callersMark() {
        return mark + "-callers";
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Optional<IdempotencyRecord> found() {
        return store.find(IdempotencyKey.of("charge", mark), now());
    }

    static StoreCall now() {
        return new StoreCall(Instant.now(), Duration.ofSeconds(10));
    }
}
