// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The invariants of {@link StepsAtOnce}: each step runs once, whatever the executor does, and none after the end. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StepsAtOnceTest {

    private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

    private static void everyStepRunsOnce(Executor executor, int count) {
        AtomicIntegerArray begun = new AtomicIntegerArray(count);
        AtomicIntegerArray ended = new AtomicIntegerArray(count);
        new StepsAtOnce(executor)
                .run(IntStream.range(0, count)
                        .<Runnable>mapToObj(i -> () -> {
                            begun.incrementAndGet(i);
                            Thread.onSpinWait();
                            ended.incrementAndGet(i);
                        })
                        .toList());
        for (int i = 0; i < count; i++) {
            assertThat(begun.get(i)).as("step %d", i).isEqualTo(1);
            assertThat(ended.get(i)).as("step %d", i).isEqualTo(1);
        }
    }

    @Test
    void everyStepHasRunOnceWhenTheRunEnds() {
        for (int count = 0; count < 200; count++) {
            everyStepRunsOnce(VIRTUAL, count);
        }
    }

    @Test
    void theCallersThreadRunsWhatTheExecutorRefusesOrDrops() {
        everyStepRunsOnce(
                task -> {
                    throw new RejectedExecutionException("full");
                },
                9);
        everyStepRunsOnce(task -> {}, 9);
        everyStepRunsOnce(Runnable::run, 9);
    }

    @Test
    void tasksThatTheExecutorBeginsTooLateRunNothing() {
        List<Runnable> late = new ArrayList<>();
        AtomicInteger runs = new AtomicInteger();
        new StepsAtOnce(late::add).run(List.of(runs::incrementAndGet, runs::incrementAndGet, runs::incrementAndGet));
        assertThat(late).hasSize(2);
        late.forEach(Runnable::run);
        assertThat(runs).hasValue(3);
    }

    @Test
    void stepsRunAtOnceUpToTheLimit() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier all = new CyclicBarrier(StepsAtOnce.LIMIT);
        Runnable step = () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            meet(all);
            running.decrementAndGet();
        };
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            new StepsAtOnce(threads).run(java.util.Collections.nCopies(3 * StepsAtOnce.LIMIT, step));
        }
        assertThat(most.get()).isLessThanOrEqualTo(StepsAtOnce.LIMIT);
    }

    private static void meet(CyclicBarrier all) {
        try {
            all.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aDefectOfOneStepIsThrownWhenAllHaveEnded() {
        AtomicInteger ended = new AtomicInteger();
        Runnable defect = () -> {
            throw new IllegalStateException("defect");
        };
        List<Runnable> steps = List.of(defect, ended::incrementAndGet, ended::incrementAndGet, ended::incrementAndGet);
        assertThatThrownBy(() -> new StepsAtOnce(VIRTUAL).run(steps)).hasMessage("defect");
        assertThat(ended).hasValue(3);
    }

    @Test
    void anInterruptIsKeptAndEndsNothing() {
        Thread.currentThread().interrupt();
        everyStepRunsOnce(VIRTUAL, 20);
        assertThat(Thread.interrupted()).isTrue();
    }
}
