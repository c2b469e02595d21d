// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine.batch;

import dev.semel.BatchOptions;
import dev.semel.BatchResult;
import dev.semel.Body;
import dev.semel.Deadline;
import dev.semel.RecordingPolicy;
import dev.semel.engine.CallEnd;
import dev.semel.engine.CallIdentity;
import dev.semel.engine.Engine;
import dev.semel.engine.GuardedCall;
import dev.semel.engine.KeyedCall;
import dev.semel.engine.OperationSpec;
import dev.semel.engine.RetryPolicy;
import dev.semel.engine.UnguardedCall;
import dev.semel.model.PrintableText;
import dev.semel.model.WriteRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one batch: their claims are made together, their bodies run in turn or in parallel, and their results
 * are written by the recording policy. When this returns, everything that it began has ended.
 */
public final class BatchCall<I, R> {

    /** The time for which the first write waits for others: less than a round trip, and long for a fast body. */
    private static final Duration GATHERING = Duration.ofMillis(1);

    private final Engine engine;
    private final OperationSpec<I, R> spec;
    private final Body<I, R> body;
    private final Instant deadline;
    private final BatchOptions<I> options;
    private final Batch<I, R> batch;
    private final BatchSchedule schedule;
    private final BatchClaims<I, R> claims;
    private final BatchWriter writer;
    private final AtomicReference<@Nullable Error> error = new AtomicReference<>();
    private volatile boolean interrupted;
    private volatile boolean isTooLate;

    public BatchCall(
            Engine engine,
            OperationSpec<I, R> spec,
            Body<I, R> body,
            List<I> inputs,
            Deadline deadline,
            BatchOptions<I> options) {
        this.engine = engine;
        this.spec = spec;
        this.body = body;
        this.deadline = deadline.from(engine.clock().instant());
        this.options = options;
        this.batch = new Batch<>(inputs, options, this::identity, this::call);
        this.schedule = new BatchSchedule(batch.dependencies());
        this.claims = new BatchClaims<>(engine, batch.items(), this::endWithDefect);
        this.writer = new BatchWriter(
                engine,
                recorder(engine, options),
                options.recording() == RecordingPolicy.PIPELINED,
                schedule::isHandingOver,
                engine.recorder() == null
                        ? GATHERING
                        : Duration.ZERO); // whose executor it is knows nothing of this time
    }

    private static Executor recorder(Engine engine, BatchOptions<?> options) {
        Executor ofEngine = engine.recorder();
        Executor first = options.recorder() != null ? options.recorder() : ofEngine;
        return first != null
                ? first
                : task -> Thread.ofVirtual().name("semel-recorder").start(task);
    }

    private CallIdentity identity(I input) {
        return CallIdentity.of(engine, spec, input, deadline);
    }

    private GuardedCall<I, R> call(I input, CallIdentity.Guarded identity) {
        return new GuardedCall<>(new KeyedCall<>(engine, spec, input, identity, deadline), body);
    }

