// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.engine.CallIdentity;
import dev.semel.engine.Engine;
import dev.semel.engine.OperationSpec;
import dev.semel.engine.OutcomeValue;
import dev.semel.engine.SingleCall;
import dev.semel.engine.batch.BatchCall;
import dev.semel.store.IdempotencyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An operation that gets its body with each call: runs once per idempotency key. Immutable and thread-safe; calls may
 * nest and run in parallel.
 *
 * @param <I> the input
 * @param <R> the result
 */
public final class OperationTemplate<I, R> {

    private static final Duration PRIMING = Duration.ofMinutes(1);

    private final Engine engine;
    private final OperationSpec<I, R> spec;

    OperationTemplate(Engine engine, OperationSpec<I, R> spec) {
        this.engine = engine;
        this.spec = spec;
    }

    /** {@return the operation's name, the scope of its keys} */
    public String name() {
        return spec.name();
    }

    /** {@return the time for which a result is replayed, from completion} */
    public Duration dedupeWindow() {
        return spec.timing().dedupeWindow();
    }

    /**
     * {@return this operation for a source that may deliver the same event again within {@code horizon}} A dedupe
     * window that the user has not set is lengthened to the horizon, and the retention with it. A window that the user
     * has set stays; if it is shorter, {@code WindowTooShort} goes to the listeners. The adapter between operation and
     * source calls this once, when it is built, and uses the operation that it gets.
     *
     * @param source the name of the source, for logs
     * @param horizon the longest time after which the same delivery may come again; at most ten years
     */
    public OperationTemplate<I, R> covering(String source, Duration horizon) {
        return new OperationTemplate<>(engine, engine.covering(spec, source, horizon));
    }

    /**
     * {@return this operation for inputs that have no key by their nature, such as HTTP requests that only read} Each
     * call runs the body without protection, and the outcome is {@link Outcome.Bypassed}. Everything else is as
     * declared.
     */
    public OperationTemplate<I, R> withoutKey() {
        return new OperationTemplate<>(engine, spec.withoutKey());
    }

    /**
     * {@return this operation over another view of the engine's store} A store that works inside of a transaction of
     * the caller's gives such views: what it answers counts only once the transaction is committed. So results are not
     * kept in the replay cache. Everything else is as declared. For stores; a program has no use for it.
     *
     * @param view the store that calls of the operation use; it must show the same records
     */
    public OperationTemplate<I, R> over(IdempotencyStore view) {
        return new OperationTemplate<>(engine.over(view), spec);
    }

    /**
     * Runs the path of a first call over memory: key, fingerprint, claim, completion, replay. So its classes are loaded
     * and linked before a snapshot of the process is taken (Lambda SnapStart), and the first call after the restore is
     * not a cold one. Call it once, while the function initialises; that takes the time that the first call then saves.
     *
     * <p>Calls the key, tenant and fingerprint functions and the codec. Does not run the body or {@code onReplay}, call
     * the engine's store, notify listeners or draw claim ids. The store itself is not prepared: {@code DynamoDbStore}
     * has a {@code prime()} of its own.
     *
     * @param input an example of an input, with a key; not kept
     * @param result an example of a result
     * @throws Exception the exception that a call with this input and result would throw, so that the example shows it
     *     first
     */
    public void prime(I input, @Nullable R result) throws Exception {
        OperationTemplate<I, R> inMemory = new OperationTemplate<>(engine.inMemory(), spec);
        Deadline deadline = Deadline.within(spec.timing().recordingTime().plus(PRIMING));
        inMemory.run(input, deadline, (example, execution) -> result);
        if (spec.duplicates().onReplay() == null) { // the user's code may read data that a snapshot must not hold
            inMemory.run(input, deadline, (example, execution) -> result);
        }
    }

    /**
     * Runs the body, or replays its result, and returns the value.
     *
     * @param input the request of the caller; the body may modify it
     * @param deadline the moment by which the call must have ended
     * @param body the work to do
     * @return the value of this or of the earlier execution
     * @throws SemelException for each {@link Outcome} without a value that counts, and whenever {@link #tryRun(Object,
     *     Deadline, Body)} throws one
     * @throws Exception the exception of the body; for a final failure the same type first and on replay
     */
    public @Nullable R run(I input, Deadline deadline, Body<I, R> body) throws Exception {
        return call(input, Objects.requireNonNull(deadline, "deadline"), body).run();
    }

