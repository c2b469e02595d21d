// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.Outcome;
import dev.semel.model.IdempotencyRecord;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.StoreCall;
import dev.semel.testkit.CountingClaimIds;
import dev.semel.testkit.CrashPoint;
import dev.semel.testkit.CrashPoint.Fate;
import dev.semel.testkit.FaultyStore;
import dev.semel.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Every history of an operation that crashes on each of its first attempts: at each moment of the first, after each of
 * these at each moment of the second, and so on. Each history is redelivered until it completes, then judged. Histories
 * share a store, and nothing else: each has a key and a clock of its own, so that several are under way at once.
 *
 * @param store keeps the records
 * @param scenarios makes the scenario of a history, from a text that no other history has
 */
record CrashHistories(IdempotencyStore store, Function<String, CrashScenario> scenarios) {

    /** The histories have their own clocks, so the machine's load changes none of them. */
    private static final int THREADS = 4;

    private static final int LAST_DELIVERIES = 3;
    private static final String NO_VALUE = "no value";

    /** Runs the histories of up to {@code attempts} crashes, and returns how many there were. */
    int explore(int attempts) throws Exception {
        int histories = 0;
        List<List<Integer>> longest = List.of(List.of());
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int attempt = 1; attempt <= attempts; attempt++) {
                List<Future<List<List<Integer>>>> longer = new ArrayList<>();
                for (List<Integer> crashes : longest) {
                    longer.add(threads.submit(() -> continued(crashes)));
                }
                longest = new ArrayList<>();
                for (Future<List<List<Integer>>> future : longer) {
                    longest.addAll(future.get());
                }
                histories += longest.size();
            }
        }
        return histories;
    }

    /** Tries every moment for one more crash, until the attempt has no such moment. */
    private List<List<Integer>> continued(List<Integer> crashes) throws Exception {
        List<List<Integer>> crashed = new ArrayList<>();
        for (int moment = 1; ; moment++) {
            List<Integer> longer =
                    Stream.concat(crashes.stream(), Stream.of(moment)).toList();
            if (!check(longer)) {
                return crashed;
            }
            crashed.add(longer);
        }
    }

    /** Runs one history to its end; returns whether its last crash took place. */
    private boolean check(List<Integer> crashes) throws Exception {
        CrashScenario scenario = scenarios.apply("crashed at " + crashes);
        ManualClock clock = ManualClock.at(Instant.parse("2100-01-01T00:00:00Z"));
        CountingClaimIds claimIds = CountingClaimIds.ofSeries(1);
        try (CrashPoint nobody = new CrashPoint()) {
            scenario.prepare(new CrashDelivery(store, store, new CrashMoments(0, nobody), clock, claimIds));
        }
        boolean crashed = false;
        for (int crash : crashes) {
            crashed = deliver(scenario, clock, claimIds, crash) instanceof Fate.Crashed<Outcome<String>>;
            clock.advance(Duration.ofMinutes(1)); // redelivered once the lease has lapsed
        }
        int last = 0;
        Fate<Outcome<String>> fate;
        do {
            fate = deliver(scenario, clock, claimIds, 0);
            last++;
        } while (last < LAST_DELIVERIES && isQuarantined(fate));
        judge(scenario, crashes, fate, clock);
        scenario.judge(crashes.size() + last);
        return crashed;
    }

    private Fate<Outcome<String>> deliver(
            CrashScenario scenario, ManualClock clock, CountingClaimIds claimIds, int crashAt)
            throws InterruptedException {
        try (CrashPoint process = new CrashPoint()) {
            CrashMoments moments = new CrashMoments(crashAt, process);
            FaultyStore faulty = FaultyStore.builder(store, moments.faults())
                    .crashPoint(process)
                    .build();
            CrashDelivery delivery = new CrashDelivery(store, faulty.store(), moments, clock, claimIds);
            return process.run(() -> scenario.call(delivery));
        }
    }

    private static boolean isQuarantined(Fate<Outcome<String>> fate) {
        return fate instanceof Fate.Returned<Outcome<String>> returned
                && returned.value() instanceof Outcome.Quarantined<String>;
    }

    private void judge(CrashScenario scenario, List<Integer> crashes, Fate<Outcome<String>> fate, ManualClock clock) {
        String history = scenario.key() + " crashed at " + crashes;
        assertThat(value(fate)).as("%s: %s", history, fate).isEqualTo(scenario.result());
        assertThat(store.find(scenario.key(), new StoreCall(clock.instant(), Duration.ofSeconds(20))))
                .as(history)
                .get()
                .isInstanceOf(IdempotencyRecord.Completed.class);
    }

    private static String value(Fate<Outcome<String>> fate) {
        if (!(fate instanceof Fate.Returned<Outcome<String>> returned)) {
            return "no outcome";
        }
        return switch (returned.value()) {
            case Outcome.Executed<String> executed -> String.valueOf(executed.value());
            case Outcome.Replayed<String> replayed -> String.valueOf(replayed.value());
            case Outcome.FinallyFailed<String> none -> NO_VALUE;
            case Outcome.InProgress<String> none -> NO_VALUE;
            case Outcome.Mismatch<String> none -> NO_VALUE;
            case Outcome.Unverifiable<String> none -> NO_VALUE;
            case Outcome.Quarantined<String> none -> NO_VALUE;
            case Outcome.ClaimLost<String> none -> NO_VALUE;
            case Outcome.NotRecorded<String> none -> NO_VALUE;
            case Outcome.ResultUnavailable<String> none -> NO_VALUE;
            case Outcome.Bypassed<String> none -> NO_VALUE;
        };
    }
}
