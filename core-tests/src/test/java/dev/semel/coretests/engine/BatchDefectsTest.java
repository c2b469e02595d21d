// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.BatchOptions;
import dev.semel.BatchResult;
import dev.semel.Body;
import dev.semel.Deadline;
import dev.semel.Outcome;
import dev.semel.RecordingPolicy;
import dev.semel.model.Certainty;
import dev.semel.model.IdempotencyRecord;
import dev.semel.store.BatchAnswer;
import dev.semel.store.BatchStore;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.StoreException;
import dev.semel.testkit.RecordingStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches whose executors or other parts fail: every input is answered, and nothing is left out. */
final class BatchDefectsTest {

    private static final List<String> TEN =
            IntStream.range(0, 10).mapToObj(i -> "order-" + i).toList();

    private final Fixture fixture = new Fixture();

    private List<BatchResult<String>> results(RandomGenerator jitter, BatchOptions<String> options) throws Exception {
        return results(fixture.records, jitter, options);
    }

    private List<BatchResult<String>> results(
            IdempotencyStore store, RandomGenerator jitter, BatchOptions<String> options) throws Exception {
        return charge(store, jitter, options, IN_20_S);
    }

    private List<BatchResult<String>> charge(BatchOptions<String> options, Deadline deadline) throws Exception {
        return charge(fixture.records, () -> 0, options, deadline);
    }

    private List<BatchResult<String>> charge(
            IdempotencyStore store, RandomGenerator jitter, BatchOptions<String> options, Deadline deadline)
            throws Exception {
        return fixture.engine(store)
                .jitter(jitter)
                .build()
                .operation("charge", String.class, String.class)
                .key(input -> input)
                .dedupeWindow(Fixture.WINDOW)
                .withoutFingerprint()
                .body((input, execution) -> {
                    fixture.ran.add(input);
                    return "did " + input;
                })
                .tryRunAll(TEN, deadline, options);
    }

    @Test
    void executorsThatFailToTakeATaskLoseNothing() throws Exception {
        AtomicInteger taken = new AtomicInteger();
        try (ExecutorService bodies = Executors.newSingleThreadExecutor()) {
            BatchOptions<String> failing = BatchOptions.<String>defaults()
                    .parallel(task -> {
                        if (taken.incrementAndGet() == 3) {
                            throw new InternalError("no thread for it");
                        }
                        bodies.execute(task);
                    })
                    .recorder(task -> {
                        throw new InternalError("no thread for it");
                    });
            assertThat(results(() -> 0, failing)).hasSize(10).allMatch(failing::isCompleted);
        }
        assertThat(fixture.ran).containsExactlyInAnyOrderElementsOf(TEN);
    }

    /** Else a late task would write beside the one that holds the turn. */
    @Test
    void taskThatWasRefusedAndRunsAllTheSameWritesNothing() throws Exception {
        Deque<Runnable> refused = new ArrayDeque<>();
        RecordingStore calls = RecordingStore.over(fixture.records);
        BatchOptions<String> options = BatchOptions.<String>defaults()
                .recording(RecordingPolicy.PIPELINED)
                .recorder(task -> {
                    refused.add(task);
                    throw new RejectedExecutionException("full");
                });
        Body<String, String> body = (input, execution) -> {
            refused.forEach(Runnable::run);
            assertThat(calls.methods()).containsExactly("claimAll");
            return input;
        };
        assertThat(fixture.operation(calls.store())
                        .withoutFingerprint()
                        .body(body)
                        .tryRunAll(TEN, IN_20_S, options))
                .hasSize(10)
                .allMatch(options::isCompleted);
        assertThat(refused).hasSize(10);
        assertThat(calls.methods()).containsExactly("claimAll", "writeAll");
    }