    /**
     * As {@link #run(Object, Deadline, Body)}, with the declared lease as the deadline.
     *
     * @param input the request of the caller; the body may modify it
     * @param body the work to do
     * @return the value of this or of the earlier execution
     * @throws Exception the exception of the body, or the exception of the call
     */
    public @Nullable R run(I input, Body<I, R> body) throws Exception {
        return call(input, null, body).run();
    }

    /**
     * Runs the body, or replays its result, and returns the outcome.
     *
     * @param input the request of the caller; the body may modify it
     * @param deadline the moment by which the call must have ended
     * @param body the work to do
     * @return the outcome
     * @throws InvalidKeyException if the input has no usable key; nothing was executed
     * @throws InvalidPayloadException if the payload has no fingerprint; nothing was executed
     * @throws DeadlineTooShortException if too little time is left; nothing was executed
     * @throws StoreUnavailableException if the store cannot answer; nothing was executed
     * @throws UnreadableRecordException if the record cannot be read; nothing was executed
     * @throws InterruptedException if the thread was interrupted while it waited; nothing was executed
     * @throws Exception the exception of the body, unless it was recorded as a final failure; the claim was released
     *     or the key quarantined, and a failure of that, a lost claim included, is suppressed in it
     */
    public Outcome<R> tryRun(I input, Deadline deadline, Body<I, R> body) throws Exception {
        return call(input, Objects.requireNonNull(deadline, "deadline"), body).tryRun();
    }

    /**
     * As {@link #tryRun(Object, Deadline, Body)}, with the declared lease as the deadline.
     *
     * @param input the request of the caller; the body may modify it
     * @param body the work to do
     * @return the outcome
     * @throws Exception the exception of the body, or the exception of the call
     */
    public Outcome<R> tryRun(I input, Body<I, R> body) throws Exception {
        return call(input, null, body).tryRun();
    }

    /**
     * {@return the value of an outcome of {@link #tryRun(Object, Deadline, Body)}, or throws the exception that
     * {@code run} would throw}
     *
     * @param input the input of that call
     * @param outcome the outcome of that call
     * @throws Exception the exception that {@code run} would throw
     */
    public @Nullable R valueOf(I input, Outcome<R> outcome) throws Exception {
        return OutcomeValue.of(CallIdentity.keyOf(engine, spec, input), outcome);
    }

    /**
     * Runs the body for every input of a batch, and returns the result of each. Their claims are made together, if the
     * store answers batches, and their results recorded by the policy of {@code options}; when this returns, everything
     * that could be recorded is, and nothing runs any more. The same key twice in a batch executes once: later inputs
     * get the result of the first one, unless their payload differs.
     *
     * @param inputs the requests of the callers
     * @param deadline the moment by which the whole batch must have ended; the lease of each claim covers it
     * @param options the order, the parallelism and the recording policy
     * @param body the work to do
     * @return one result for each input, in the order of the inputs; {@code NotTried} also for those that the executor
     *     of the options did not begin before the recording time
     * @throws InterruptedException if the thread was interrupted while it waited to repeat the claims; nothing was
     *     executed. Interrupted later, it tries no further input, waits for bodies that have begun, returns, and is
     *     interrupted still
     * @throws IllegalArgumentException if the store refuses the batch as a whole; nothing was executed
     */
    public List<BatchResult<R>> tryRunAll(List<I> inputs, Deadline deadline, BatchOptions<I> options, Body<I, R> body)
            throws InterruptedException {
        return new BatchCall<>(
                        engine,
                        spec,
                        Objects.requireNonNull(body, "body"),
                        Collections.unmodifiableList(new ArrayList<>(inputs)), // a null fails as its own input only
                        Objects.requireNonNull(deadline, "deadline"),
                        Objects.requireNonNull(options, "options"))
                .run();
    }

    private SingleCall<I, R> call(I input, @Nullable Deadline deadline, Body<I, R> body) {
        return new SingleCall<>(engine, spec, input, Objects.requireNonNull(body, "body"), deadline);
    }
}
