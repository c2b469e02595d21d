// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** Else the writes that were left to the end of the hand-over would wait for a body. */
    @Test
    void handOverEndsBeforeTheCallerWaits() {
        CountDownLatch over = new CountDownLatch(1);
        AtomicBoolean wasOver = new AtomicBoolean();
        BatchSchedule schedule = new BatchSchedule(List.of(List.of()));
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            schedule.runInParallel(
                    thread, task -> wasOver.set(isReached(over) && !schedule.isHandingOver()), over::countDown);
        }
        assertThat(wasOver).isTrue();
    }

    @Test
    void handOverEndsBeforeTheCallerRunsATask() {
        List<String> calls = new ArrayList<>();
        new BatchSchedule(List.of(List.of(), List.of()))
                .runInParallel(Runnable::run, task -> calls.add("task " + task), () -> calls.add("over"));
        assertThat(calls).containsExactly("over", "task 0", "over", "task 1");
    }

    private static boolean isReached(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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
