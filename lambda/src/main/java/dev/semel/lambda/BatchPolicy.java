// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.BatchOptions;
import dev.semel.RecordingPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a batch handler. Immutable.
 *
 * <p>An exception of a body fails its item alone. An {@link Error} of a body fails the invocation, in every batch
 * handler: no further body begins, what the other bodies did is recorded, {@link #failures} gets every failure so far,
 * and then the Error is thrown. The source delivers the whole batch again; completed items replay.
 *
 * @param recording the moment at which results are written
 * @param bodies the executor of bodies that run in parallel, where the source promises no order; null for one after
 *     another
 * @param recorder the executor that writes results while bodies run, under {@link RecordingPolicy#PIPELINED}; null for
 *     the engine's, by default a virtual thread
 * @param poison the policy for items that cannot be read
 * @param response the way to report failed items; null for the one that most mappings of the source have
 * @param finalFailuresComplete true to acknowledge an item whose failure is final
 * @param horizon the latest redelivery of the source; null for the source's default
 * @param failures called for each item that was not completed; its exceptions are ignored
 * @param duplicates called for each duplicate, with its cause
 * @param maximumAge the age from which on items are poison; null for none
 * @param likelyDuplicatesRead whether items that their source delivers again are read while they are claimed
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
        DuplicateListener duplicates,
        @Nullable MaximumAge maximumAge,
        boolean likelyDuplicatesRead) {

    /** Validates every part. */
    public BatchPolicy {
        Objects.requireNonNull(recording, "recording");
        Objects.requireNonNull(poison, "poison");
        Objects.requireNonNull(failures, "failures");
        Objects.requireNonNull(duplicates, "duplicates");
    }

    /**
     * {@return the defaults: {@link RecordingPolicy#PIPELINED}, one body after another, poison and final failures fail}
     * Each failed item goes to a {@link FailureLog}, with the message of its exception if the body threw it; {@code
     * failures(FailureLog.withoutMessages())} leaves those messages out.
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
                (operation, cause) -> {},
                null,
                false);
    }

    /**
     * {@return this policy with another recording policy}
     *
     * @param policy the policy
     */
    public BatchPolicy recording(RecordingPolicy policy) {
        Parts parts = new Parts(this);
        parts.recording = policy;
        return parts.policy();
    }

    /**
     * {@return this policy with bodies that run in parallel} Items that the source delivers in order still run in
     * order.
     *
     * @param executor the executor of the bodies, each a task of its own, such as
     *     {@code Executors.newVirtualThreadPerTaskExecutor()}; stays the caller's. All tasks have ended when the
     * handler returns
     */
    public BatchPolicy parallel(Executor executor) {
        Objects.requireNonNull(executor, "executor");
        Parts parts = new Parts(this);
        parts.bodies = executor;
        return parts.policy();
    }

    /**
     * {@return this policy with another executor for the writing of results; see {@link BatchOptions}}
     *
     * @param executor the executor
     */
    public BatchPolicy recorder(Executor executor) {
        Objects.requireNonNull(executor, "executor");
        Parts parts = new Parts(this);
        parts.recorder = executor;
        return parts.policy();
    }

    /**
     * {@return this policy with another policy for items that cannot be read}
     *
     * @param policy the policy
     */
    public BatchPolicy poison(PoisonPolicy policy) {
        Parts parts = new Parts(this);
        parts.poison = policy;
        return parts.policy();
    }

    /**
     * {@return this policy with another way to report failed items} The way must match the event source mapping.
     *
     * @param way the way
     */
    public BatchPolicy response(BatchResponse way) {
        Objects.requireNonNull(way, "way");
        Parts parts = new Parts(this);
        parts.response = way;
        return parts.policy();
    }

    /**
     * {@return this policy, which acknowledges an item whose failure is final: the failure is recorded, so no
     * redelivery is needed} Default: the item fails each time without running the body, until it reaches the
     * dead-letter queue.
     */
    public BatchPolicy acceptingFinalFailures() {
        Parts parts = new Parts(this);
        parts.finalFailuresComplete = true;
        return parts.policy();
    }

    /**
     * {@return this policy with another horizon, for a source with settings other than its defaults, such as another
     * retention}
     *
     * @param other the horizon
     */
    public BatchPolicy horizon(RetryHorizon other) {
        Objects.requireNonNull(other, "other");
        Parts parts = new Parts(this);
        parts.horizon = other;
        return parts.policy();
    }

    /**
     * {@return this policy with another listener for failed items}
     *
     * @param listener the listener
     */
    public BatchPolicy failures(Consumer<FailedItem> listener) {
        Parts parts = new Parts(this);
        parts.failures = listener;
        return parts.policy();
    }

    /**
     * {@return this policy with a listener for duplicates, such as an {@link EmfListener}}
     *
     * @param listener the listener
     */
    public BatchPolicy duplicates(DuplicateListener listener) {
        Parts parts = new Parts(this);
        parts.duplicates = listener;
        return parts.policy();
    }

    /**
     * Returns this policy with a maximum age of items: an older one is poison ({@link PoisonReason#TOO_OLD}) and not
     * executed. Set it to the operation's dedupe window at most, less the time that an execution takes: a duplicate
     * that comes later finds no result and would execute again. The age is counted from the moment when the source took
     * the item; an item without that moment is never too old. Default: none.
     *
     * @param age the maximum age; positive
     * @param clock the clock, mostly {@link InstantSource#system()}
     * @return the policy
     */
    public BatchPolicy maximumAge(Duration age, InstantSource clock) {
        Parts parts = new Parts(this);
        parts.maximumAge = new MaximumAge(age, clock);
        return parts.policy();
    }

    /**
     * {@return this policy, under which items that their source delivers again are read while they are claimed: one
     * round trip instead of two for those that are completed already} These are messages that were received before,
     * retried tasks and replayed events. An item that turns out not to be completed costs one read more, so it pays off
     * where most redeliveries are of completed items. Default: they are not.
     */
    public BatchPolicy readLikelyDuplicates() {
        Parts parts = new Parts(this);
        parts.likelyDuplicatesRead = true;
        return parts.policy();
    }

    /** The parts of a policy, of which one is to be another one. */
    private static final class Parts {

        private RecordingPolicy recording;
        private @Nullable Executor bodies;
        private @Nullable Executor recorder;
        private PoisonPolicy poison;
        private @Nullable BatchResponse response;
        private boolean finalFailuresComplete;
        private @Nullable RetryHorizon horizon;
        private Consumer<FailedItem> failures;
        private DuplicateListener duplicates;
        private @Nullable MaximumAge maximumAge;
        private boolean likelyDuplicatesRead;

        Parts(BatchPolicy policy) {
            recording = policy.recording;
            bodies = policy.bodies;
            recorder = policy.recorder;
            poison = policy.poison;
            response = policy.response;
            finalFailuresComplete = policy.finalFailuresComplete;
            horizon = policy.horizon;
            failures = policy.failures;
            duplicates = policy.duplicates;
            maximumAge = policy.maximumAge;
            likelyDuplicatesRead = policy.likelyDuplicatesRead;
        }

        BatchPolicy policy() {
            return new BatchPolicy(
                    recording,
                    bodies,
                    recorder,
                    poison,
                    response,
                    finalFailuresComplete,
                    horizon,
                    failures,
                    duplicates,
                    maximumAge,
                    likelyDuplicatesRead);
        }
    }
}
