// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.BatchOptions;
import dev.semel.BatchResult;
import dev.semel.DeadlineTooShortException;
import dev.semel.FailureRule;
import dev.semel.InvalidKeyException;
import dev.semel.Operation;
import dev.semel.RecordingPolicy;
import dev.semel.StoreUnavailableException;
import dev.semel.codec.FailureCodec;
import dev.semel.event.OperationEvent;
import dev.semel.model.Certainty;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyRecord;
import dev.semel.store.IdempotencyStore;
import dev.semel.testkit.Fault;
import dev.semel.testkit.FaultPlan;
import dev.semel.testkit.FaultyStore;
import dev.semel.testkit.ForwardingStore;
import dev.semel.testkit.RecordingStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches: store calls travel together, and every input ends as a single call would have. */
final class BatchTest extends BatchParts {

    // ---- calls ----

    @Test
    void freshBatchRecordedAtItsEndTakesTwoCalls() throws Exception {
        List<BatchResult<String>> results = results(TEN, options().recording(RecordingPolicy.END_OF_BATCH));

        assertThat(words(results)).containsOnly("Executed").hasSize(10);
        assertThat(recording.methods()).containsExactly("claimAll", "writeAll");
        assertThat(fixture.ran).isEqualTo(TEN);
    }

    @Test
    void freshBatchRecordedOneByOneTakesACallForEach() throws Exception {
        results(TEN, options().recording(RecordingPolicy.EACH_RECORD));
        assertThat(recording.methods()).hasSize(11).startsWith("claimAll").endsWith("complete", "complete", "complete");
    }

    @Test
    void whatFinishesWhileACallIsInFlightSharesTheNext() throws Exception {
        Deque<Runnable> recorder = new ArrayDeque<>();
        Operation<String, String> operation = builder(recording.store()).body((input, execution) -> {
            if (input.equals("order-7")) {
                recorder.remove().run(); // until now, the first call was on its way
            }
            if (input.equals("order-9")) {
                assertThat(recording.methods()).containsExactly("claimAll", "writeAll");
                recorder.remove().run();
            }
            return input;
        });

        operation.tryRunAll(TEN, IN_20_S, options().recorder(task -> {
            if (recorder.isEmpty() && recording.methods().size() < 3) {
                recorder.add(task);
            } else {
                throw new RejectedExecutionException();
            }
        }));

        assertThat(recording.methods()).containsExactly("claimAll", "writeAll", "writeAll", "complete");
    }

    @Test
    void pipelinedParallelBodiesThatEndTogetherTakeFewCalls() throws Exception {
        try (ExecutorService bodies = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(words(results(TEN, options().parallel(bodies))))
                    .containsOnly("Executed")
                    .hasSize(10);
        }
        assertThat(fixture.ran).containsExactlyInAnyOrderElementsOf(TEN);
    }

    @ParameterizedTest
    @EnumSource
    void duplicatesTakeOneCall(RecordingPolicy policy) throws Exception {
        results(TEN, options().recording(policy));
        recording.clear();
        assertThat(words(results(TEN, options().recording(policy))))
                .containsOnly("Replayed")
                .hasSize(10);
        assertThat(recording.methods()).containsExactly("claimAll");
        assertThat(fixture.ran).hasSize(10);
    }

    @Test
    void storeWithoutBatchesIsCalledForEach() throws Exception {
        RecordingStore single = RecordingStore.over(new ForwardingStore(fixture.records));
        List<BatchResult<String>> results = builder(single.store())
                .body(noting())
                .tryRunAll(List.of("1", "2", "3"), IN_20_S, options().recording(RecordingPolicy.END_OF_BATCH));
        assertThat(words(results)).containsOnly("Executed").hasSize(3);
        assertThat(single.methods()).containsExactly("claim", "claim", "claim", "complete", "complete", "complete");
    }

    @Test
    void emptyBatchCallsNobody() throws Exception {
        assertThat(results(List.of(), options())).isEmpty();
        assertThat(recording.methods()).isEmpty();
    }

    // ---- one input's end ----

