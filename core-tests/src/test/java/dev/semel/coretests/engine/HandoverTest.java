// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.BatchOptions;
import dev.semel.Body;
import dev.semel.RecordingPolicy;
import dev.semel.testkit.RecordingStore;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * When results are recorded of bodies that end while others are still handed over to their executor. Each body ends
 * before the next one is handed over.
 */
final class HandoverTest {

    private static final List<String> TEN =
            IntStream.range(0, 10).mapToObj(i -> "order-" + i).toList();

    private final Fixture fixture = new Fixture();
    private final RecordingStore recording = RecordingStore.over(fixture.records);

    @AutoClose
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    @Test
    void resultsOfAHandoverShareACall() throws Exception {
        run(
                body -> {
                    Future<?> ended = thread.submit(body);
                    while (!ended.isDone()) {
                        Thread.onSpinWait(); // busy handing over, only slow
                    }
                },
                (input, execution) -> input);
        assertThat(recording.methods()).containsExactly("claimAll", "writeAll");
    }

    @Test
    void resultsAreNotKeptWaitingForAFullExecutor() throws Exception {
        Thread caller = Thread.currentThread();
        run(
                body -> {
                    CountDownLatch ended = new CountDownLatch(1);
                    thread.execute(() -> {
                        body.run();
                        ended.countDown();
                    });
                    await(ended);
                },
                (input, execution) -> {
                    while (caller.getState() == Thread.State.RUNNABLE) {
                        Thread.onSpinWait();
                    }
                    return input;
                });
        assertEachIsRecordedByItself();
    }

    @Test
    void resultsAreNotKeptWaitingForBodiesOnTheCallersThread() throws Exception {
        run(Runnable::run, (input, execution) -> input);
        assertEachIsRecordedByItself();
    }

    private void run(Executor bodies, Body<String, String> body) throws InterruptedException {
        BatchOptions<String> options = BatchOptions.<String>defaults()
                .recording(RecordingPolicy.PIPELINED)
                .recorder(Runnable::run)
                .parallel(bodies);
        assertThat(fixture.operation(recording.store())
                        .withoutFingerprint()
                        .body(body)
                        .tryRunAll(TEN, IN_20_S, options))
                .hasSize(10)
                .allMatch(options::isCompleted);
    }

    private void assertEachIsRecordedByItself() {
        assertThat(recording.methods())
                .hasSize(11)
                .startsWith("claimAll", "complete")
                .doesNotContain("writeAll");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
