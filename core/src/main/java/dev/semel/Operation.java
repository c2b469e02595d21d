// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation with its body: runs once per idempotency key. Immutable and thread-safe; calls may nest and run in
 * parallel.
 *
 * @param <I> the input
 * @param <R> the result
 */
public final class Operation<I, R> {

    private final OperationTemplate<I, R> operation;
    private final Body<I, R> body;

    Operation(OperationTemplate<I, R> operation, Body<I, R> body) {
        this.operation = operation;
        this.body = body;
    }

    /** {@return the operation's name, the scope of its keys} */
    public String name() {
        return operation.name();
    }

    /**
     * As {@link OperationTemplate#dedupeWindow()}.
     *
     * @return the time for which a result is replayed, from completion
     */
    public Duration dedupeWindow() {
        return operation.dedupeWindow();
    }

    /**
     * As {@link OperationTemplate#covering(String, Duration)}.
     *
     * @param source the name of the source, for logs
     * @param horizon the longest time after which the same delivery may come again; at most ten years
     * @return this operation for that source
     */
    public Operation<I, R> covering(String source, Duration horizon) {
        return new Operation<>(operation.covering(source, horizon), body);
    }

    /**
     * As {@link OperationTemplate#prime(Object, Object)}.
     *
     * @param input the request of the caller
     * @param result an example of a result
     * @throws Exception the exception that a call with this input and result would throw
     */
    public void prime(I input, @Nullable R result) throws Exception {
        operation.prime(input, result);
    }

    /**
     * As {@link OperationTemplate#run(Object, Deadline, Body)}, with this operation's body.
     *
     * @param input the request of the caller
     * @param deadline the moment by which the call must have ended
     * @return the value of this or of the earlier execution
     * @throws Exception the exception of the body, or the exception of the call
     */
    public @Nullable R run(I input, Deadline deadline) throws Exception {
        return operation.run(input, deadline, body);
    }

    /**
     * As {@link OperationTemplate#run(Object, Body)}, with this operation's body.
     *
     * @param input the request of the caller
     * @return the value of this or of the earlier execution
     * @throws Exception the exception of the body, or the exception of the call
     */
    public @Nullable R run(I input) throws Exception {
        return operation.run(input, body);
    }

    /**
     * As {@link OperationTemplate#tryRun(Object, Deadline, Body)}, with this operation's body.
     *
     * @param input the request of the caller
     * @param deadline the moment by which the call must have ended
     * @return the outcome
     * @throws Exception the exception of the body, or the exception of the call
     */
    public Outcome<R> tryRun(I input, Deadline deadline) throws Exception {
        return operation.tryRun(input, deadline, body);
    }

    /**
     * As {@link OperationTemplate#valueOf(Object, Outcome)}.
     *
     * @param input the request of the caller
     * @param outcome the outcome of {@link #tryRun(Object, Deadline)}
     * @return the value of the outcome
     * @throws Exception the exception that {@code run} would throw
     */
    public @Nullable R valueOf(I input, Outcome<R> outcome) throws Exception {
        return operation.valueOf(input, outcome);
    }

    /**
     * As {@link OperationTemplate#tryRunAll(List, Deadline, BatchOptions, Body)}, with this operation's body.
     *
     * @param inputs the requests of the callers
     * @param deadline the moment by which the call must have ended
     * @param options the order, the parallelism and the recording policy
     * @return one result for each input, in the order of the inputs
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    public List<BatchResult<R>> tryRunAll(List<I> inputs, Deadline deadline, BatchOptions<I> options)
            throws InterruptedException {
        return operation.tryRunAll(inputs, deadline, options, body);
    }

    /**
     * As {@link OperationTemplate#tryRun(Object, Body)}, with this operation's body.
     *
     * @param input the request of the caller
     * @return the outcome
     * @throws Exception the exception of the body, or the exception of the call
     */
    public Outcome<R> tryRun(I input) throws Exception {
        return operation.tryRun(input, body);
    }
}
