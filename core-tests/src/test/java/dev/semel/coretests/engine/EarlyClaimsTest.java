// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.BatchOptions;
import dev.semel.BatchResult;
import dev.semel.Body;
import dev.semel.DeadlineTooShortException;
import dev.semel.Operation;
import dev.semel.RecordingPolicy;
import dev.semel.StoreUnavailableException;
import dev.semel.model.Certainty;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyRecord;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Batches on a store that answers some claims before others: bodies of new items run and are recorded meanwhile, and
 * apart from that order nothing changes.
 */
final class EarlyClaimsTest extends BatchParts {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final List<RecordingPolicy> POLICIES = List.of(RecordingPolicy.values());

    private final List<String> trace = new CopyOnWriteArrayList<>();
    private final EarlyStore store = new EarlyStore(fixture.records, trace);

    private Operation<String, String> tracing(IdempotencyStore over) {
        Body<String, String> noting = noting();
        return builder(over).body((input, execution) -> {
            trace.add(input);
            return noting.run(input, execution);
        });
    }

    /** Writes on the caller's thread, so that the trace has one order. */
    private static BatchOptions<String> onOneThread() {
        return options().recorder(task -> {
            throw new RejectedExecutionException("full");
        });
    }

    private void complete(String... inputs) throws Exception {
        assertThat(words(results(List.of(inputs), options()))).containsOnly("Executed");
        fixture.ran.clear();
    }

    // ---- the order of calls and bodies ----

    @ParameterizedTest
    @CsvSource({
        "PIPELINED,    'insert 2, 1, 3, write 2, read 2'",
        "END_OF_BATCH, 'insert 2, 1, 3, write 2, read 2'",
        "EACH_RECORD,  'insert 2, 1, write 1, 3, write 1, read 2'"
    })
    void bodiesAndWritesOfNewItemsDoNotWaitForTheOtherAnswers(RecordingPolicy policy, String order) throws Exception {
        complete("2", "4");
        List<BatchResult<String>> results = tracing(store)
                .tryRunAll(List.of("1", "2", "3", "4"), IN_20_S, onOneThread().recording(policy));
        assertThat(words(results)).containsExactly("Executed", "Replayed", "Executed", "Replayed");
        assertThat(String.join(", ", trace)).isEqualTo(order);
    }

    @Test
    void whatComesAfterAnOpenClaimInItsOrderWaitsForIt() throws Exception {
        complete("a1", "b2");
        List<BatchResult<String>> results = tracing(store)
                .tryRunAll(
                        List.of("a1", "a2", "b1", "b2", "b3", "a3"),
                        IN_20_S,
                        onOneThread().inOrderOf(input -> input.substring(0, 1)));
        assertThat(words(results))
                .containsExactly("Replayed", "Executed", "Executed", "Replayed", "Executed", "Executed");
        assertThat(trace).containsExactly("insert 4", "b1", "write 1", "read 2", "a2", "b3", "a3", "write 3");
    }

    @Test
    void anOpenClaimThatIsNotCompletedStopsItsOrder() throws Exception {
        fixture.claimByAnother("a1", Fingerprint.NONE, LEASE);
        List<BatchResult<String>> results = tracing(store)
                .tryRunAll(List.of("a1", "a2", "b1"), IN_20_S, onOneThread().inOrderOf(input -> input.substring(0, 1)));
        assertThat(words(results)).containsExactly("InProgress", "NotTried", "Executed");
        assertThat(((IdempotencyRecord.Released) fixture.record("a2")).certainty())
                .isEqualTo(Certainty.NOT_STARTED);
    }

    @Test
    void answersThatAreThereAreTakenBeforeTheNextBody() throws Exception {
        complete("2");
        store.completeWhen(() -> trace.contains("1"));
        tracing(store).tryRunAll(List.of("2", "1", "3"), IN_20_S, onOneThread());
        assertThat(trace).containsExactly("insert 2", "1", "read 1", "3", "write 2");
    }

