// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.BatchOptions;
import dev.semel.RecordingPolicy;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a handler works on a batch. Immutable.
 *
 * @param recording when results are written
 * @param bodies runs bodies in parallel, as far as the source promises no order; null for one after another
 * @param recorder writes results while bodies run, under {@link RecordingPolicy#PIPELINED}; null for a virtual thread
 * @param poison what becomes of items that cannot be read
 * @param response how failed items are reported; null for what the source's mappings mostly have
 * @param finalFailuresComplete whether an item that failed for good is acknowledged
 * @param horizon how late the source may deliver again; null for the source's default
 * @param failures hears of each item that was not completed; what it throws changes nothing
 * @param duplicates hears of each duplicate, with its cause
 */
public record BatchPolicy(
        RecordingPolicy recording,
        @Nullable Executor bodies,
        @Nullable Executor recorder,
        PoisonPolicy poison,
        @Nullable BatchResponse response,
        boolean finalFailuresComplete,
        @Nullable RetryHorizon horizon,
        Consumer<FailedItem> failures,
        DuplicateListener duplicates) {

    /** Validates every part. */
    public BatchPolicy {
        Objects.requireNonNull(recording, "recording");
        Objects.requireNonNull(poison, "poison");
        Objects.requireNonNull(failures, "failures");
        Objects.requireNonNull(duplicates, "duplicates");
    }

    /**
     * Returns the defaults: {@link RecordingPolicy#PIPELINED}, one body after another, poison and final failures fail, and
     * a line in the {@link System.Logger} {@code dev.semel.lambda} for each failed item, which names the type of its
     * exception and not the message.
     */
    public static BatchPolicy defaults() {
        return new BatchPolicy(
                RecordingPolicy.PIPELINED,
                null,
                null,
                PoisonPolicy.fail(),
                null,
                false,
                null,
                new FailureLog(),
                (operation, cause) -> {});
    }

    /** Returns this policy with another recording policy. */
    public BatchPolicy recording(RecordingPolicy policy) {
        return new BatchPolicy(
                policy, bodies, recorder, poison, response, finalFailuresComplete, horizon, failures, duplicates);
    }

    /**
     * Returns this policy with bodies that run in parallel. What the source delivers in order still runs in order.
     *
     * @param executor runs each body as a task of its own, such as {@code Executors.newVirtualThreadPerTaskExecutor()};
     *     stays the caller's. All tasks have ended when the handler returns
     */
    public BatchPolicy parallel(Executor executor) {
        Objects.requireNonNull(executor, "executor");
        return new BatchPolicy(
                recording, executor, recorder, poison, response, finalFailuresComplete, horizon, failures, duplicates);
    }

    /** Returns this policy with another place where results are written while bodies run; see {@link BatchOptions}. */
    public BatchPolicy recorder(Executor executor) {
        Objects.requireNonNull(executor, "executor");
        return new BatchPolicy(
                recording, bodies, executor, poison, response, finalFailuresComplete, horizon, failures, duplicates);
    }

    /** Returns this policy with another answer to items that cannot be read. */
    public BatchPolicy poison(PoisonPolicy policy) {
        return new BatchPolicy(
                recording, bodies, recorder, policy, response, finalFailuresComplete, horizon, failures, duplicates);
    }

    /** Returns this policy with another way to report failed items. It must be what the event source mapping has. */
    public BatchPolicy response(BatchResponse way) {
        Objects.requireNonNull(way, "way");
        return new BatchPolicy(
                recording, bodies, recorder, poison, way, finalFailuresComplete, horizon, failures, duplicates);
    }

    /**
     * Returns this policy, by which an item that failed for good is acknowledged: its failure is recorded, and nobody need
     * deliver it again. Default: it fails each time without running the body, until it comes to the dead-letter queue.
     */
    public BatchPolicy acceptingFinalFailures() {
        return new BatchPolicy(recording, bodies, recorder, poison, response, true, horizon, failures, duplicates);
    }

    /** Returns this policy for a source that is not set up as its default, such as a queue with another retention. */
    public BatchPolicy horizon(RetryHorizon other) {
        Objects.requireNonNull(other, "other");
        return new BatchPolicy(
                recording, bodies, recorder, poison, response, finalFailuresComplete, other, failures, duplicates);
    }

    /** Returns this policy with somebody else who hears of failed items. */
    public BatchPolicy failures(Consumer<FailedItem> listener) {
        return new BatchPolicy(
                recording, bodies, recorder, poison, response, finalFailuresComplete, horizon, listener, duplicates);
    }

    /** Returns this policy with somebody who hears of duplicates, such as an {@link EmfListener}. */
    public BatchPolicy duplicates(DuplicateListener listener) {
        return new BatchPolicy(
                recording, bodies, recorder, poison, response, finalFailuresComplete, horizon, failures, listener);
    }
}
