// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.InProgressPolicy;
import dev.semel.Outcome;
import dev.semel.testkit.AtOnce;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * PostgreSQL killed by SIGKILL and started again in the middle of a load: 1,000 keys with four copies each, whose
 * effects are rows written in the transaction of the record.
 */
class PostgresKilledTest {

    private static final int KEYS = 1_000;
    private static final int COPIES = 4;
    private static final int THREADS = 8;

    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger undecided = new AtomicInteger();
    private Path data = Path.of("");
    private int port;
    private volatile @Nullable EmbeddedPostgres server;

    @BeforeEach
    void directory() throws IOException {
        data = Files.createTempDirectory("semel-killed");
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
    }

    @AfterEach
    void stop() throws IOException {
        EmbeddedPostgres last = server;
        if (last != null) {
            last.close();
        }
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private EmbeddedPostgres start() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setServerConfig("synchronous_commit", "on") // what is committed survives the process
                .setServerConfig("max_connections", "60")
                .start();
    }

    @Test
    void S7_noEffectIsCommittedTwiceAndNoneIsLost() throws Exception {
        CountingPool pool = new CountingPool(source());
        List<String> orders = orders();
        CountDownLatch half = new CountDownLatch(orders.size() / 2);
        server = start();
        JdbcOperation<String, String> charge = charge(pool);
        List<Integer> threads = IntStream.rangeClosed(0, THREADS).boxed().toList();
        AtOnce.map(threads, thread -> {
            if (thread == THREADS) {
                return isRestarted(half);
            }
            for (int i = thread; i < orders.size(); i += THREADS) {
                take(charge, orders.get(i), half);
            }
            return true;
        });
        assertThat(failed).as("the server was away for some calls").hasPositiveValue();
        for (int i = 0; i < KEYS; i++) {
            assertThat(charge.run("order-" + i, Deadline.within(Duration.ofSeconds(30))))
                    .isEqualTo("receipt of order-" + i);
        }
        assertThat(number(pool, "SELECT count(*) FROM charged")).isEqualTo(KEYS);
        assertThat(number(pool, "SELECT count(DISTINCT order_id) FROM charged")).isEqualTo(KEYS);
        assertThat(number(pool, "SELECT count(*) FROM semel_record WHERE state = 'COMPLETED'"))
                .isEqualTo(KEYS);
        assertThat(pool.out()).isZero();
        pool.close();
    }

    private JdbcOperation<String, String> charge(CountingPool pool) throws Exception {
        JdbcStore store =
                JdbcStore.builder(pool, Dialect.postgresql()).creatingSchema().build();
        try (Connection connection = pool.getConnection()) {
            connection.prepareStatement("CREATE TABLE charged (order_id text)").execute();
        }
        return store.operation(
                Idempotency.builder(store)
                        .withoutLog()
                        .build()
                        .operation("charge", String.class, String.class)
                        .key(order -> order)
                        .onInProgress(InProgressPolicy.waitUpTo(Duration.ofSeconds(2)))
                        .build(),
                (order, connection, execution) -> {
                    var statement = connection.prepareStatement("INSERT INTO charged VALUES (?)");
                    statement.setString(1, order);
                    statement.executeUpdate();
                    return "receipt of " + order;
                });
    }

    private void take(JdbcOperation<String, String> charge, String order, CountDownLatch half) {
        try {
            Outcome<String> outcome = charge.tryRun(order, Deadline.within(Duration.ofSeconds(3)));
            if (outcome instanceof Outcome.NotRecorded<String>) {
                undecided.incrementAndGet();
            }
        } catch (Exception e) {
            failed.incrementAndGet();
        }
        half.countDown();
    }

    /** Kills the server when half of the calls have been made, and starts it again on the same data. */
    private boolean isRestarted(CountDownLatch half) {
        try {
            half.await();
            long pid = Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
            ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
            List<ProcessHandle> family =
                    new ArrayList<>(postmaster.descendants().toList());
            family.add(postmaster);
            postmaster.destroyForcibly();
            for (ProcessHandle process : family) {
                process.onExit().get(); // its children notice, and end
            }
            Objects.requireNonNull(server).close();
            server = start();
            return true;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> orders() {
        List<String> orders = new ArrayList<>();
        for (int i = 0; i < KEYS * COPIES; i++) {
            orders.add("order-" + i % KEYS);
        }
        Collections.shuffle(orders, new Random(15));
        return orders;
    }

    private PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName("postgres");
        source.setUser("postgres");
        return source;
    }

    private static long number(CountingPool pool, String sql) throws Exception {
        try (Connection connection = pool.getConnection();
                var statement = connection.prepareStatement(sql);
                var result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }
}
