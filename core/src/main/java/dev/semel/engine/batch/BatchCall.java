// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine.batch;

import dev.semel.BatchOptions;
import dev.semel.BatchResult;
import dev.semel.Body;
import dev.semel.Deadline;
import dev.semel.Outcome;
import dev.semel.RecordingPolicy;
import dev.semel.engine.CallEnd;
import dev.semel.engine.ClaimWrites;
import dev.semel.engine.Engine;
import dev.semel.engine.GuardedCall;
import dev.semel.engine.Identification;
import dev.semel.engine.Identity;
import dev.semel.engine.OperationSpec;
import dev.semel.engine.UnguardedCall;
import dev.semel.event.OperationEvent;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one batch: their claims travel together, their bodies run in turn or in parallel, and how they ended is
 * written by the recording policy. All that was begun here has ended when this returns.
 */
public final class BatchCall<I, R> {

    private final Engine engine;
    private final OperationSpec<I, R> spec;
    private final Body<I, R> body;
    private final Instant deadline;
    private final BatchOptions<I> options;
    private final Batch<I, R> batch;
    private final BatchSchedule schedule;
    private final BatchWriter recorder;
    private final AtomicReference<@Nullable Error> error = new AtomicReference<>();
    private volatile boolean interrupted;

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
        this.batch = Batch.of(inputs, options.order(), this::identity, this::call);
        this.schedule = new BatchSchedule(batch.dependencies());
        this.recorder = new BatchWriter(
                engine, options.recorder(), options.recording() == RecordingPolicy.PIPELINED, schedule::isHandingOver);
    }

    private Identity identity(I input) {
        return new Identification<>(engine, spec, input).identity();
    }

    private GuardedCall<I, R> call(I input, Identity.Guarded identity) {
        return GuardedCall.of(engine, spec, input, body, identity, deadline);
    }

    public List<BatchResult<R>> results() throws InterruptedException {
        try {
            answerFromCache();
            new BatchClaims<>(engine, batch.items()).claim();
            runBodies();
        } finally {
            recorder.finish(unusedClaims());
        }
        batch.items().forEach(this::resolveRepeated);
        Error thrown = error.get();
        if (thrown != null) {
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
                ? new BatchResult.Failed<>(new IllegalStateException(
                        "Operation '" + spec.name() + "': what became of an input was not recorded, see the log"))
                : new BatchResult.NotTried<>();
    }

    private void answerFromCache() {
        for (BatchItem<I, R> item : batch.items()) {
            GuardedCall<I, R> call = item.guarded();
            try {
                Outcome<R> cached = call == null ? null : call.cached();
                if (cached != null) {
                    item.end(new BatchResult.Answered<>(cached));
                }
            } catch (Exception e) {
                item.end(new BatchResult.Failed<>(e));
            }
        }
    }

    private List<BatchWriter.Entry> unusedClaims() {
        Instant until = engine.clock().instant().plus(spec.recordingTime());
        return batch.items().stream()
                .map(item -> item.unusedClaim(until))
                .filter(Objects::nonNull)
                .toList();
    }

    // ---- bodies ----

    private void runBodies() {
        if (options.bodies() == null) {
            schedule.runInTurn(i -> run(batch.items().get(i), batch.predecessor(i)));
        } else {
            schedule.runInParallel(
                    options.bodies(), i -> run(batch.items().get(i), batch.predecessor(i)), recorder::start);
        }
    }

    private void run(BatchItem<I, R> item, @Nullable BatchItem<I, R> predecessor) {
        if (Thread.currentThread().isInterrupted()) {
            interrupted = true;
        }
        if (interrupted || error.get() != null || (predecessor != null && !predecessor.hasPassed())) {
            return;
        }
        try {
            BatchResult<R> known = item.result();
            if (known != null) {
                item.pass(options.isCompleted(known));
            } else if (item.kind() instanceof BatchItem.Kind.Repeated<I, R> repeated) {
                item.begin();
                item.pass(repeated.isEqual() && repeated.first().hasPassed());
            } else {
                ended(item, begin(item));
            }
        } catch (InterruptedException e) {
            interrupted = true;
            item.end(new BatchResult.Failed<>(e));
        } catch (Exception e) {
            item.end(new BatchResult.Failed<>(e));
        } catch (Error e) {
            error.compareAndSet(null, e);
        }
    }

    private CallEnd<R> begin(BatchItem<I, R> item) throws Exception {
        return switch (item.kind()) {
            case BatchItem.Kind.Refused<I, R> refused -> throw refused.exception();
            case BatchItem.Kind.Unguarded<I, R> unguarded -> {
                Identity.Unguarded identity = unguarded.identity();
                item.begin();
                yield new CallEnd.Finished<>(
                        UnguardedCall.run(engine, identity.key(), identity.reason(), deadline, item.input(), body));
            }
            case BatchItem.Kind.Guarded<I, R> guarded -> begin(item, guarded.call());
            case BatchItem.Kind.Repeated<I, R> repeated -> throw new IllegalStateException("It is not run by itself");
        };
    }

    private CallEnd<R> begin(BatchItem<I, R> item, GuardedCall<I, R> call) throws Exception {
        if (item.unclaimed() != null) {
            item.begin();
            return call.withoutStore(deadline, item.unclaimed());
        }
        GuardedCall.AnsweredClaim claim = item.claim();
        if (claim == null) {
            item.begin();
            return call.ended();
        }
        Instant now = engine.clock().instant();
        if (!call.claiming().isEnough(now, deadline)) { // its claim goes back together with the others'
            throw call.claiming().tooShort(now, deadline);
        }
        item.begin();
        return call.ended(claim);
    }

    // ---- results ----

    private void ended(BatchItem<I, R> item, CallEnd<R> ended) throws Exception {
        if (options.recording() != RecordingPolicy.EACH_RECORD && ended instanceof CallEnd.WritePending<R> unrecorded) {
            switch (unrecorded.thrown()) {
                case InterruptedException e -> interrupted = true;
                case Error e -> error.compareAndSet(null, e); // no further body begins
                case null, default -> {}
            }
            item.pass(unrecorded.request() instanceof WriteRequest.Complete completion
                    && options.isCompleted(completion.result()));
            recorder.submit(new BatchWriter.Entry(
                    unrecorded.request(),
                    unrecorded.recording(),
                    ClaimWrites.TRIES,
                    answer -> recorded(item, unrecorded, answer)));
            return;
        }
        BatchResult<R> result = new BatchResult.Answered<>(ended.outcome());
        item.end(result);
        item.pass(options.isCompleted(result));
    }

    private void recorded(BatchItem<I, R> item, CallEnd.WritePending<R> unrecorded, CallEnd.WriteReply answer) {
        try {
            item.end(new BatchResult.Answered<>(unrecorded.ending().outcome(answer)));
        } catch (InterruptedException e) {
            interrupted = true; // the body's own
            item.end(new BatchResult.Failed<>(e));
        } catch (Exception e) {
            item.end(new BatchResult.Failed<>(e));
        } catch (Error e) {
            error.compareAndSet(null, e);
        }
    }

    /** The same key twice in a batch executes once; with another payload it is a call of its own, and a mistake. */
    private void resolveRepeated(BatchItem<I, R> item) {
        if (!item.hasBegun() || !(item.kind() instanceof BatchItem.Kind.Repeated<I, R> repeated)) {
            return;
        }
        try {
            item.end(
                    repeated.isEqual()
                            ? repeated(repeated.call().key(), result(repeated.first()))
                            : new BatchResult.Answered<>(repeated.call().ended().outcome()));
        } catch (InterruptedException e) {
            interrupted = true;
            item.end(new BatchResult.Failed<>(e));
        } catch (Exception e) {
            item.end(new BatchResult.Failed<>(e));
        }
    }

    private BatchResult<R> repeated(IdempotencyKey key, BatchResult<R> first) {
        if (!(first instanceof BatchResult.Answered<R> ended)) {
            return first;
        }
        return switch (ended.outcome()) {
            case Outcome.Executed<R> executed -> {
                Duration age = Duration.between(
                        executed.record().completedAt(), engine.clock().instant());
                engine.tell(new OperationEvent.Replayed(
                        key, executed.record().claim().attempt(), age.isNegative() ? Duration.ZERO : age, true));
                yield new BatchResult.Answered<>(new Outcome.Replayed<>(executed.value(), executed.record()));
            }
            case Outcome.Replayed<R> replayed -> {
                Duration age = Duration.between(
                        replayed.record().completedAt(), engine.clock().instant());
                engine.tell(new OperationEvent.Replayed(
                        key, replayed.record().claim().attempt(), age.isNegative() ? Duration.ZERO : age, true));
                yield first;
            }
            case Outcome.FinallyFailed<R> failed -> {
                if (failed.record().result() instanceof StoredResult.FinalFailure kept) {
                    engine.tell(new OperationEvent.FinallyFailed(
                            key, failed.record().claim().attempt(), kept.type(), true));
                }
                yield new BatchResult.Answered<>(new Outcome.FinallyFailed<>(failed.failure(), true, failed.record()));
            }
            case Outcome.InProgress<R> held -> {
                Duration age = Duration.between(
                        held.record().claim().claimedAt(), engine.clock().instant());
                engine.tell(new OperationEvent.InProgress(
                        key,
                        held.record().claim().attempt(),
                        age.isNegative() ? Duration.ZERO : age,
                        held.retryAfter()));
                yield first;
            }
            default -> first;
        };
    }
}