    @Test
    void parallelBodiesAreHandedOverBeforeTheCallerWaits() throws Exception {
        complete("2");
        BatchOptions<String> parallel = onOneThread().parallel(Runnable::run);
        assertThat(words(tracing(store).tryRunAll(List.of("2", "1", "3"), IN_20_S, parallel)))
                .containsExactly("Replayed", "Executed", "Executed");
        assertThat(trace).containsExactly("insert 2", "1", "3", "read 1", "write 2");
    }

    // ---- the same results ----

    /** The states of ten keys, the orders and the failures of bodies are random. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void resultsAndRecordsAreThoseOfAStoreThatAnswersAtOnce(long seed) throws Exception {
        for (int i = 0; i < 40; i++) {
            assertThat(outcome(seed * 1000 + i, true))
                    .as("seed %s, batch %s", seed, i)
                    .isEqualTo(outcome(seed * 1000 + i, false));
        }
    }

    private static List<String> outcome(long seed, boolean early) throws Exception {
        EarlyClaimsTest world = new EarlyClaimsTest();
        Random random = new Random(seed);
        List<String> inputs = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            inputs.add((random.nextInt(5) == 0 ? "bad" : "") + "order-" + random.nextInt(12));
        }
        for (String input : inputs) {
            switch (random.nextInt(6)) {
                case 0, 1 -> world.results(List.of(input), options());
                case 2, 3 -> {
                    if (world.fixture.isNothing(input)) {
                        world.fixture.claimByAnother(input, Fingerprint.NONE, LEASE);
                    }
                }
                default -> {}
            }
        }
        world.fixture.clock.advance(Duration.ofSeconds(random.nextInt(2) * 61L)); // leases may lapse
        world.fixture.ran.clear();
        BatchOptions<String> options = onOneThread().recording(POLICIES.get(random.nextInt(POLICIES.size())));
        int orders = 1 + random.nextInt(3);
        if (random.nextBoolean()) {
            options = options.inOrderOf(input -> String.valueOf(input.charAt(input.length() - 1) % orders));
        }
        IdempotencyStore over = early ? world.store.completeWhen(() -> random.nextInt(3) == 0) : world.fixture.records;
        List<BatchResult<String>> results;
        if (random.nextInt(3) == 0) {
            try (ExecutorService bodies = Executors.newVirtualThreadPerTaskExecutor()) {
                results = world.tracing(over).tryRunAll(inputs, IN_20_S, options.parallel(bodies));
            }
        } else {
            results = world.tracing(over).tryRunAll(inputs, IN_20_S, options);
        }
        List<String> outcome = new ArrayList<>(words(results));
        inputs.stream().distinct().map(world::state).forEach(outcome::add);
        world.fixture.ran.stream().sorted().forEach(outcome::add);
        return outcome;
    }

    private String state(String input) {
        Optional<IdempotencyRecord> record = fixture.records.find(Fixture.key(input), fixture.call());
        return input
                + record.map(IdempotencyRecord.Known.class::cast)
                        .map(found -> " " + found.getClass().getSimpleName() + " attempt "
                                + found.claim().attempt() + " fence "
                                + found.claim().fence())
                        .orElse(" absent");
    }

    // ---- what the rest may say ----

    @Test
    void openClaimWithoutAnAnswerIsSentAgain() throws Exception {
        complete("2");
        AtomicInteger reads = new AtomicInteger();
        store.beforeRest(() -> {
            if (reads.incrementAndGet() == 1) {
                throw unavailable();
            }
        });
        assertThat(words(tracing(store).tryRunAll(List.of("1", "2"), IN_20_S, onOneThread())))
                .containsExactly("Executed", "Replayed");
        assertThat(trace).containsExactly("insert 1", "1", "write 1", "read 1", "claimAll 1");
    }

    private static StoreException unavailable() {
        return StoreException.unavailable("memory", "claim", new IllegalStateException("no answer"));
    }

    private static StoreException refused() {
        return StoreException.refused("memory", "claim", "give the role the permission", null);
    }

    @Test
    void E9_openClaimThatIsRefusedExecutesNothing() throws Exception {
        complete("2");
        store.beforeRest(() -> {
            throw refused();
        });
        assertThat(words(tracing(store).tryRunAll(List.of("1", "2"), IN_20_S, onOneThread())))
                .containsExactly("Executed", StoreUnavailableException.class.getSimpleName());
    }

    @Test
    void defectOfTheStoreEndsTheItemsWithoutAnAnswerOnly() throws Exception {
        complete("2");
        store.beforeRest(() -> {
            throw new IllegalStateException("defect");
        });
        assertThat(words(tracing(store).tryRunAll(List.of("1", "2"), IN_20_S, onOneThread())))
                .containsExactly("Executed", "IllegalStateException");
        assertThat(fixture.record("1")).isInstanceOf(IdempotencyRecord.Completed.class);
    }

    @Test
    void errorOfTheStoreIsThrownWhenTheOthersAreRecorded() throws Exception {
        complete("2");
        store.beforeRest(() -> {
            throw new InternalError("defect");
        });
        assertThatThrownBy(() -> tracing(store).tryRunAll(List.of("1", "2"), IN_20_S, onOneThread()))
                .isInstanceOf(InternalError.class);
        assertThat(fixture.record("1")).isInstanceOf(IdempotencyRecord.Completed.class);
    }

    private Operation<String, String> interruptible() {
        return fixture.engine(store)
                .waiting(pause -> {
                    throw new InterruptedException();
                })
                .build()
                .operation("charge", String.class, String.class)
                .key(input -> input)
                .dedupeWindow(Fixture.WINDOW)
                .withoutFingerprint()
                .body(noting());
    }

    @Test
    void interruptBeforeAnOpenClaimIsSentAgainEndsTheBatch() throws Exception {
        complete("2");
        store.beforeRest(() -> {
            throw unavailable();
        });
        List<BatchResult<String>> results = interruptible().tryRunAll(List.of("1", "2"), IN_20_S, onOneThread());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(words(results)).containsExactly("Executed", "NotTried");
    }

    // ---- the end of the batch ----

    @Test
    void openClaimsHaveEndedWhenTheBatchDoesNotBegin() throws Exception {
        complete("2");
        store.unansweredAtFirst("1");
        assertThatThrownBy(() -> interruptible().tryRunAll(List.of("1", "2"), IN_20_S, onOneThread()))
                .isInstanceOf(InterruptedException.class);
        assertThat(trace).startsWith("insert 1", "read 1");
        assertThat(fixture.ran).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void openClaimsHaveEndedAndAreGivenBackWhenABodyThrewAnError(RecordingPolicy policy) throws Exception {
        fixture.claimByAnother("2", Fingerprint.NONE, Duration.ofSeconds(1));
        fixture.clock.advance(Duration.ofSeconds(10)); // so that it may be taken over
        Operation<String, String> operation = builder(store).body((input, execution) -> {
            throw new InternalError("of a body");
        });
        assertThatThrownBy(() -> operation.tryRunAll(
                        List.of("1", "2", "3"), IN_20_S, onOneThread().recording(policy)))
                .isInstanceOf(InternalError.class);
        assertThat(trace).contains("read 1");
        assertThat(fixture.record("2")).isInstanceOf(IdempotencyRecord.Released.class);
        assertThat(((IdempotencyRecord.Released) fixture.record("3")).certainty())
                .isEqualTo(Certainty.NOT_STARTED);
    }

    @Test
    void E1_takeOverThatComesTooLateIsGivenBack() throws Exception {
        fixture.claimByAnother("1", Fingerprint.NONE, Duration.ofSeconds(1));
        fixture.clock.advance(Duration.ofSeconds(10));
        Operation<String, String> operation = builder(store).body((input, execution) -> {
            fixture.clock.advance(Duration.ofSeconds(19).plusMillis(700));
            return input;
        });
        List<BatchResult<String>> results = operation.tryRunAll(List.of("1", "2"), IN_20_S, onOneThread());
        assertThat(words(results)).containsExactly(DeadlineTooShortException.class.getSimpleName(), "Executed");
        assertThat(fixture.record("1")).isInstanceOf(IdempotencyRecord.Released.class);
    }
}
