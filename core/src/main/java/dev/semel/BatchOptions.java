// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.StoredResult;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a batch runs. Immutable.
 *
 * @param recording when results are written
 * @param bodies runs the bodies in parallel; null for one after another, on the caller's thread
 * @param recorder runs the writing of results while bodies run, under {@link RecordingPolicy#PIPELINED}
 * @param order names the order that an input belongs to; null, for it or for all, for none
 * @param finalFailuresComplete whether an input counts as completed that failed for good
 * @param <I> the input
 */
public record BatchOptions<I>(
        RecordingPolicy recording,
        @Nullable Executor bodies,
        Executor recorder,
        @Nullable Order<I> order,
        boolean finalFailuresComplete) {

    /**
     * Names the order that an input belongs to.
     *
     * @param <I> the input
     */
    @FunctionalInterface
    public interface Order<I> {

        /**
         * Returns the order's name; null for none.
         *
         * @param index the input's place in the batch, from 0
         */
        @Nullable
        String of(int index, I input);
    }

    /** Validates every part. */
    public BatchOptions {
        Objects.requireNonNull(recording, "recording");
        Objects.requireNonNull(recorder, "recorder");
    }

    /** Returns the defaults: one body after another, {@link RecordingPolicy#PIPELINED}, no order that a failure stops. */
    public static <I> BatchOptions<I> defaults() {
        return new BatchOptions<>(
                RecordingPolicy.PIPELINED,
                null,
                task -> Thread.ofVirtual().name("semel-recorder").start(task),
                null,
                false);
    }

    /** Returns these options with another recording policy. */
    public BatchOptions<I> recording(RecordingPolicy policy) {
        return new BatchOptions<>(policy, bodies, recorder, order, finalFailuresComplete);
    }

    /**
     * Returns these options with bodies that run in parallel, as far as orders allow.
     *
     * @param executor runs each body as a task of its own, such as {@code Executors.newVirtualThreadPerTaskExecutor()};
     *     stays the caller's. Tasks never wait for each other, so one thread suffices. Where {@code execute} waits
     *     for a free thread, what ended just before may be recorded only when the next body has ended
     */
    public BatchOptions<I> parallel(Executor executor) {
        return new BatchOptions<>(
                recording, Objects.requireNonNull(executor, "executor"), recorder, order, finalFailuresComplete);
    }

    /**
     * Returns these options with another place where results are written while bodies run. Default: a virtual thread for
     * each batch, which ends with it.
     */
    public BatchOptions<I> recorder(Executor executor) {
        return new BatchOptions<>(recording, bodies, executor, order, finalFailuresComplete);
    }

    /**
     * Returns these options with orders: inputs of one order run one after another, as they are given, and after one that
     * is not completed the rest of its order is not tried. Except under {@link RecordingPolicy#EACH_RECORD}, the next one
     * begins before the result of the one before is recorded: if that fails then, it is executed again later, behind it.
     *
     * @param name returns the name of an input's order, such as a message group; null for none
     */
    public BatchOptions<I> inOrderOf(Function<I, @Nullable String> name) {
        Objects.requireNonNull(name, "name");
        return inOrderOf((index, input) -> name.apply(input));
    }

    /** As {@link #inOrderOf(Function)}, where an input alone does not tell its order. */
    public BatchOptions<I> inOrderOf(Order<I> named) {
        return new BatchOptions<>(
                recording, bodies, recorder, Objects.requireNonNull(named, "named"), finalFailuresComplete);
    }

    /** Returns these options with all inputs in one order. */
    public BatchOptions<I> inOrder() {
        return inOrderOf((index, input) -> "");
    }

    /** Returns these options, by which an input that failed for good counts as completed. Default: it does not. */
    public BatchOptions<I> acceptingFinalFailures() {
        return new BatchOptions<>(recording, bodies, recorder, order, true);
    }

    /**
     * Returns whether an input is completed, so that its order goes on and nobody need deliver it again: its body ran and
     * that is recorded, now or earlier, even if the result cannot be read any more.
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

    /** Returns whether an input with this result will be completed once that is recorded. */
    public boolean isCompleted(StoredResult result) {
        return finalFailuresComplete || !(result instanceof StoredResult.FinalFailure);
    }
}