    /** Runs the batch, and returns one result for each input, in the order of the inputs. */
    public List<BatchResult<R>> run() throws InterruptedException {
        try {
            answerFromCache();
            claims.claim();
            runBodies();
        } finally {
            takeLateClaims(false);
            writer.finish(unusedClaims());
        }
        batch.items().forEach(this::runRepeated);
        Error thrown = error.get();
        if (thrown != null) {
            tellResults();
            throw thrown;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return batch.items().stream().map(this::result).toList();
    }

    private BatchResult<R> result(BatchItem<I, R> item) {
        BatchResult<R> result = item.result();
        if (result != null) {
            return result;
        }
        return item.hasBegun()
                ? new BatchResult.Failed<>(new IllegalStateException("Operation '" + PrintableText.name(spec.name())
                        + "': what became of an input was not recorded, see the log"))
                : new BatchResult.NotTried<>();
    }

    private void answerFromCache() {
        for (BatchItem<I, R> item : batch.items()) {
            GuardedCall<I, R> call = item.guarded();
            try {
                if (call != null) {
                    call.cached().ifPresent(cached -> item.end(new BatchResult.Answered<>(cached)));
                }
            } catch (Exception e) {
                item.end(new BatchResult.Failed<>(e));
            }
        }
    }

    private List<BatchWriter.Entry> unusedClaims() {
        Instant until = engine.clock().instant().plus(spec.timing().recordingTime());
        return batch.items().stream()
                .flatMap(item -> item.releaseOfUnusedClaim(until).stream())
                .toList();
    }

    // ---- bodies ----

    private void runBodies() {
        IntConsumer run = i -> run(batch.items().get(i), batch.predecessor(i));
        if (options.bodies() == null) {
            schedule.runInTurn(run, lateItems(writer::flush));
        } else {
            schedule.runInParallel(options.bodies(), run, limit(), writer::start, lateItems(() -> {}));
        }
    }

    /**
     * {@return the items whose claims are open}
     *
     * @param waits called before the caller's thread waits for them
     */
    private BatchSchedule.Late lateItems(Runnable waits) {
        return new BatchSchedule.Late() {
            @Override
            public boolean contains(int item) {
                return batch.items().get(item).hasOpenClaim();
            }

            @Override
            public boolean isOver() {
                return claims.isAnswered();
            }

            @Override
            public void await() {
                if (!isOver()) {
                    waits.run();
                }
                takeLateClaims(!interrupted && error.get() == null);
            }
        };
    }

    /**
     * Ends the claims that are under way.
     *
     * @param goesOn whether a claim without an answer is sent again; else the batch is about to end
     */
    private void takeLateClaims(boolean goesOn) {
        try {
            claims.takeLate(
                    goesOn
                            ? engine.waiting()
                            : pause -> {
                                throw new InterruptedException("the batch ends");
                            });
        } catch (InterruptedException e) {
            if (goesOn) {
                interrupted = true;
            }
        }
    }

    /** Ends an item whose claim met a defect of the store while other bodies ran, whose results are not lost so. */
    private void endWithDefect(BatchItem<I, R> item, Throwable defect) {
        endIfThrown(item, () -> {
            switch (defect) {
                case Exception e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalStateException("The store threw what is no exception", defect);
            }
        });
    }

    /** The limit of the bodies: one that begins later could not record its result. */
    private BatchSchedule.Limit limit() {
        Instant latest = deadline.minus(spec.timing().recordingTime());
        return new BatchSchedule.Limit() {
            @Override
            public Duration left() {
                try {
                    Duration left = Duration.between(engine.clock().instant(), latest);
                    return left.isNegative() ? Duration.ZERO : left;
                } catch (RuntimeException e) { // bodies are running: without a clock no further one begins
                    return Duration.ZERO;
                }
            }

            @Override
            public void stop(boolean isInterrupted) {
                if (isInterrupted) {
                    interrupted = true;
                }
                isTooLate = true;
            }
        };
    }

    private void run(BatchItem<I, R> item, @Nullable BatchItem<I, R> predecessor) {
        if (Thread.currentThread().isInterrupted()) {
            interrupted = true;
        }
        if (interrupted || error.get() != null || (predecessor != null && !predecessor.hasPassed())) {
            return;
        }
        if (isTooLate && item.hasBody()) {
            return; // the executor has not begun it in time, and may have dropped it
        }
        endIfThrown(item, () -> {
            BatchResult<R> known = item.result();
            if (known != null) {
                item.pass(options.isCompleted(known));
            } else if (item.kind() instanceof BatchItem.Kind.Repeated<I, R> repeated) {
                item.begin();
                item.pass(repeated.isEqual() && repeated.first().hasPassed());
            } else {
                record(item, begin(item));
            }
        });
    }

    private CallEnd<R> begin(BatchItem<I, R> item) throws Exception {
        return switch (item.kind()) {
            case BatchItem.Kind.Refused<I, R> refused -> throw refused.exception();
            case BatchItem.Kind.Unguarded<I, R> unguarded -> {
                item.begin();
                yield new CallEnd.Finished<>(
                        new UnguardedCall<>(engine, spec, unguarded.identity(), deadline, item.input(), body).run());
            }
            case BatchItem.Kind.Guarded<I, R> guarded -> begin(item, guarded.call());
            case BatchItem.Kind.Repeated<I, R> repeated -> throw new IllegalStateException("It is not run by itself");
        };
    }

    private CallEnd<R> begin(BatchItem<I, R> item, GuardedCall<I, R> call) throws Exception {
        return switch (item.claim()) {
            case BatchItem.FirstClaim.NotMade none -> {
                item.begin();
                yield call.run();
            }
            case BatchItem.FirstClaim.Open open -> throw new IllegalStateException("Its claim was not taken");
            case BatchItem.FirstClaim.Unanswered unanswered -> {
                item.begin();
                yield call.runWithoutStore(deadline, unanswered.exception());
            }
            case BatchItem.FirstClaim.Answered answered -> {
                Instant now = engine.clock().instant();
                if (!call.claimer().isEnough(now, deadline)) { // its claim is released together with the others
                    throw call.claimer().tooShort(now, deadline);
                }
                item.begin();
                yield call.run(answered.claim());
            }
        };
    }

    // ---- results ----

    private void record(BatchItem<I, R> item, CallEnd<R> end) throws Exception {
        if (options.recording() != RecordingPolicy.EACH_RECORD && end instanceof CallEnd.WritePending<R> pending) {
            submit(item, pending);
            return;
        }
        BatchResult<R> result = new BatchResult.Answered<>(end.conclude());
        item.end(result);
        item.pass(options.isCompleted(result));
    }

    private void submit(BatchItem<I, R> item, CallEnd.WritePending<R> pending) {
        if (pending.thrown() instanceof InterruptedException) {
            interrupted = true;
        }
        if (pending.thrown() instanceof Error e) {
            error.compareAndSet(null, e); // no further body begins
        }
        item.pass(pending.request() instanceof WriteRequest.Complete completion
                && options.isCompleted(completion.result()));
        writer.submit(new BatchWriter.Entry(
                pending.request(),
                pending.writes(),
                RetryPolicy.RECORDING_TRIES,
                reply -> endIfThrown(
                        item,
                        () -> item.end(
                                new BatchResult.Answered<>(pending.conclusion().outcome(reply))))));
    }

    /** A part of the work on one item. */
    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    private void endIfThrown(BatchItem<I, R> item, Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            interrupted = true;
            item.end(new BatchResult.Failed<>(e));
        } catch (Exception e) {
            item.end(new BatchResult.Failed<>(e));
        } catch (Error e) {
            error.compareAndSet(null, e);
            item.end(new BatchResult.Failed<>(new IllegalStateException(
                    "Operation '" + PrintableText.name(spec.name()) + "': the body, or another part of its call, threw "
                            + "an Error, so the batch ended",
                    e)));
        }
    }

