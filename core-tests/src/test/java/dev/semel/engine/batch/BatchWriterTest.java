// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.InProgressPolicy;
import dev.semel.MissingKeyPolicy;
import dev.semel.OutagePolicy;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.codec.TypeRef;
import dev.semel.engine.Backoff;
import dev.semel.engine.BasicCodec;
import dev.semel.engine.CallEnd;
import dev.semel.engine.CallIdentity;
import dev.semel.engine.ClaimWrites;
import dev.semel.engine.Engine;
import dev.semel.engine.GuardedCall;
import dev.semel.engine.KeyedCall;
import dev.semel.engine.OperationSpec;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.BatchAnswer;
import dev.semel.store.BatchStore;
import dev.semel.store.StoreCall;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BooleanSupplier;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The invariants of {@link BatchWriter}: each write is answered once, by one writer at a time, and none after the end.
 * Lincheck plays interleavings of a few writes, 400 of each test; the stress test submits many from real threads.
 *
 * <p>Claims are made ahead, and the store only counts: Lincheck takes a loop's tenth round for waiting, and so would
 * take the loops over the texts of keys and claim ids for threads that hang.
 */
final class BatchWriterTest {

    private static final int INTERLEAVINGS = 400;

    @Test
    @Tag("slow")
    void eachWriteIsAnsweredOnceByOneWriterAtATime() {
        Claims claims = new Claims(3);
        Lincheck.runConcurrentTest(INTERLEAVINGS, () -> {
            TaskThreads threads = new TaskThreads();
            Run run = new Run(claims, threads::start, () -> false);
            run.submit(0);
            run.submit(1);
            run.finish();
            threads.join();
            run.check();
        });
    }

    @Test
    @Tag("slow")
    void writesOfAHandOverAreNotForgotten() {
        Claims claims = new Claims(2);
        Lincheck.runConcurrentTest(INTERLEAVINGS, () -> {
            TaskThreads threads = new TaskThreads();
            AtomicBoolean held = new AtomicBoolean(true);
            Run run = new Run(claims, threads::start, held::get);
            TaskThreads bodies = new TaskThreads();
            bodies.start(() -> run.submit(0));
            held.set(false);
            run.writer.start();
            bodies.join();
            threads.join();
            run.requireAnswered(0);
            run.finish();
            run.check();
        });
    }

    @Test
    @Tag("slow")
    void writerThatIsRefusedAndRunsAllTheSameHasNoRival() {
        Claims claims = new Claims(2);
        RejectedExecutionException full = new RejectedExecutionException("full");
        Lincheck.runConcurrentTest(INTERLEAVINGS, () -> {
            TaskThreads threads = new TaskThreads();
            Run run = new Run(
                    claims,
                    task -> {
                        threads.start(task);
                        throw full;
                    },
                    () -> false);
            run.submit(0);
            run.finish();
            threads.join();
            run.check();
        });
    }

    /** The end of the batch deposes the writer that gathers, in every interleaving of the two and of its time. */
    @Test
    @Tag("slow")
    void writerThatGathersHasNoRival() {
        Claims claims = new Claims(3);
        Lincheck.runConcurrentTest(INTERLEAVINGS, () -> {
            TaskThreads threads = new TaskThreads();
            Run run = new Run(claims, threads::start, () -> false, Duration.ofNanos(100));
            run.submit(0);
            run.submit(1);
            run.finish();
            run.check();
            threads.join();
            run.check();
        });
    }

