// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine.batch;

import dev.semel.InProgressPolicy;
import dev.semel.MissingKeyPolicy;
import dev.semel.OutagePolicy;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.codec.ResultCodec;
import dev.semel.codec.TypeRef;
import dev.semel.engine.Backoff;
import dev.semel.engine.BasicCodec;
import dev.semel.engine.Call;
import dev.semel.engine.CallEnd;
import dev.semel.engine.CallIdentity;
import dev.semel.engine.ClaimWrites;
import dev.semel.engine.Engine;
import dev.semel.engine.GuardedCall;
import dev.semel.engine.OperationSpec;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.store.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The invariants of {@link BatchWriter}: each write is answered once, by one writer at a time, and none after the end.
 * Lincheck plays interleavings of a few writes, 100 of each test; the stress tests submit many from real threads. The
 * writes are of claims that the store does not have, so that it answers them at once.
 */
final class BatchWriterTest {

    private static final int INTERLEAVINGS = 100;

    @Test
    void eachWriteIsAnsweredOnceByOneWriterAtATime() {
        Lincheck.runConcurrentTest(INTERLEAVINGS, () -> {
            Threads threads = new Threads();
            Run run = new Run(threads::start, () -> false);
            run.submitFromTwoThreads(1);
            run.finish();
            threads.join();
            run.check(3);
        });
    }

    @Test
    void writesOfAHandOverAreNotForgotten() {
        Lincheck.runConcurrentTest(INTERLEAVINGS, () -> {
            Threads threads = new Threads();
            AtomicBoolean held = new AtomicBoolean(true);
            Run run = new Run(threads::start, held::get);
            Threads bodies = new Threads();
            bodies.start(() -> run.submit(0));
            held.set(false);
            run.writer.start();
            bodies.join();
            run.finish();
            threads.join();
            run.check(2);
        });
    }

    @Test
    void writerThatIsRefusedAndRunsAllTheSameHasNoRival() {
        Lincheck.runConcurrentTest(INTERLEAVINGS, () -> {
            Threads threads = new Threads();
            Run run = new Run(
                    task -> {
                        threads.start(task);
                        throw new RejectedExecutionException("full");
                    },
                    () -> false);
            run.submitFromTwoThreads(1);
            run.finish();
            threads.join();
            run.check(3);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    @Timeout(60)
    void eachOfManyWritesIsAnsweredOnce(long seed) {
        Random random = new Random(seed);
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            Run run = new Run(
                    task -> {
                        boolean refuses = random.nextInt(3) == 0;
                        threads.execute(task);
                        if (refuses) {
                            throw new RejectedExecutionException("full");
                        }
                    },
                    () -> random.nextInt(4) == 0);
            run.submitFromTwoThreads(2_000);
            run.finish();
            threads.shutdown();
            run.check(4_001);
        }
    }

    /** A writer, its writes, and what their callbacks saw. */
    private static final class Run {

        private final InMemoryStore store = new InMemoryStore();
        private final Engine engine;
        private final BatchWriter writer;
        private final List<AtomicInteger> answers = Collections.synchronizedList(new ArrayList<>());
        private final List<String> violations = Collections.synchronizedList(new ArrayList<>());
        private final AtomicInteger writers = new AtomicInteger();
        private final AtomicBoolean finished = new AtomicBoolean();

        Run(Executor executor, BooleanSupplier held) {
            Backoff none = new Backoff(Duration.ZERO, Duration.ZERO, new Random(1));
            ResultCodec codec = new BasicCodec();
            engine = new Engine(
                    new Engine.Parts(
                            codec,
                            null,
                            InstantSource.fixed(Instant.EPOCH),
                            pause -> {},
                            none,
                            none,
                            Duration.ofSeconds(2),
                            ""),
                    store,
                    () -> ClaimId.of(0, 1),
                    List.of(),
                    null);
            writer = new BatchWriter(engine, executor, true, held);
        }

        void submitFromTwoThreads(int each) {
            Threads bodies = new Threads();
            for (int thread = 0; thread < 2; thread++) {
                int first = thread * each;
                bodies.start(() -> {
                    for (int i = 0; i < each; i++) {
                        submit(first + i);
                    }
                });
            }
            bodies.join();
        }

        void submit(int number) {
            writer.submit(entry(number));
        }

        void finish() {
            writer.finish(List.of(entry(1_000_000)));
            finished.set(true);
        }

        private BatchWriter.Entry entry(int number) {
            AtomicInteger answered = new AtomicInteger();
            answers.add(answered);
            ClaimWrites writes = call(number).claimer().writes(ClaimId.of(0, number + 2L), 1, Instant.EPOCH);
            return new BatchWriter.Entry(writes.release(Certainty.UNKNOWN), writes, 1, reply -> {
                if (writers.incrementAndGet() != 1) {
                    violations.add("two writers at once");
                }
                if (finished.get()) {
                    violations.add("a write after the end");
                }
                if (!(reply instanceof CallEnd.WriteReply.Decided)) {
                    violations.add("not decided: " + reply);
                }
                answered.incrementAndGet();
                writers.decrementAndGet();
            });
        }

        private GuardedCall<String, String> call(int number) {
            OperationSpec<String, String> spec = new OperationSpec<>(
                    "charge",
                    TypeRef.of(String.class),
                    new OperationSpec.Keying<>(null, input -> input),
                    new OperationSpec.Fingerprinting<>(null, FingerprintPolicy.REFUSE_INCOMPARABLE),
                    new OperationSpec.Timing(
                            Duration.ofHours(1), Duration.ofHours(1), null, Duration.ofMillis(500), null),
                    new OperationSpec.Duplicates<>(InProgressPolicy.failFast(), null),
                    new OperationSpec.Failures<>(UnknownOutcomePolicy.reExecute(), List.of()),
                    new OperationSpec.Effects(false, false),
                    new OperationSpec.Bypass(MissingKeyPolicy.REFUSE, OutagePolicy.FAIL_CLOSED, () -> false));
            String input = "order-" + number;
            CallIdentity.Guarded identity =
                    new CallIdentity.Guarded(IdempotencyKey.of("charge", input), Fingerprint.NONE);
            return new GuardedCall<>(
                    new Call<>(engine, spec, input, identity, Instant.EPOCH.plusSeconds(20)),
                    (text, execution) -> text);
        }

        void check(int expected) {
            if (answers.size() != expected || answers.stream().anyMatch(answered -> answered.get() != 1)) {
                violations.add("answered: " + answers);
            }
            if (!violations.isEmpty()) {
                throw new AssertionError(violations.toString());
            }
        }
    }
}
