// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The invariants of {@link BatchSchedule}: each task runs once, after its dependencies, and the run returns when all
 * have ended. Lincheck plays interleavings of a small run, 100 of each; the stress tests run many tasks on real
 * threads.
 */
final class BatchScheduleTest {

    private static final int INTERLEAVINGS = 100;

    /** Two tasks that may run at once, one after the first of them, and one after both. */
    private static final List<List<Integer>> DIAMOND = List.of(List.of(), List.of(0), List.of(), List.of(1, 2));

    @Test
    void eachTaskRunsOnceAfterItsDependenciesInEveryInterleaving() {
        Lincheck.runConcurrentTest(INTERLEAVINGS, () -> {
            Threads threads = new Threads();
            new Run(DIAMOND).on(threads::start);
            threads.join();
        });
    }

    @Test
    void taskThatIsRefusedAndRunsAllTheSameRunsOnce() {
        RejectedExecutionException full = new RejectedExecutionException("full");
        Lincheck.runConcurrentTest(INTERLEAVINGS, () -> {
            Threads threads = new Threads();
            Run run = new Run(DIAMOND);
            run.on(task -> {
                threads.start(task);
                throw full;
            });
            threads.join();
            run.check();
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @Timeout(60)
    void eachTaskOfManyRunsOnceAfterItsDependencies(long seed) {
        Random random = new Random(seed);
        List<List<Integer>> dependencies = new ArrayList<>();
        for (int task = 0; task < 2_000; task++) {
            int before = task;
            dependencies.add(random.ints(task == 0 ? 0 : 2, 0, Math.max(1, task))
                    .filter(earlier -> before - earlier < 20)
                    .distinct()
                    .boxed()
                    .toList());
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            new Run(dependencies).on(threads);
        }
    }

    /** A task that leaves something to the end of a hand-over can count on the callback, or on the end of the run. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    @Timeout(60)
    void everyHandOverEndsWithACall(long seed) {
        List<List<Integer>> chains = IntStream.range(0, 1_000)
                .mapToObj(i -> i < 4 ? List.<Integer>of() : List.of(i - 4))
                .toList();
        AtomicInteger left = new AtomicInteger();
        BatchSchedule schedule = new BatchSchedule(chains);
        try (ExecutorService threads = Executors.newFixedThreadPool((int) seed)) {
            schedule.runInParallel(
                    threads,
                    task -> {
                        left.incrementAndGet();
                        if (!schedule.isHandingOver()) {
                            left.set(0);
                        }
                    },
                    () -> left.set(0));
        }
        assertThat(left.get() == 0 || schedule.isHandingOver())
                .as("what was left to a hand-over that ended")
                .isTrue();
    }

    /** One run, and what its tasks saw. */
    private static final class Run {

        private final List<List<Integer>> dependencies;
        private final BatchSchedule schedule;
        private final AtomicInteger[] begun;
        private final AtomicInteger[] ended;
        private final List<String> violations = Collections.synchronizedList(new ArrayList<>());

        Run(List<List<Integer>> dependencies) {
            this.dependencies = dependencies;
            this.schedule = new BatchSchedule(dependencies);
            this.begun = counters(dependencies.size());
            this.ended = counters(dependencies.size());
        }

        private static AtomicInteger[] counters(int size) {
            AtomicInteger[] counters = new AtomicInteger[size];
            for (int i = 0; i < size; i++) {
                counters[i] = new AtomicInteger();
            }
            return counters;
        }

        void on(Executor executor) {
            schedule.runInParallel(executor, this::run, () -> {});
            check();
        }

        private void run(int task) {
            begun[task].incrementAndGet();
            for (int earlier : dependencies.get(task)) {
                if (ended[earlier].get() != 1) {
                    violations.add("task " + task + " began before task " + earlier + " had ended");
                }
            }
            ended[task].incrementAndGet();
        }

        void check() {
            for (int task = 0; task < begun.length; task++) {
                if (begun[task].get() != 1 || ended[task].get() != 1) {
                    violations.add("task " + task + " began " + begun[task] + " and ended " + ended[task] + " times");
                }
            }
            if (!violations.isEmpty()) {
                throw new AssertionError(violations.toString());
            }
        }
    }
}
