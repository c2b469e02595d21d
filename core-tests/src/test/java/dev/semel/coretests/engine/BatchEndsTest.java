// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.BatchResult;
import dev.semel.Operation;
import dev.semel.RecordingPolicy;
import dev.semel.event.OperationEvent;
import dev.semel.model.Certainty;
import dev.semel.model.IdempotencyRecord;
import dev.semel.testkit.Fault;
import dev.semel.testkit.FaultPlan;
import dev.semel.testkit.FaultyStore;
import dev.semel.testkit.RecordingStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ends of a batch: errors, interrupts and executors that refuse bodies leave no input without its answer. */
final class BatchEndsTest extends BatchParts {

    @ParameterizedTest
    @EnumSource
    void errorEndsTheBatchOnceTheRestIsRecorded(RecordingPolicy policy) {
        Operation<String, String> operation = builder(recording.store()).body((input, execution) -> {
            if (input.equals("2")) {
                throw new AssertionError("defect");
            }
            return input;
        });
        assertThatThrownBy(() -> operation.tryRunAll(
                        List.of("1", "2", "3"),
                        IN_20_S,
                        options().recording(policy).inOrder()))
                .isInstanceOf(AssertionError.class)
                .hasMessage("defect");
        assertThat(fixture.record("1")).isInstanceOf(IdempotencyRecord.Completed.class);
        assertThat(((IdempotencyRecord.Released) fixture.record("2")).certainty())
                .isEqualTo(Certainty.UNKNOWN);
        assertThat(((IdempotencyRecord.Released) fixture.record("3")).certainty())
                .isEqualTo(Certainty.NOT_STARTED);
    }

    @ParameterizedTest
    @EnumSource
    void otherResultsAreToldBeforeAnError(RecordingPolicy policy) {
        List<BatchResult<?>> told = new ArrayList<>();
        Operation<String, String> operation = builder(recording.store()).body((input, execution) -> {
            switch (input) {
                case "2" -> throw new IllegalStateException("failure");
                case "3" -> throw new AssertionError("defect");
                default -> {}
            }
            return input;
        });
        assertThatThrownBy(() -> operation.tryRunAll(
                        List.of("1", "2", "3", "4"),
                        IN_20_S,
                        options().recording(policy).beforeError(results -> {
                            told.addAll(results);
                            throw new AssertionError("of the listener");
                        })))
                .isInstanceOf(AssertionError.class)
                .hasMessage("defect");
        assertThat(told).hasSize(4);
        assertThat(told.get(0)).isInstanceOf(BatchResult.Answered.class);
        assertThat(((BatchResult.Failed<?>) told.get(1)).exception()).hasMessage("failure");
        assertThat(((BatchResult.Failed<?>) told.get(2)).exception())
                .hasMessageContaining("threw an Error")
                .hasCauseInstanceOf(AssertionError.class);
        assertThat(told.get(3)).isInstanceOf(BatchResult.NotTried.class);
    }

    @Test
    void interruptTriesNoFurtherInputAndStays() throws Exception {
        Operation<String, String> operation = builder(recording.store()).body((input, execution) -> {
            if (input.equals("2")) {
                Thread.currentThread().interrupt();
            }
            return input;
        });
        List<BatchResult<String>> results = operation.tryRunAll(List.of("1", "2", "3"), IN_20_S, options());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(words(results)).containsExactly("Executed", "Executed", "NotTried");
        assertThat(fixture.record("3")).isInstanceOf(IdempotencyRecord.Released.class);
    }

    @Test
    void untriedInputTakesNoTimeFromTheOthers() throws Exception {
        Instant back = Fixture.START.plus(Duration.ofSeconds(2));
        FaultPlan slowAndAway = (method, request) -> {
            if (!method.equals("writeAll") || !fixture.clock.instant().isBefore(back)) {
                return new Fault.None();
            }
            fixture.clock.advance(Duration.ofMillis(600)); // more than what an unused claim is released in
            return new Fault.FailBefore();
        };
        RecordingStore calls = RecordingStore.over(FaultyStore.builder(recording.store(), slowAndAway)
                .waiting(fixture.clock)
                .build()
                .store());
        List<BatchResult<String>> results = builder(calls.store())
                .body(noting())
                .tryRunAll(
                        List.of("1", "2", "bad", "3"),
                        IN_20_S,
                        options().recording(RecordingPolicy.END_OF_BATCH).inOrder());
        assertThat(words(results)).containsExactly("Executed", "Executed", "IOException", "NotTried");
        assertThat(calls.calls())
                .allSatisfy(call -> assertThat(call.call().timeout()).isGreaterThan(Duration.ofSeconds(10)));
    }

    @Test
    void everyRepetitionOfACompletedKeyIsTold() throws Exception {
        results(List.of("1"), options());
        results(List.of("1", "1", "1"), options());
        assertThat(fixture.events(OperationEvent.Replayed.class)).hasSize(3);
    }

    @Test
    void parallelBodiesOnOneThreadNeverWaitForEachOther() throws Exception {
        try (ExecutorService one = Executors.newSingleThreadExecutor()) {
            List<String> inputs = Stream.concat(TEN.stream(), TEN.stream()).toList();
            assertThat(words(results(inputs, options().parallel(one).inOrderOf(input -> input.substring(6)))))
                    .containsOnly("Executed", "Replayed")
                    .hasSize(20);
        }
    }

    @Test
    void bodiesThatAreRejectedRunOnTheCallersThread() throws Exception {
        assertThat(words(results(TEN, options().parallel(task -> {
                    throw new RejectedExecutionException("full");
                }))))
                .containsOnly("Executed");
    }
}