    /** Other failures of the batch would be lost with the results. */
    private void tellResults() {
        Consumer<List<? extends BatchResult<?>>> listener = options.beforeError();
        if (listener == null) {
            return;
        }
        try {
            listener.accept(batch.items().stream().map(this::result).toList());
        } catch (Throwable ignored) {
            // a listener must not affect the call (E5), and hides no Error
        }
    }

    /**
     * Ends an item with the key of an earlier one: it gets the same answer, or makes its own call if the payload
     * differs.
     */
    private void runRepeated(BatchItem<I, R> item) {
        if (!item.hasBegun() || !(item.kind() instanceof BatchItem.Kind.Repeated<I, R> repeated)) {
            return;
        }
        if (error.get() != null && !repeated.isEqual()) {
            return; // after an Error no further body begins
        }
        endIfThrown(
                item,
                () -> item.end(
                        repeated.isEqual()
                                ? replay(repeated.call(), result(repeated.first()))
                                : new BatchResult.Answered<>(
                                        repeated.call().run().conclude())));
    }

    private BatchResult<R> replay(GuardedCall<I, R> call, BatchResult<R> first) {
        return switch (first) {
            case BatchResult.Answered<R> answered -> new BatchResult.Answered<>(call.replay(answered.outcome()));
            case BatchResult.Failed<R> failed -> failed;
            case BatchResult.NotTried<R> not -> not;
        };
    }
}
