// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.InProgressPolicy;
import dev.semel.Operation;
import dev.semel.Outcome;
import dev.semel.testkit.AtOnce;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sixteen threads with 2,000 operations each, of which every second one is a duplicate. */
@ExtendWith(Databases.class)
class JdbcLoadTest {

    private static final int THREADS = 16;
    private static final int EACH = 2_000;

    private final Databases.Started databases;

    JdbcLoadTest(Databases.Started databases) {
        this.databases = databases;
    }

    @ParameterizedTest
    @EnumSource
    void S1_everyKeyIsExecutedOnceAndNoConnectionIsLost(Databases.Kind kind) {
        String run = UUID.randomUUID().toString();
        TestDatabase database = databases.of(kind);
        boolean writesAlone = kind == Databases.Kind.SQLITE;
        CountingPool pool = new CountingPool(database.dataSource(), writesAlone ? 1 : THREADS);
        JdbcStore store = JdbcStore.builder(pool, database.dialect())
                .table("loads")
                .creatingSchema()
                .build();
        Map<String, AtomicInteger> executions = new ConcurrentHashMap<>();
        Operation<String, String> charge = Idempotency.builder(store)
                .withoutLog()
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order)
                .onInProgress(InProgressPolicy.failFast())
                .body((order, execution) -> {
                    executions
                            .computeIfAbsent(order, unused -> new AtomicInteger())
                            .incrementAndGet();
                    return "receipt of " + order;
                });
        List<Integer> orders = new ArrayList<>();
        for (int i = 0; i < THREADS * EACH; i++) {
            orders.add(i / 2);
        }
        long seed = System.nanoTime();
        Collections.shuffle(orders, new Random(seed));
        Map<Class<?>, AtomicInteger> outcomes = new ConcurrentHashMap<>();
        AtOnce.map(IntStream.range(0, THREADS).boxed().toList(), thread -> {
            for (int order : orders.subList(thread * EACH, (thread + 1) * EACH)) {
                try {
                    Outcome<String> outcome = charge.tryRun(run + "-" + order, Deadline.within(Duration.ofMinutes(2)));
                    outcomes.computeIfAbsent(outcome.getClass(), unused -> new AtomicInteger())
                            .incrementAndGet();
                } catch (Exception e) {
                    throw new AssertionError("seed " + seed, e);
                }
            }
            return true;
        });
        assertThat(executions).hasSize(THREADS * EACH / 2);
        assertThat(executions.values()).allMatch(count -> count.get() == 1);
        assertThat(outcomes.keySet())
                .isSubsetOf(Outcome.Executed.class, Outcome.Replayed.class, Outcome.InProgress.class);
        assertThat(outcomes.get(Outcome.Executed.class)).hasValue(THREADS * EACH / 2);
        assertThat(pool.out()).isZero();
    }
}
