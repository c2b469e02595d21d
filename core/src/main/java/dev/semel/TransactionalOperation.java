// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.engine.Engine;
import dev.semel.engine.OperationSpec;
import dev.semel.engine.TransactionalCall;
import dev.semel.store.CommitStore;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An operation whose effects are writes to the database that also keeps its record: both are committed together, or
 * neither is, so each effect is made exactly once. Immutable and thread-safe.
 *
 * <p>There is no claim: the body runs first, also in a duplicate, and one call to the store commits its writes or
 * answers the duplicate. After a release or a crash of an operation of this name that did claim, the unknown-outcome
 * policy decides: under {@link UnknownOutcomePolicy#reExecute()} the commit takes the key over at once; under the
 * others, and where recovery points were left, the key is claimed first, and the body runs, and commits, as a step of
 * the engine.
 *
 * <p>A body that throws has changed nothing and leaves no record, unless the exception is declared final: then the key
 * is claimed, the body runs once more under the claim, and its exception is recorded. If the database rejects the
 * writes themselves, for example because a condition on an item failed, its exception is treated as thrown by the body.
 * If the key has a record that answers, as that of a duplicate does, that answer comes before such a failure: the
 * record is read for that.
 *
 * @param <I> the input
 * @param <R> the result
 * @param <W> the effects, in the store's own terms
 */
public final class TransactionalOperation<I, R, W> {

    private final Engine engine;
    private final OperationSpec<I, R> spec;
    private final CommitStore<W> store;
    private final TransactionalBody<I, R, W> body;

    TransactionalOperation(
            Engine engine, OperationSpec<I, R> spec, CommitStore<W> store, TransactionalBody<I, R, W> body) {
        this.engine = engine;
        this.spec = spec;
        this.store = store;
        this.body = body;
    }

    /** {@return the operation's name, the scope of its keys} */
    public String name() {
        return spec.name();
    }

    /**
     * As {@link OperationTemplate#dedupeWindow()}.
     *
     * @return the time for which a result is replayed, from completion
     */
    public Duration dedupeWindow() {
        return spec.timing().dedupeWindow();
    }

    /**
     * As {@link OperationTemplate#covering(String, Duration)}.
     *
     * @param source the name of the source, for logs
     * @param horizon the longest time after which the same delivery may come again; at most ten years
     * @return this operation for that source
     */
    public TransactionalOperation<I, R, W> covering(String source, Duration horizon) {
        return new TransactionalOperation<>(engine, engine.covering(spec, source, horizon), store, body);
    }

    /**
     * Commits, or replays an earlier commit, and returns the value.
     *
     * @param input the request of the caller
     * @param deadline the moment by which the call must have ended
     * @return the value of this or of the earlier execution
     * @throws SemelException for each {@link Outcome} without a value, and whenever {@link #tryRun(Object, Deadline)}
     *     throws one
     * @throws Exception the exception of the body; for a final failure the same type first and on replay
     */
    public @Nullable R run(I input, Deadline deadline) throws Exception {
        return call(input, Objects.requireNonNull(deadline, "deadline")).run();
    }

    /**
     * As {@link #run(Object, Deadline)}, with the declared lease as the deadline.
     *
     * @param input the request of the caller
     * @return the value of this or of the earlier execution
     * @throws Exception the exception of the body, or the exception of the call
     */
    public @Nullable R run(I input) throws Exception {
        return call(input, null).run();
    }

    /**
     * Commits, or replays an earlier commit, and returns the outcome. {@link Outcome.NotRecorded} means here that the
     * store did not answer whether it committed: both result and writes are stored or neither is, and the same call
     * again finds out.
     *
     * @param input the request of the caller
     * @param deadline the moment by which the call must have ended
     * @return the outcome
     * @throws InvalidKeyException if the input has no usable key; nothing was committed
     * @throws InvalidPayloadException if the payload has no fingerprint; nothing was committed
     * @throws DeadlineTooShortException if too little time is left; nothing was committed
     * @throws StoreUnavailableException if the store refuses, or does not answer a claim; nothing was committed
     * @throws UnreadableRecordException if the record cannot be read; nothing was committed
     * @throws InterruptedException if the thread was interrupted while it waited; nothing was committed
     * @throws Exception the exception of the body, unless it was recorded as a final failure; nothing was committed
     */
    public Outcome<R> tryRun(I input, Deadline deadline) throws Exception {
        return call(input, Objects.requireNonNull(deadline, "deadline")).tryRun();
    }

    /**
     * As {@link #tryRun(Object, Deadline)}, with the declared lease as the deadline.
     *
     * @param input the request of the caller
     * @return the outcome
     * @throws Exception the exception of the body, or the exception of the call
     */
    public Outcome<R> tryRun(I input) throws Exception {
        return call(input, null).tryRun();
    }

    private TransactionalCall<I, R, W> call(I input, @Nullable Deadline deadline) {
        return new TransactionalCall<>(engine, spec, store, body, input, deadline);
    }
}