    @ParameterizedTest
    @EnumSource(
            value = RecordingPolicy.class,
            names = {"PIPELINED", "END_OF_BATCH"})
    void defectWhileResultsAreWrittenIsSaidOfEach(RecordingPolicy recording) throws Exception {
        RandomGenerator failing = () -> {
            if (fixture.ran.isEmpty()) {
                return 0; // while claims are made
            }
            throw new IllegalStateException("no entropy");
        };
        BatchOptions<String> options = BatchOptions.<String>defaults()
                .recording(recording)
                .parallel(Runnable::run)
                .recorder(task -> {
                    throw new RejectedExecutionException("full");
                });
        assertThat(results(failing, options))
                .hasSize(10)
                .allSatisfy(result -> assertThat(result)
                        .isInstanceOfSatisfying(
                                BatchResult.Answered.class,
                                ended -> assertThat(ended.outcome()).isInstanceOf(Outcome.NotRecorded.class)));
        assertThat(fixture.ran).containsExactlyElementsOf(TEN);
    }

    @Test
    void whatWasAnsweredBeforeADefectStays() throws Exception {
        AtomicInteger pauses = new AtomicInteger();
        RandomGenerator failing = () -> {
            if (!fixture.ran.isEmpty() && pauses.incrementAndGet() == 2) {
                throw new IllegalStateException("no entropy"); // while one write is tried again
            }
            return 0;
        };
        BatchOptions<String> options = BatchOptions.<String>defaults().recording(RecordingPolicy.END_OF_BATCH);
        List<BatchResult<String>> results = results(firstWriteUnanswered(), failing, options);
        assertThat(results.subList(1, 10)).allMatch(options::isCompleted);
        assertThat(results.get(0))
                .isInstanceOfSatisfying(
                        BatchResult.Answered.class,
                        ended -> assertThat(ended.outcome()).isInstanceOf(Outcome.NotRecorded.class));
    }

    /** An executor that drops tasks, as one with a DiscardPolicy does, must not hold the batch for ever. */
    @Test
    void bodiesThatTheExecutorDropsAreNotTriedAndTheirClaimsGivenBack() throws Exception {
        AtomicInteger tasks = new AtomicInteger();
        BatchOptions<String> dropping = BatchOptions.<String>defaults().parallel(task -> {
            if (tasks.incrementAndGet() % 2 == 0) {
                task.run();
            }
        });
        List<BatchResult<String>> results = charge(dropping, Deadline.within(Duration.ofMillis(505))); // 500 to record

        assertThat(results).map(dropping::isCompleted).containsSubsequence(false, true, false, true);
        assertThat(results).filteredOn(BatchResult.NotTried.class::isInstance).hasSize(5);
        assertThat(fixture.ran).hasSize(5);
        assertThat(fixture.record("order-0"))
                .isInstanceOfSatisfying(
                        IdempotencyRecord.Released.class,
                        released -> assertThat(released.certainty()).isEqualTo(Certainty.NOT_STARTED));
    }

    @Test
    void interruptEndsABatchWhoseBodiesDoNotBegin() throws Exception {
        BatchOptions<String> dropping = BatchOptions.<String>defaults().parallel(task -> {});
        Thread.currentThread().interrupt();

        assertThat(charge(dropping, IN_20_S)).hasSize(10).allMatch(BatchResult.NotTried.class::isInstance);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(fixture.ran).isEmpty();
    }

    @Test
    void resultsThatTheRecorderDropsAreWrittenByTheCaller() throws Exception {
        List<Runnable> dropped = new ArrayList<>();
        BatchOptions<String> options = BatchOptions.<String>defaults().recorder(dropped::add);

        assertThat(charge(options, IN_20_S)).hasSize(10).allMatch(options::isCompleted);

        assertThat(dropped).hasSize(1);
        dropped.forEach(Runnable::run);
        assertThat(fixture.record("order-9")).isInstanceOf(IdempotencyRecord.Completed.class);
    }

    /** Returns the store, which makes the first write of a batch and gives no answer to it. */
    private IdempotencyStore firstWriteUnanswered() {
        Class<?>[] types = {IdempotencyStore.class, BatchStore.class};
        return (IdempotencyStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), types, (proxy, method, arguments) -> {
                    Object answer = method.invoke(fixture.records, arguments);
                    if (!method.getName().equals("writeAll")) {
                        return answer;
                    }
                    List<Object> answers = new ArrayList<>((List<?>) answer);
                    answers.set(
                            0,
                            new BatchAnswer.Failed<>(
                                    StoreException.unavailable("memory", "write", new IllegalStateException("lost"))));
                    return answers;
                });
    }
}