    /** As long as a body may still end, and no longer than the batch. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void writesThatComeWhileTheFirstGathersShareItsRequest() {
        Claims claims = new Claims(5);
        TaskThreads threads = new TaskThreads();
        Run run = new Run(claims, threads::start, () -> false, Duration.ofDays(1));
        for (int number = 0; number < 4; number++) {
            run.submit(number);
        }
        run.finish();
        threads.join();
        run.check();
        assertThat(run.sizes()).containsExactly(5);
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void gatheringEndsByItself() {
        Claims claims = new Claims(2);
        TaskThreads threads = new TaskThreads();
        Run run = new Run(claims, threads::start, () -> false, Duration.ofMillis(1));
        run.submit(0);
        threads.join();
        run.requireAnswered(0);
        run.finish();
        run.check();
    }

    /** While the caller's thread waits for something else, nothing comes that the first write could share. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aFlushEndsTheGatheringOrWritesOnTheCallersThread() {
        Claims claims = new Claims(4);
        TaskThreads threads = new TaskThreads();
        List<Thread> writers = new CopyOnWriteArrayList<>();
        Run run = new Run(
                claims,
                task -> threads.start(() -> {
                    writers.add(Thread.currentThread());
                    task.run();
                }),
                () -> false,
                Duration.ofDays(1));
        run.submit(0);
        run.submit(1);
        while (writers.isEmpty() || writers.get(0).getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait(); // until it gathers
        }
        run.flush();
        threads.join(); // the writer has ended, without the end of the batch
        assertThat(run.sizes()).containsExactly(2);
        Run refused = new Run(
                claims,
                task -> {
                    throw new RejectedExecutionException("full");
                },
                () -> false);
        refused.flush(); // nothing to write
        refused.submit(0);
        refused.submit(1);
        refused.submit(2);
        refused.flush();
        assertThat(run.sizes()).containsExactly(2, 3);
    }

    /** A body would wait for it. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void nothingGathersOnTheThreadOfABody() {
        Claims claims = new Claims(2);
        Run run = new Run(claims, Runnable::run, () -> false, Duration.ofDays(1));
        run.submit(0);
        run.requireAnswered(0);
        run.finish();
        run.check();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void eachOfManyWritesIsAnsweredOnce(long seed) {
        Random random = new Random(seed);
        Claims claims = new Claims(4_001);
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            Run run = new Run(
                    claims,
                    task -> {
                        boolean refuses = random.nextInt(3) == 0;
                        threads.execute(task);
                        if (refuses) {
                            throw new RejectedExecutionException("full");
                        }
                    },
                    () -> random.nextInt(4) == 0,
                    Duration.ofNanos(random.nextInt(3) * 100_000L));
            run.submitFromTwoThreads();
            run.finish();
            run.check();
        }
    }

    /** A store that has lost every record, and so refuses every write at once. */
    private static final class LosingStore implements BatchStore {

        private final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());

        @Override
        public List<BatchAnswer<WriteVerdict>> writeAll(List<WriteRequest> requests, StoreCall call) {
            sizes.add(requests.size());
            List<BatchAnswer<WriteVerdict>> answers = new ArrayList<>();
            for (int i = 0; i < requests.size(); i++) {
                answers.add(new BatchAnswer.Decided<>(new WriteVerdict.Fenced(null)));
            }
            return answers;
        }

        @Override
        public WriteVerdict release(WriteRequest.Release request, StoreCall call) {
            return new WriteVerdict.Fenced(null);
        }

