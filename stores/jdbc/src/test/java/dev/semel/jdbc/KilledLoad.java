// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.InProgressPolicy;
import dev.semel.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Keys with several copies each, whose effects are rows in the transaction of the record, on a database that dies. */
final class KilledLoad {

    static final int COPIES = 4;

    private final CountingPool pool;
    private final JdbcOperation<String, String> charge;
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final Set<String> again = ConcurrentHashMap.newKeySet();
    private final AtomicInteger failed = new AtomicInteger();
    private volatile Set<String> answeredBeforeTheKill = Set.of();

    KilledLoad(CountingPool pool, Dialect dialect) throws SQLException {
        this.pool = pool;
        JdbcStore store = JdbcStore.builder(pool, dialect).creatingSchema().build();
        try (Connection connection = pool.getConnection();
                PreparedStatement create =
                        connection.prepareStatement("CREATE TABLE IF NOT EXISTS charged (order_id varchar(40))")) {
            create.execute();
        }
        charge = store.operation(
                Idempotency.builder(store)
                        .withoutLog()
                        .build()
                        .operation("charge", String.class, String.class)
                        .key(order -> order)
                        .onInProgress(InProgressPolicy.waitUpTo(Duration.ofSeconds(2)))
                        .build(),
                (order, connection, execution) -> {
                    if (answeredBeforeTheKill.contains(order)) {
                        again.add(order);
                    }
                    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO charged VALUES (?)")) {
                        insert.setString(1, order);
                        insert.executeUpdate();
                    }
                    return "receipt of " + order;
                });
    }

    /** {@return the copies of so many keys, shuffled} */
    static List<String> orders(int keys) {
        List<String> orders = new ArrayList<>();
        for (int i = 0; i < keys * COPIES; i++) {
            orders.add("order-" + i % keys);
        }
        Collections.shuffle(orders, new Random(15));
        return orders;
    }

    /** {@return whether a copy was answered; a failure of the database is counted} */
    boolean take(String order) {
        try {
            Outcome<String> outcome = charge.tryRun(order, Deadline.within(Duration.ofSeconds(3)));
            boolean isAnswered = outcome instanceof Outcome.Executed || outcome instanceof Outcome.Replayed;
            if (isAnswered) {
                answered.add(order);
            }
            return isAnswered;
        } catch (Exception away) {
            failed.incrementAndGet();
            return false;
        }
    }

    /** {@return the keys that were answered so far} */
    Set<String> answered() {
        return new TreeSet<>(answered);
    }

    /** Says that the database is dead, and which keys it had answered. */
    void killed(Set<String> before) {
        answeredBeforeTheKill = Set.copyOf(before);
    }

    /** Runs each key once more, and finds each effect once. */
    void expectEachEffectOnce(int keys) throws Exception {
        for (int i = 0; i < keys; i++) {
            assertThat(charge.run("order-" + i, Deadline.within(Duration.ofSeconds(30))))
                    .isEqualTo("receipt of order-" + i);
        }
        assertThat(number("SELECT count(*) FROM charged")).isEqualTo(keys);
        assertThat(number("SELECT count(DISTINCT order_id) FROM charged")).isEqualTo(keys);
        assertThat(number("SELECT count(*) FROM semel_record WHERE state = 'COMPLETED'"))
                .isEqualTo(keys);
        assertThat(pool.out()).isZero();
    }

    /** {@return the keys that were answered before the kill, and had to be executed again after it} */
    Set<String> lost() {
        return new TreeSet<>(again);
    }

    int failed() {
        return failed.get();
    }

    @Override
    public String toString() {
        return answeredBeforeTheKill.size() + " keys answered before the kill; lost with their effects and executed"
                + " again: " + again.size() + "; calls that failed: " + failed;
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }
}