    @ParameterizedTest
    @EnumSource
    void failureIsItsOwnInputsOnly(RecordingPolicy policy) throws Exception {
        fixture.claimByAnother("held", Fingerprint.NONE, Duration.ofMinutes(1));
        List<BatchResult<String>> results =
                results(List.of("1", "bad", "", "held", "2"), options().recording(policy));

        assertThat(words(results))
                .containsExactly(
                        "Executed", "IOException", InvalidKeyException.class.getSimpleName(), "InProgress", "Executed");
        assertThat(fixture.record("bad")).isInstanceOf(IdempotencyRecord.Released.class);
        assertThat(fixture.ran).containsExactly("1", "bad", "2");
    }

    @Test
    void finalFailureIsAnOutcome() throws Exception {
        Operation<String, String> operation = builder(recording.store())
                .onFailure(FailureRule.finalFor(IOException.class, FailureCodec.message(IOException::new)))
                .body(noting());
        assertThat(words(operation.tryRunAll(List.of("bad", "bad", "1"), IN_20_S, options())))
                .containsExactly("FinallyFailed", "FinallyFailed", "Executed");
        assertThat(fixture.ran).containsExactly("bad", "1");
    }

    @ParameterizedTest
    @EnumSource
    void sameKeyTwiceExecutesOnce(RecordingPolicy policy) throws Exception {
        List<BatchResult<String>> results =
                results(List.of("1", "2", "1", "1"), options().recording(policy));
        assertThat(words(results)).containsExactly("Executed", "Executed", "Replayed", "Replayed");
        assertThat(fixture.ran).containsExactly("1", "2");
        assertThat(fixture.events(OperationEvent.Replayed.class)).hasSize(2);
    }

    @Test
    void sameKeyThatFailedIsNotExecutedAgainInTheBatch() throws Exception {
        assertThat(words(results(List.of("bad", "bad"), options()))).containsExactly("IOException", "IOException");
        assertThat(fixture.ran).containsExactly("bad");
    }

    @Test
    void sameKeyWithAnotherPayloadIsAMismatch() throws Exception {
        Operation<String, String> operation = fixture.operation(recording.store())
                .key(input -> input.substring(0, 1))
                .body(noting());
        assertThat(words(operation.tryRunAll(List.of("1a", "1b", "1a"), IN_20_S, options())))
                .containsExactly("Executed", "Mismatch", "Replayed");
    }

    @Test
    void E1_timeThatIsOverEndsTheBatchAndGivesTheRestBack() throws Exception {
        Operation<String, String> operation = builder(recording.store()).body((input, execution) -> {
            fixture.clock.advance(Duration.ofSeconds(8));
            return input;
        });
        List<BatchResult<String>> results = operation.tryRunAll(
                List.of("1", "2", "3", "4"), IN_20_S, options().recording(RecordingPolicy.END_OF_BATCH));

        String tooShort = DeadlineTooShortException.class.getSimpleName();
        assertThat(words(results)).containsExactly("Executed", "Executed", "Executed", tooShort);
        assertThat(recording.methods()).containsExactly("claimAll", "writeAll");
        assertThat(((IdempotencyRecord.Released) fixture.record("4")).certainty())
                .isEqualTo(Certainty.NOT_STARTED);
    }

    // ---- orders ----

    @ParameterizedTest
    @EnumSource
    void failureStopsItsOwnOrderOnly(RecordingPolicy policy) throws Exception {
        List<String> inputs = List.of("a/1", "b/1", "bad/a/2", "b/2", "a/3", "b/3", "a/4");
        List<BatchResult<String>> results = results(
                inputs,
                options()
                        .recording(policy)
                        .inOrderOf(input -> input.replace("bad/", "").substring(0, 1)));

        assertThat(words(results))
                .containsExactly("Executed", "Executed", "IOException", "Executed", "NotTried", "Executed", "NotTried");
        for (String untried : List.of("a/3", "a/4")) {
            assertThat(((IdempotencyRecord.Released) fixture.record(untried)).certainty())
                    .isEqualTo(Certainty.NOT_STARTED);
        }
    }

