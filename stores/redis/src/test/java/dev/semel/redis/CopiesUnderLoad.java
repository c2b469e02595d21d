// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.Outcome;
import dev.semel.testkit.AtOnce;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Many threads that send each key several times through an engine, each copy until it has its result. */
final class CopiesUnderLoad {

    private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Operation<String, String> operation;
    private final Map<String, AtomicInteger> executions = new ConcurrentHashMap<>();
    private final Set<String> uncertain = ConcurrentHashMap.newKeySet();
    private final AtomicInteger executed = new AtomicInteger();
    private final AtomicInteger replayed = new AtomicInteger();

    CopiesUnderLoad(RedisStore store) {
        operation = Idempotency.builder(store)
                .withoutLog()
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order)
                .body((order, execution) -> {
                    executions
                            .computeIfAbsent(order, key -> new AtomicInteger())
                            .incrementAndGet();
                    executed.incrementAndGet();
                    return "receipt of " + order;
                });
    }

    /** {@return the copies of keys, shuffled by a seed} */
    static List<String> copies(int from, int to, int each, long seed) {
        List<String> copies = new ArrayList<>();
        IntStream.range(from, to).forEach(i -> copies.addAll(Collections.nCopies(each, "order-" + i)));
        Collections.shuffle(copies, new Random(seed));
        return copies;
    }

    void run(List<String> copies, int threads) {
        int share = Math.ceilDiv(copies.size(), threads);
        List<List<String>> shares = new ArrayList<>();
        for (int i = 0; i < copies.size(); i += share) {
            shares.add(copies.subList(i, Math.min(i + share, copies.size())));
        }
        AtOnce.map(shares, own -> {
            own.forEach(this::untilAnswered);
            return own.size();
        });
    }

    private void untilAnswered(String order) {
        long end = System.nanoTime() + GIVE_UP_NANOS;
        while (!isAnswered(order)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("a copy of " + order + " had no result after 60 s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private boolean isUncertain(String order) {
        uncertain.add(order);
        return false;
    }

    private boolean isAnswered(String order) {
        int before = count(order);
        try {
            return switch (operation.tryRun(order, Deadline.within(Duration.ofSeconds(2)))) {
                case Outcome.Executed<String> done -> true;
                case Outcome.Replayed<String> again -> {
                    replayed.incrementAndGet();
                    yield true;
                }
                case Outcome.InProgress<String> held -> false;
                case Outcome.FinallyFailed<String> other -> isUncertain(order);
                case Outcome.Mismatch<String> other -> isUncertain(order);
                case Outcome.Unverifiable<String> other -> isUncertain(order);
                case Outcome.Quarantined<String> other -> isUncertain(order);
                case Outcome.ClaimLost<String> other -> isUncertain(order);
                case Outcome.NotRecorded<String> other -> isUncertain(order);
                case Outcome.ResultUnavailable<String> other -> isUncertain(order);
                case Outcome.Bypassed<String> other -> isUncertain(order);
            };
        } catch (RuntimeException away) {
            if (count(order) > before) {
                uncertain.add(order);
            }
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    int executed() {
        return executed.get();
    }

    int replayed() {
        return replayed.get();
    }

    /** {@return the keys whose execution had ended without an answer to its completion} */
    Set<String> uncertain() {
        return new TreeSet<>(uncertain);
    }

    /** {@return the keys that were executed so far} */
    Set<String> keys() {
        return new TreeSet<>(executions.keySet());
    }

    /** {@return the keys that were executed more often than {@code times}} */
    Set<String> moreThan(int times) {
        Set<String> keys = new TreeSet<>();
        executions.forEach((key, count) -> {
            if (count.get() > times) {
                keys.add(key);
            }
        });
        return keys;
    }

    private int count(String order) {
        AtomicInteger count = executions.get(order);
        return count == null ? 0 : count.get();
    }
}
