// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.engine.Engine;
import dev.semel.engine.Identification;
import dev.semel.engine.Invocation;
import dev.semel.engine.OperationSpec;
import dev.semel.engine.batch.BatchCall;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An operation to whose calls the body is given: runs once per idempotency key. Immutable and thread-safe; calls may nest
 * and run in parallel.
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

    /** Returns the operation's name, the scope of its keys. */
    public String name() {
        return spec.name();
    }

    /** Returns how long a result is replayed, from completion. */
    public Duration dedupeWindow() {
        return spec.dedupeWindow();
    }

    /**
     * Tells the listeners if the dedupe window is shorter than the time within which a source may deliver again. What
     * connects the operation with the source says this once, when it is built.
     *
     * @param source names the source, for people
     * @param horizon how long after a delivery the same one may come again
     */
    public void reportHorizon(String source, Duration horizon) {
        engine.reportHorizon(spec, source, horizon);
    }

    /**
     * Runs what a first call runs, over memory: key, fingerprint, claim, completion, replay. So its classes are loaded and
     * linked before a snapshot of the process is taken (Lambda SnapStart), and the first call after the restore is not
     * a cold one. Call it once, while the function initialises; that takes as long as the first call is spared.
     *
     * <p>Of what the operation was given, the key, tenant and fingerprint functions and the codec are called. No body and no
     * {@code onReplay} runs, the engine's store is not called, no listener hears of it, and no claim id is drawn. The
     * store itself is not prepared: {@code DynamoDbStore} has a {@code prime()} of its own.
     *
     * @param input an example of an input, with a key; kept nowhere
     * @param result an example of a result
     * @throws Exception what a call with this input and result would throw: the example shows it before a caller does
     */
    public void prime(I input, @Nullable R result) throws Exception {
        OperationTemplate<I, R> inMemory = new OperationTemplate<>(engine.inMemory(), spec);
        Deadline deadline = Deadline.in(spec.recordingTime().plus(PRIMING));
        inMemory.run(input, deadline, (example, execution) -> result);
        if (spec.onReplay() == null) { // which is the user's, and may read what a snapshot must not hold
            inMemory.run(input, deadline, (example, execution) -> result);
        }
    }

    /**
     * Runs the body, or replays its result, and returns the value.
     *
     * @param input what the caller asks for; may be changed by the body without harm
     * @param deadline when the call must have ended
     * @param body what to do
     * @return the value of this or of the earlier execution
     * @throws SemelException for each {@link Outcome} without a value that counts, and where
     *     {@link #tryRun(Object, Deadline, Body)} throws one
     * @throws Exception what the body threw; of a final failure the same type first and on replay
     */
    public @Nullable R run(I input, Deadline deadline, Body<I, R> body) throws Exception {
        return call(input, Objects.requireNonNull(deadline, "deadline"), body).value();
    }

    /** As {@link #run(Object, Deadline, Body)}, with the declared lease as the deadline. */
    public @Nullable R run(I input, Body<I, R> body) throws Exception {
        return call(input, null, body).value();
    }

    /**
     * Runs the body, or replays its result, and says what happened.
     *
     * @param input what the caller asks for; may be changed by the body without harm
     * @param deadline when the call must have ended
     * @param body what to do
     * @throws InvalidKeyException if the input has no usable key; nothing was executed
     * @throws InvalidPayloadException if the payload has no fingerprint; nothing was executed
     * @throws DeadlineTooShortException if too little time is left; nothing was executed
     * @throws StoreUnavailableException if the store cannot answer; nothing was executed
     * @throws UnreadableRecordException if the record cannot be read; nothing was executed
     * @throws InterruptedException if the thread was interrupted while it waited; nothing was executed
     * @throws Exception what the body threw, unless it was recorded as a final failure; the claim was given back or the
     *     key quarantined, and what went wrong with that, a lost claim included, is suppressed in it
     */
    public Outcome<R> tryRun(I input, Deadline deadline, Body<I, R> body) throws Exception {
        return call(input, Objects.requireNonNull(deadline, "deadline"), body).outcome();
    }

    /** As {@link #tryRun(Object, Deadline, Body)}, with the declared lease as the deadline. */
    public Outcome<R> tryRun(I input, Body<I, R> body) throws Exception {
        return call(input, null, body).outcome();
    }

    /**
     * Returns the value of an outcome of {@link #tryRun(Object, Deadline, Body)}, or throws what {@code run} would have.
     *
     * @param input the same
     */
    public @Nullable R valueOf(I input, Outcome<R> outcome) throws Exception {
        return Invocation.value(
                new Identification<>(engine, spec, input).identity().key(), outcome);
    }

    /**
     * Runs the body for every input of a batch, and says what happened to each. Their claims are made together, if the
     * store answers batches, and their results recorded by the policy of {@code options}; when this returns, everything
     * is recorded that could be, and nothing runs any more. The same key twice in a batch executes once: later inputs get
     * what the first one got, unless their payload differs.
     *
     * @param inputs what the callers ask for
     * @param deadline when the whole batch must have ended; the lease of each claim covers it
     * @param options in which order, how parallel, and recorded when
     * @param body what to do
     * @return one result for each input, in the order of the inputs
     * @throws InterruptedException if the thread was interrupted while it waited to repeat the claims; nothing was
     *     executed. Interrupted later, it tries no further input, returns, and is interrupted still
     * @throws IllegalArgumentException if the store refuses the batch as a whole; nothing was executed
     */
    public List<BatchResult<R>> tryRunAll(List<I> inputs, Deadline deadline, BatchOptions<I> options, Body<I, R> body)
            throws InterruptedException {
        return new BatchCall<>(
                        engine,
                        spec,
                        Objects.requireNonNull(body, "body"),
                        List.copyOf(inputs),
                        Objects.requireNonNull(deadline, "deadline"),
                        Objects.requireNonNull(options, "options"))
                .results();
    }

    private Invocation<I, R> call(I input, @Nullable Deadline deadline, Body<I, R> body) {
        return new Invocation<>(
                engine,
                spec,
                input,
                Objects.requireNonNull(body, "body"),
                deadline,
                engine.clock().instant());
    }
}