        @Override
        public List<BatchAnswer<ClaimVerdict>> claimAll(List<ClaimRequest> requests, StoreCall call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ClaimVerdict claim(ClaimRequest request, StoreCall call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public WriteVerdict complete(WriteRequest.Complete request, StoreCall call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public WriteVerdict renew(WriteRequest.Renew request, StoreCall call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public WriteVerdict quarantine(WriteRequest.Quarantine request, StoreCall call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public WriteVerdict resolve(WriteRequest.Resolve request, StoreCall call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<IdempotencyRecord> find(IdempotencyKey key, StoreCall call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String name() {
            return "LosingStore";
        }
    }

    /** The claims whose ends are written, each with its release. */
    private static final class Claims {

        private final LosingStore store = new LosingStore();
        private final Engine engine;
        private final List<ClaimWrites> writes = new ArrayList<>();
        private final List<WriteRequest.Last> releases = new ArrayList<>();

        Claims(int count) {
            Backoff none = new Backoff(Duration.ZERO, Duration.ZERO, new Random(1));
            Engine.Parts parts = new Engine.Parts(
                    new BasicCodec(),
                    null,
                    null,
                    InstantSource.fixed(Instant.EPOCH),
                    pause -> {},
                    none,
                    none,
                    Duration.ofSeconds(2),
                    "",
                    null,
                    null);
            engine = new Engine(parts, store, () -> ClaimId.of(0, 1), List.of(), null);
            for (int i = 0; i < count; i++) {
                ClaimWrites claim =
                        call("order-" + i).claimer().writes(ClaimId.of(0, i + 2L), 1, Instant.EPOCH.plusSeconds(5));
                writes.add(claim);
                releases.add(claim.release(Certainty.UNKNOWN));
            }
        }

        private GuardedCall<String, String> call(String input) {
            OperationSpec<String, String> spec = new OperationSpec<>(
                    "charge",
                    TypeRef.of(String.class),
                    false,
                    new OperationSpec.Keying<>(null, text -> text),
                    new OperationSpec.Fingerprinting<>(null, FingerprintPolicy.REFUSE_INCOMPARABLE),
                    new OperationSpec.Timing(
                            Duration.ofHours(1), true, Duration.ofHours(1), null, Duration.ofMillis(500), null),
                    new OperationSpec.Duplicates<>(InProgressPolicy.failFast(), null, false),
                    new OperationSpec.Failures<>(UnknownOutcomePolicy.reExecute(), List.of()),
                    new OperationSpec.Effects(false, false),
                    new OperationSpec.Bypass(MissingKeyPolicy.REFUSE, OutagePolicy.FAIL_CLOSED, () -> false));
            CallIdentity.Guarded identity =
                    new CallIdentity.Guarded(IdempotencyKey.of("charge", input), Fingerprint.NONE);
            return new GuardedCall<>(
                    new KeyedCall<>(engine, spec, input, identity, Instant.EPOCH.plusSeconds(20)),
                    (text, execution) -> text);
        }

        int count() {
            return writes.size();
        }
    }

    /** A writer, its writes, and what their callbacks saw. The last claim is written at the end. */
    private static final class Run {

        private final Claims claims;
        private final BatchWriter writer;
        private final AtomicIntegerArray answers;
        private final Queue<String> violations = new ConcurrentLinkedQueue<>();
        private final AtomicInteger writers = new AtomicInteger();
        private final AtomicBoolean finished = new AtomicBoolean();

        Run(Claims claims, Executor executor, BooleanSupplier held) {
            this(claims, executor, held, Duration.ZERO);
        }

        Run(Claims claims, Executor executor, BooleanSupplier held, Duration gather) {
            this.claims = claims;
            this.answers = new AtomicIntegerArray(claims.count());
            this.writer = new BatchWriter(claims.engine, executor, true, held, gather);
        }

        void submitFromTwoThreads() {
            int half = (claims.count() - 1) / 2;
            TaskThreads bodies = new TaskThreads();
            bodies.start(() -> submit(0, half));
            bodies.start(() -> submit(half, 2 * half));
            bodies.join();
        }

        private void submit(int from, int to) {
            for (int number = from; number < to; number++) {
                submit(number);
            }
        }

        void submit(int number) {
            writer.submit(entry(number));
        }

        void flush() {
            writer.flush();
        }

        void finish() {
            writer.finish(List.of(entry(claims.count() - 1)));
            finished.set(true);
        }

        private BatchWriter.Entry entry(int number) {
            return new BatchWriter.Entry(claims.releases.get(number), claims.writes.get(number), 1, reply -> {
                if (writers.incrementAndGet() != 1) {
                    violations.add("two writers at once");
                }
                if (finished.get()) {
                    violations.add("a write after the end");
                }
                if (!(reply instanceof CallEnd.WriteReply.Decided)) {
                    violations.add("not decided: " + reply);
                }
                answers.incrementAndGet(number);
                writers.decrementAndGet();
            });
        }

        /** {@return the sizes of the batches that the store was given, in their order} */
        List<Integer> sizes() {
            return claims.store.sizes;
        }

        void requireAnswered(int number) {
            if (answers.get(number) != 1) {
                violations.add("forgotten by the hand-over: " + number);
            }
        }

        void check() {
            for (int number = 0; number < claims.count(); number++) {
                if (answers.get(number) != 1) {
                    violations.add("write " + number + " was answered " + answers.get(number) + " times");
                }
            }
            if (!violations.isEmpty()) {
                throw new AssertionError(violations.toString());
            }
        }
    }
}