    @Test
    void repetitionInAnotherOrderPassesWithItsFirst() throws Exception {
        List<String> inputs = List.of("bad", "1", "bad", "2");
        List<BatchResult<String>> results =
                operation().tryRunAll(inputs, IN_20_S, options().inOrder());
        assertThat(words(results)).containsExactly("IOException", "NotTried", "NotTried", "NotTried");
        assertThat(fixture.ran).containsExactly("bad");
    }

    @Test
    void acceptedFinalFailureLetsItsOrderGoOn() throws Exception {
        Operation<String, String> operation = builder(recording.store())
                .onFailure(FailureRule.finalFor(IOException.class, FailureCodec.message(IOException::new)))
                .body(noting());
        BatchOptions<String> accepting = options().inOrder().acceptingFinalFailures();
        assertThat(words(operation.tryRunAll(List.of("bad", "1"), IN_20_S, accepting)))
                .containsExactly("FinallyFailed", "Executed");
        assertThat(words(operation.tryRunAll(
                        List.of("bad", "2"), IN_20_S, options().inOrder())))
                .containsExactly("FinallyFailed", "NotTried");
    }

    // ---- the store ----

    private Operation<String, String> operation(FaultPlan plan) {
        IdempotencyStore faulty = FaultyStore.builder(recording.store(), plan)
                .waiting(fixture.clock)
                .build()
                .store();
        return builder(faulty).body(noting());
    }

    @Test
    void E9_storeThatIsAwayExecutesNothing() throws Exception {
        List<BatchResult<String>> results =
                operation((method, request) -> new Fault.FailBefore()).tryRunAll(TEN, IN_20_S, options());
        assertThat(words(results))
                .containsOnly(StoreUnavailableException.class.getSimpleName())
                .hasSize(10);
        assertThat(fixture.ran).isEmpty();
    }

    @Test
    void S6_lostRepliesAreRecognised() throws Exception {
        List<BatchResult<String>> results = operation(
                        FaultPlan.script(new Fault.LoseReply(), new Fault.None(), new Fault.LoseReply()))
                .tryRunAll(TEN, IN_20_S, options().recording(RecordingPolicy.END_OF_BATCH));
        assertThat(words(results)).containsOnly("Executed").hasSize(10);
        assertThat(recording.methods()).containsExactly("claimAll", "claimAll", "writeAll", "writeAll");
    }

    @Test
    void claimsThatGotNoAnswerAreGivenBack() throws Exception {
        List<BatchResult<String>> results = operation(
                        (method, request) -> method.equals("claimAll") ? new Fault.LoseReply() : new Fault.None())
                .tryRunAll(List.of("1", "2"), IN_20_S, options());
        assertThat(words(results)).containsOnly(StoreUnavailableException.class.getSimpleName());
        assertThat(fixture.record("1")).isInstanceOf(IdempotencyRecord.Released.class);
        assertThat(words(results(List.of("1", "2"), options()))).containsOnly("Executed");
    }

    @ParameterizedTest
    @EnumSource
    void E8_whatCannotBeRecordedIsSaidOfEachInput(RecordingPolicy policy) throws Exception {
        List<BatchResult<String>> results = operation(
                        (method, request) -> method.equals("claimAll") ? new Fault.None() : new Fault.FailBefore())
                .tryRunAll(List.of("1", "bad"), IN_20_S, options().recording(policy));
        assertThat(words(results)).containsExactly("NotRecorded", "IOException");
        assertThat(((BatchResult.Failed<String>) results.get(1)).exception().getSuppressed())
                .isNotEmpty();
    }

    @Test
    void defectOfTheStoreIsThrownAndItsClaimsReleased() {
        assertThatThrownBy(() -> operation((method, request) ->
                                method.equals("claimAll") ? new Fault.FailAfter() : new Fault.None())
                        .tryRunAll(List.of("1", "2"), IN_20_S, options()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(fixture.record("1")).isInstanceOf(IdempotencyRecord.Released.class);
        assertThat(fixture.ran).isEmpty();
    }
}
