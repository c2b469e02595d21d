// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.Deadline;
import dev.semel.Execution;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.Outcome;
import dev.semel.store.InMemoryStore;
import dev.semel.testkit.CountingClaimIds;
import dev.semel.testkit.CrashPoint;
import dev.semel.testkit.CrashPoint.Fate;
import dev.semel.testkit.Fault;
import dev.semel.testkit.FaultPlan;
import dev.semel.testkit.FaultyStore;
import dev.semel.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Processes race for one key through faulty stores: calls fail before and after they are applied, are doubled, late or
 * slow, and processes crash. Whatever happens, bodies never run in overlapping time, fencing tokens are never given
 * twice, and every answer with a value is the one that is recorded.
 */
final class RaceTest {

    private static final int PROCESSES = 4;
    private static final int ROUNDS = 3;
    private static final List<Fault> FAULTS = List.of(
            new Fault.FailBefore(),
            new Fault.LoseReply(),
            new Fault.FailAfter(),
            new Fault.Duplicate(),
            new Fault.DuplicateLater(),
            new Fault.Delay(Duration.ofSeconds(3), Duration.ofSeconds(3)),
            new Fault.Delay(Duration.ofSeconds(30), Duration.ZERO),
            new Fault.CrashBefore(),
            new Fault.CrashAfter());

    private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final InMemoryStore records = new InMemoryStore();
    private final Set<Running> running = ConcurrentHashMap.newKeySet();
    private final Set<Long> fences = ConcurrentHashMap.newKeySet();
    private final List<String> broken = new ArrayList<>();

    private record Running(Execution execution, CrashPoint process) {

        boolean isStillAllowed(Instant now) {
            return !process.isCrashed() && now.isBefore(execution.deadline());
        }
    }

    @Test
    void racesUnderFaultsKeepEveryPromise() throws Exception {
        int answers = 0;
        for (long seed = 1; seed <= 200; seed++) {
            answers += new RaceTest().race(seed);
        }
        assertThat(answers).isGreaterThan(400);
    }

    private int race(long seed) throws Exception {
        List<String> values = new ArrayList<>();
        List<FaultyStore> networks = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<Callable<Fate<Outcome<String>>>> work = new ArrayList<>();
            for (int process = 0; process < PROCESSES; process++) {
                long series = seed * 1000 + round * 10L + process;
                CrashPoint crashPoint = new CrashPoint();
                FaultyStore network = FaultyStore.builder(records, FaultPlan.random(series, 0.3, FAULTS))
                        .waiting(clock)
                        .crashPoint(crashPoint)
                        .build();
                networks.add(network);
                Operation<String, String> operation = operation(network, series);
                work.add(() -> crashPoint.run(() -> operation.tryRun("42", Deadline.within(Duration.ofSeconds(20)))));
            }
            inParallel(work).forEach(fate -> values.addAll(recorded(fate)));
            clock.advance(Duration.ofMinutes(1));
            networks.forEach(FaultyStore::sendLateDuplicates);
        }
        FaultyStore healthy = FaultyStore.builder(records, FaultPlan.none()).build();
        String last = operation(healthy, seed * 1000 + 999).run("42", Deadline.within(Duration.ofSeconds(20)));

        assertThat(values).as("seed %d: answers with a value", seed).allMatch(value -> value.equals(last));
        assertThat(broken).as("seed %d", seed).isEmpty();
        networks.forEach(network -> network.crashPoint().close());
        return values.size() + 1;
    }

    private Operation<String, String> operation(FaultyStore network, long series) {
        return Idempotency.builder(network.store())
                .withoutLog()
                .clock(clock)
                .waiting(clock)
                .claimIds(CountingClaimIds.ofSeries(series))
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order)
                .body((order, execution) -> {
                    Running self = new Running(execution, network.crashPoint());
                    begin(self);
                    network.crashPoint().pass();
                    for (int spin = 0; spin < 1000; spin++) {
                        Thread.onSpinWait(); // a chance for others to come in between
                    }
                    running.remove(self);
                    return "by fence " + execution.fencingToken();
                });
    }

    private synchronized void begin(Running self) {
        Instant now = clock.instant();
        if (self.isStillAllowed(now)) { // a body that is frozen past its deadline is the fence's business
            running.stream()
                    .filter(other -> other.isStillAllowed(now))
                    .forEach(other -> broken.add("two bodies at " + now + ": " + other + " and " + self));
        }
        if (!fences.add(self.execution().fencingToken())) {
            broken.add("fencing token given twice: " + self);
        }
        running.add(self);
    }

    private static List<String> recorded(Fate<Outcome<String>> fate) {
        if (!(fate instanceof Fate.Returned<Outcome<String>> returned)) {
            return List.of();
        }
        if (returned.value() instanceof Outcome.Executed<String> executed) {
            return List.of(String.valueOf(executed.value()));
        }
        return returned.value() instanceof Outcome.Replayed<String> replayed
                ? List.of(String.valueOf(replayed.value()))
                : List.of();
    }

    private static <T> List<T> inParallel(List<Callable<T>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(work, 60, TimeUnit.SECONDS)) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
