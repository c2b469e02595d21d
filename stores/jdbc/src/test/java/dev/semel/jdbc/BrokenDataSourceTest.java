// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.StoreUnavailableException;
import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.CommitRequest;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.store.BatchAnswer;
import dev.semel.store.ListingStore;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pools and drivers that do not keep to JDBC: a typed error from every method, nothing executed, nothing kept. */
@ExtendWith(Databases.class)
class BrokenDataSourceTest {

    private static final String TABLE = "broken_sources";

    private final Databases.Started databases;

    BrokenDataSourceTest(Databases.Started databases) {
        this.databases = databases;
    }

    /** The connection that a source gives. */
    @FunctionalInterface
    private interface Source {
        @Nullable
        Connection connection() throws SQLException;
    }

    /** A fault of a source or of its connections. */
    private enum Fault {
        THROWS,
        GIVES_NOTHING,
        GIVES_A_CLOSED_ONE,
        NO_AUTO_COMMIT_IS_READ,
        NO_STATEMENT_IS_PREPARED,
        IS_READ_ONLY
    }

    private Source source(Fault fault, CountingPool pool, Databases.Kind kind) {
        return switch (fault) {
            case THROWS ->
                () -> {
                    throw new IllegalStateException("the pool is shut down");
                };
            case GIVES_NOTHING -> () -> null;
            case GIVES_A_CLOSED_ONE ->
                () -> (Connection) Proxy.newProxyInstance(
                        BrokenDataSourceTest.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) -> switch (method.getName()) {
                            case "isClosed" -> true;
                            case "close", "abort" -> null;
                            default -> throw new SQLException("This connection has been closed", "08003");
                        });
            case NO_AUTO_COMMIT_IS_READ -> () -> without("getAutoCommit", pool.getConnection());
            case NO_STATEMENT_IS_PREPARED -> () -> without("prepareStatement", pool.getConnection());
            case IS_READ_ONLY ->
                () -> {
                    Connection connection = pool.getConnection();
                    readOnly(connection, kind);
                    return connection;
                };
        };
    }

    private static void readOnly(Connection connection, Databases.Kind kind) throws SQLException {
        switch (kind) {
            case POSTGRESQL ->
                OperationScene.execute(connection, "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY");
            case H2 -> connection.setReadOnly(true);
            case MARIADB -> OperationScene.execute(connection, "SET SESSION TRANSACTION READ ONLY");
            case SQLITE -> OperationScene.execute(connection, "PRAGMA query_only = true");
        }
    }

    private static void writable(Connection connection, Databases.Kind kind) throws SQLException {
        switch (kind) {
            case POSTGRESQL ->
                OperationScene.execute(connection, "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE");
            case H2 -> connection.setReadOnly(false);
            case MARIADB -> OperationScene.execute(connection, "SET SESSION TRANSACTION READ WRITE");
            case SQLITE -> OperationScene.execute(connection, "PRAGMA query_only = false");
        }
    }

    private static Connection without(String broken, Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                BrokenDataSourceTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals(broken)) {
                        throw new NullPointerException("inside of the pool");
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static DataSource dataSource(Source source) {
        return (DataSource) Proxy.newProxyInstance(
                BrokenDataSourceTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, none) -> source.connection());
    }

    private static StoreCall now() {
        return new StoreCall(Instant.now(), Duration.ofSeconds(2));
    }

    /** {@return every method of a store that goes to the database} */
    private static Map<String, ThrowingCallable> calls(JdbcStore store, boolean writesOnly) {
        IdempotencyKey key = IdempotencyKey.of("test", UUID.randomUUID().toString());
        ClaimId id = ClaimId.of(1, 2);
        Duration hour = Duration.ofHours(1);
        StoredResult result = new StoredResult.Success(Blob.utf8("x"));
        ClaimRequest claim = new ClaimRequest(
                key, id, new Fingerprint("test", "x"), FingerprintPolicy.REFUSE_INCOMPARABLE, hour, hour, "");
        Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
        calls.put("claim", () -> store.claim(claim, now()));
        calls.put("complete", () -> store.complete(new WriteRequest.Complete(key, id, result, hour), now()));
        calls.put("release", () -> store.release(new WriteRequest.Release(key, id, Certainty.UNKNOWN), now()));
        calls.put("claimAll", () -> throwFailed(store.claimAll(List.of(claim), now())));
        calls.put(
                "commit",
                () -> store.commit(
                        new CommitRequest(
                                key,
                                id,
                                new Fingerprint("test", "x"),
                                FingerprintPolicy.REFUSE_INCOMPARABLE,
                                result,
                                hour,
                                true,
                                ""),
                        connection -> {
                            throw new AssertionError("effects were made");
                        },
                        now()));
        if (!writesOnly) {
            calls.put("find", () -> store.find(key, now()));
            calls.put("list", () -> store.list(new ListingStore.Query("", 10, ""), now()));
            calls.put("purge", () -> store.purge(10, hour, now()));
            calls.put("sweep", () -> store.outbox(message -> {}, hour).sweep(10, now()));
        }
        return calls;
    }

    private static void throwFailed(List<? extends BatchAnswer<?>> answers) {
        answers.forEach(answer -> {
            if (answer instanceof BatchAnswer.Failed<?> failed) {
                throw failed.exception();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void E9_everyMethodFailsWithATypedErrorAndNothingRuns(Databases.Kind kind) throws Exception {
        databases.store(kind, TABLE);
        TestDatabase database = databases.of(kind);
        for (Fault fault : Fault.values()) {
            if (fault == Fault.IS_READ_ONLY && kind == Databases.Kind.H2) {
                continue; // H2 takes the wish of one connection for a hint
            }
            CountingPool pool = new CountingPool(database.dataSource());
            DataSource broken = dataSource(source(fault, pool, kind));
            JdbcStore store =
                    JdbcStore.builder(broken, database.dialect()).table(TABLE).build();
            calls(store, fault == Fault.IS_READ_ONLY)
                    .forEach((name, call) -> assertThatThrownBy(call)
                            .as("%s when the source %s", name, fault)
                            .isInstanceOfSatisfying(
                                    StoreException.class,
                                    e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.UNAVAILABLE))
                            .hasMessageNotContaining("effects were made"));
            AtomicInteger ran = new AtomicInteger();
            JdbcOperation<String, String> operation = store.operation(
                    Idempotency.builder(store)
                            .withoutLog()
                            .build()
                            .operation("charge", String.class, String.class)
                            .key(order -> order)
                            .build(),
                    (order, connection, execution) -> "run " + ran.incrementAndGet());
            assertThatThrownBy(() -> operation.run("order", Deadline.within(Duration.ofSeconds(1))))
                    .as("an operation when the source %s", fault)
                    .isInstanceOf(StoreUnavailableException.class);
            assertThat(ran).hasValue(0);
            assertThat(pool.out())
                    .as("connections kept when the source %s", fault)
                    .isZero();
            if (fault == Fault.IS_READ_ONLY) {
                assertThatThrownBy(calls(store, true).get("claim")).hasMessageContaining("must lead to the writer");
                restore(pool, kind);
            } else if (fault != Fault.NO_STATEMENT_IS_PREPARED && fault != Fault.NO_AUTO_COMMIT_IS_READ) {
                assertThatThrownBy(store::createSchema).isInstanceOf(StoreException.class);
                assertThatThrownBy(store::checkSchema).isInstanceOf(StoreException.class);
            }
            pool.close();
        }
    }

    private static void restore(CountingPool pool, Databases.Kind kind) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            writable(connection, kind);
        }
    }
}
