// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.StoredResult;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a batch. Immutable.
 *
 * @param recording the times at which results are written
 * @param bodies runs the bodies in parallel; null for one after another, on the caller's thread
 * @param recorder runs the writing of results while bodies run, under {@link RecordingPolicy#PIPELINED}; null for the
 *     engine's
 * @param order names the order that an input belongs to; null if there are no orders
 * @param finalFailuresComplete whether an input that failed for good counts as completed
 * @param likelyDuplicates says which inputs are likely duplicates; null for none
 * @param beforeError called with the results before an {@link Error} of a body is thrown; null for nobody
 * @param <I> the input
 */
public record BatchOptions<I>(
        RecordingPolicy recording,
        @Nullable Executor bodies,
        @Nullable Executor recorder,
        @Nullable Order<I> order,
        boolean finalFailuresComplete,
        @Nullable Expectation<I> likelyDuplicates,
        @Nullable Consumer<List<? extends BatchResult<?>>> beforeError) {

    /**
     * Names the order that an input belongs to.
     *
     * @param <I> the input
     */
    @FunctionalInterface
    public interface Order<I> {

        /**
         * {@return the order's name; null for none} An exception fails the batch before anything runs.
         *
         * @param index the input's place in the batch, from 0
         * @param input the input
         */
        @Nullable
        String of(int index, I input);
    }

    /**
     * Says which inputs are likely duplicates.
     *
     * @param <I> the input
     */
    @FunctionalInterface
    public interface Expectation<I> {

        /**
         * {@return whether the input is likely to be completed already} An exception fails the batch before anything
         * runs.
         *
         * @param index the input's place in the batch, from 0
         * @param input the input
         */
        boolean isLikelyDuplicate(int index, I input);
    }

    /** Validates every part. */
    public BatchOptions {
        Objects.requireNonNull(recording, "recording");
    }

    /**
     * {@return the defaults: one body after another, in the order of the inputs as far as their claims are answered,
     * {@link RecordingPolicy#PIPELINED}, no order that a failure stops}
     *
     * @param <I> the input
     */
    public static <I> BatchOptions<I> defaults() {
        return new BatchOptions<>(RecordingPolicy.PIPELINED, null, null, null, false, null, null);
    }

    /**
     * {@return these options with another recording policy}
     *
     * @param policy the policy
     */
    public BatchOptions<I> recording(RecordingPolicy policy) {
        return new BatchOptions<>(
                policy, bodies, recorder, order, finalFailuresComplete, likelyDuplicates, beforeError);
    }

    /**
     * {@return these options with bodies that run in parallel, as far as orders allow}
     *
     * @param executor runs each body as a task of its own, such as {@code Executors.newVirtualThreadPerTaskExecutor()};
     *     stays the caller's. Tasks never wait for each other, so one thread is enough. If {@code execute} waits for a
     *     free thread, a body that ended just before may be recorded only after the next one. An input whose task has
     *     not begun when only the recording time is left, because the executor is slow or drops tasks, is not tried
     */
    public BatchOptions<I> parallel(Executor executor) {
        return new BatchOptions<>(
                recording,
                Objects.requireNonNull(executor, "executor"),
                recorder,
                order,
                finalFailuresComplete,
                likelyDuplicates,
                beforeError);
    }

    /**
     * {@return these options with another executor for the writing of results while bodies run} Default: that of
     * the engine, see {@link IdempotencyBuilder#recorder}.
     *
     * @param executor runs the writing; what it has not begun at the end of the batch, the caller's thread writes
     */
    public BatchOptions<I> recorder(Executor executor) {
        return new BatchOptions<>(
                recording,
                bodies,
                Objects.requireNonNull(executor, "executor"),
                order,
                finalFailuresComplete,
                likelyDuplicates,
                beforeError);
    }

    /**
     * {@return these options with orders: inputs of one order run one after another, as they are given, and after one
     * that is not completed the rest of its order is not tried} Except under {@link RecordingPolicy#EACH_RECORD}, the
     * next one begins before the result of the one before is recorded: if the recording fails, the earlier one is
     * executed again later, after the next one.
     *
     * @param name returns the name of an input's order, such as a message group; null for none
     */
    public BatchOptions<I> inOrderOf(Function<I, @Nullable String> name) {
        Objects.requireNonNull(name, "name");
        return inOrderOf((index, input) -> name.apply(input));
    }

    /**
     * As {@link #inOrderOf(Function)}, for inputs whose order cannot be computed from the input alone.
     *
     * @param named names the order of an input
     * @return the options with that order
     */
    public BatchOptions<I> inOrderOf(Order<I> named) {
        return new BatchOptions<>(
                recording,
                bodies,
                recorder,
                Objects.requireNonNull(named, "named"),
                finalFailuresComplete,
                likelyDuplicates,
                beforeError);
    }

    /** {@return these options with all inputs in one order} */
    public BatchOptions<I> inOrder() {
        return inOrderOf((index, input) -> "");
    }

    /** {@return these options, with an input that failed for good counted as completed} Default: it is not. */
    public BatchOptions<I> acceptingFinalFailures() {
        return new BatchOptions<>(recording, bodies, recorder, order, true, likelyDuplicates, beforeError);
    }

    /**
     * {@return these options, with claims of likely duplicates that are read while they are made: one round trip
     * instead of two for an input that is completed already} An input that is not costs one read more. The answers are
     * the same, whatever is expected. A store that answers a duplicate in one round trip anyway ignores it. Default: no
     * input is expected to be a duplicate.
     *
     * @param expectation says which inputs are likely to be completed already, such as those that their source
     *     delivers again
     */
    public BatchOptions<I> readingLikelyDuplicates(Expectation<I> expectation) {
        return new BatchOptions<>(
                recording,
                bodies,
                recorder,
                order,
                finalFailuresComplete,
                Objects.requireNonNull(expectation, "expectation"),
                beforeError);
    }

    /**
     * {@return these options with a listener of the results that an {@link Error} of a body would hide} After such an
     * Error no further body begins, and the call throws it; the listener is called right before.
     *
     * @param listener gets the result of each input in their order: {@link BatchResult.Failed} with the Error as cause
     *     for an input whose body threw it. What it throws is ignored. Default: nobody
     */
    public BatchOptions<I> beforeError(Consumer<List<? extends BatchResult<?>>> listener) {
        return new BatchOptions<>(
                recording,
                bodies,
                recorder,
                order,
                finalFailuresComplete,
                likelyDuplicates,
                Objects.requireNonNull(listener, "listener"));
    }

    /**
     * {@return whether an input is completed, so that its order continues and it need not be delivered again: its body
     * ran and that is recorded, now or earlier, even if the result cannot be read any more}
     *
     * @param result the result of an input
     */
    public boolean isCompleted(BatchResult<?> result) {
        return switch (result) {
            case BatchResult.Failed<?> failed -> false;
            case BatchResult.NotTried<?> not -> false;
            case BatchResult.Answered<?> ended ->
                switch (ended.outcome()) {
                    case Outcome.Executed<?> done -> true;
                    case Outcome.Replayed<?> done -> true;
                    case Outcome.Bypassed<?> done -> true;
                    case Outcome.FinallyFailed<?> failed -> finalFailuresComplete;
                    case Outcome.ResultUnavailable<?> done ->
                        isCompleted(done.record().result());
                    case Outcome.NotRecorded<?> open -> false;
                    case Outcome.InProgress<?> open -> false;
                    case Outcome.Mismatch<?> open -> false;
                    case Outcome.Unverifiable<?> open -> false;
                    case Outcome.Quarantined<?> open -> false;
                    case Outcome.ClaimLost<?> open -> false;
                };
        };
    }

    /**
     * {@return whether an input with this result will be completed once the result is recorded}
     *
     * @param result the result of an input
     */
    public boolean isCompleted(StoredResult result) {
        return finalFailuresComplete || !(result instanceof StoredResult.FinalFailure);
    }
}
