// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The invariants of {@link BatchSchedule}: each task runs once, after its dependencies, and the run returns when all
 * have ended. Lincheck plays interleavings of a small run, 400 of each; the stress tests run many tasks on real
 * threads.
 */
final class BatchScheduleTest {

    private static final int INTERLEAVINGS = 400;

    /** The executors of these tests begin every task in time. */
    private static final BatchSchedule.Limit NO_LIMIT = limit(Duration.ofDays(1), interrupted -> {});

    private static final BatchSchedule.Late NONE_LATE = new LateTasks(task -> false);

    /** Two tasks that may run at once, and one after both. */
    private static final List<List<Integer>> JOIN = List.of(List.of(), List.of(), List.of(0, 1));

    /** Two tasks that may run at once, one after the first of them, and one after both. */
    private static final List<List<Integer>> DIAMOND = List.of(List.of(), List.of(0), List.of(), List.of(1, 2));

    @Test
    @Tag("slow")
    void eachTaskRunsOnceAfterItsDependenciesInEveryInterleaving() {
        Lincheck.runConcurrentTest(INTERLEAVINGS, () -> {
            TaskThreads threads = new TaskThreads();
            new Run(JOIN).on(threads::start);
            threads.join();
        });
    }

    @Test
    @Tag("slow")
    void taskThatIsRefusedAndRunsAllTheSameRunsOnce() {
        RejectedExecutionException full = new RejectedExecutionException("full");
        Lincheck.runConcurrentTest(INTERLEAVINGS, () -> {
            TaskThreads threads = new TaskThreads();
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
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void eachTaskOfManyRunsOnceAfterItsDependencies(long seed) {
        Random random = new Random(seed);
        List<List<Integer>> dependencies = new ArrayList<>();
        for (int task = 0; task < 20_000; task++) {
            int number = task;
            dependencies.add(random.ints(2, 1, 5) // the two tasks end about the same time
                    .map(back -> number - back)
                    .filter(earlier -> earlier >= 0)
                    .distinct()
                    .boxed()
                    .toList());
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            new Run(dependencies).on(threads);
            LateTasks late = new LateTasks(task -> task % 7 == 0);
            new Run(dependencies, late).on(threads);
            assertThat(late.awaited).hasValue(1);
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
                    thread,
                    task -> wasOver.set(isReached(over) && !schedule.isHandingOver()),
                    NO_LIMIT,
                    over::countDown,
                    NONE_LATE);
        }
        assertThat(wasOver).isTrue();
    }

    @Test
    void handOverEndsBeforeTheCallerRunsATask() {
        List<String> calls = new ArrayList<>();
        new BatchSchedule(List.of(List.of(), List.of()))
                .runInParallel(
                        Runnable::run, task -> calls.add("task " + task), NO_LIMIT, () -> calls.add("over"), NONE_LATE);
        assertThat(calls).containsExactly("over", "task 0", "over", "task 1");
    }

    /** The tasks run on the caller's thread then, which knows that time is over. */
    @Test
    void tasksThatTheExecutorDropsEndWhenTimeIsOver() {
        List<Boolean> interrupts = new ArrayList<>();
        List<Integer> ran = new ArrayList<>();
        List<Runnable> dropped = new ArrayList<>();
        BatchSchedule schedule = new BatchSchedule(DIAMOND);

        schedule.runInParallel(
                dropped::add,
                task -> {
                    assertThat(interrupts).containsExactly(false);
                    ran.add(task);
                },
                limit(Duration.ofMillis(5), interrupts::add),
                () -> {},
                NONE_LATE);
        dropped.forEach(Runnable::run); // too late

        assertThat(ran).containsExactly(0, 2, 1, 3);
    }

    @Test
    void interruptEndsTheWaitForTheExecutor() {
        List<Boolean> interrupts = new ArrayList<>();
        List<Integer> ran = new ArrayList<>();
        Thread.currentThread().interrupt();

        new BatchSchedule(JOIN)
                .runInParallel(task -> {}, ran::add, limit(Duration.ofDays(1), interrupts::add), () -> {}, NONE_LATE);

        assertThat(interrupts).containsExactly(true);
        assertThat(ran).containsExactly(0, 1, 2);
        assertThat(Thread.interrupted()).as("taken over by the limit").isFalse();
    }

    @Test
    @Tag("slow")
    void lateTasksBeginWhenTheyMayInEveryInterleaving() {
        Lincheck.runConcurrentTest(INTERLEAVINGS, () -> {
            TaskThreads threads = new TaskThreads();
            new Run(DIAMOND, new LateTasks(task -> task == 0)).on(threads::start);
            threads.join();
        });
    }

    /** Task 1 depends on the late task 0, and task 3 on task 1. */
    @Test
    void lateTasksAndThoseAfterThemRunInTurnBehindTheOthers() {
        LateTasks late = new LateTasks(task -> task == 0);
        List<Integer> ran = new ArrayList<>();
        new BatchSchedule(DIAMOND).runInTurn(task -> ran.add(late.awaited.get() * 10 + task), late);
        assertThat(ran).containsExactly(2, 10, 11, 13);
    }

    @Test
    void lateTasksRunInTurnAsSoonAsTheyMay() {
        LateTasks late = new LateTasks(task -> task < 2);
        List<Integer> ran = new ArrayList<>();
        new BatchSchedule(List.of(List.of(), List.of(), List.of(), List.of()))
                .runInTurn(
                        task -> {
                            ran.add(late.awaited.get() * 10 + task);
                            late.isOver = true;
                        },
                        late);
        assertThat(ran).containsExactly(2, 10, 11, 13);
    }

    /** Tasks that are late until they are awaited. */
    private static final class LateTasks implements BatchSchedule.Late {

        private final IntPredicate tasks;
        private final AtomicInteger awaited = new AtomicInteger();
        private boolean isOver;

        LateTasks(IntPredicate tasks) {
            this.tasks = tasks;
        }

        @Override
        public boolean contains(int task) {
            return awaited.get() == 0 && tasks.test(task);
        }

        @Override
        public boolean isOver() {
            return isOver;
        }

        @Override
        public void await() {
            awaited.incrementAndGet();
        }
    }

    /** A task that has begun is waited for, also after the time: it still uses parts of the run. */
    @Test
    @Tag("slow")
    void taskThatBeganInTimeEndsBeforeTheRunDoesInEveryInterleaving() {
        Lincheck.runConcurrentTest(INTERLEAVINGS, () -> {
            TaskThreads threads = new TaskThreads();
            Run run = new Run(JOIN);
            run.on(threads::start, limit(Duration.ZERO, interrupted -> {}));
            threads.join();
            run.check();
        });
    }

    private static BatchSchedule.Limit limit(Duration left, Consumer<Boolean> stopped) {
        return new BatchSchedule.Limit() {
            @Override
            public Duration left() {
                return left;
            }

            @Override
            public void stop(boolean interrupted) {
                stopped.accept(interrupted);
            }
        };
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
        private final BatchSchedule.Late late;
        private final AtomicInteger[] begun;
        private final AtomicInteger[] ended;
        private final List<String> violations = Collections.synchronizedList(new ArrayList<>());

        Run(List<List<Integer>> dependencies) {
            this(dependencies, NONE_LATE);
        }

        Run(List<List<Integer>> dependencies, BatchSchedule.Late late) {
            this.late = late;
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
            on(executor, NO_LIMIT);
        }

        void on(Executor executor, BatchSchedule.Limit limit) {
            schedule.runInParallel(executor, this::run, limit, () -> {}, late);
            check();
        }

        private void run(int task) {
            begun[task].incrementAndGet();
            if (late.contains(task)) {
                violations.add("task " + task + " began although it was late");
            }
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
