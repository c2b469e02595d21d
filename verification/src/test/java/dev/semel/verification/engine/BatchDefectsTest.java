// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.engine;

import static dev.semel.verification.engine.Fixture.IN_20_S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.BatchOptions;
import dev.semel.BatchResult;
import dev.semel.Outcome;
import dev.semel.RecordingPolicy;
import java.util.ArrayDeque;
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

/** What becomes of a batch whose executors or other parts fail: every input is answered, and nothing is left out. */
final class BatchDefectsTest {

    private static final List<String> TEN =
            IntStream.range(0, 10).mapToObj(i -> "order-" + i).toList();

    private final Fixture fixture = new Fixture();

    private List<BatchResult<String>> results(RandomGenerator jitter, BatchOptions<String> options) throws Exception {
        return fixture.engine(fixture.records)
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
                .tryRunAll(TEN, IN_20_S, options);
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

    @Test
    void executorThatRefusesATaskAndRunsItAllTheSameLosesNothing() throws Exception {
        Deque<Runnable> refused = new ArrayDeque<>();
        BatchOptions<String> options = BatchOptions.<String>defaults()
                .recording(RecordingPolicy.PIPELINED)
                .recorder(task -> {
                    task.run();
                    refused.add(task);
                    throw new RejectedExecutionException("after the fact");
                });
        assertThat(results(() -> 0, options)).hasSize(10).allMatch(options::isCompleted);
        refused.forEach(Runnable::run);
        assertThat(fixture.ran).containsExactlyElementsOf(TEN);
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
                                BatchResult.Ended.class,
                                ended -> assertThat(ended.outcome()).isInstanceOf(Outcome.NotRecorded.class)));
        assertThat(fixture.ran).containsExactlyElementsOf(TEN);
    }
}
