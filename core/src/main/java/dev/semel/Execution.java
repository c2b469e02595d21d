// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.codec.TypeRef;
import dev.semel.model.Certainty;
import dev.semel.model.EffectKey;
import dev.semel.model.IdempotencyKey;
import dev.semel.step.Step;
import dev.semel.step.StepBody;
import dev.semel.store.CommitStore;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the body of an operation knows of the attempt that runs it. Thread-safe, of no use after the body returned. */
public interface Execution {

    /** Returns the idempotency key. */
    IdempotencyKey key();

    /** Returns 1 for the first execution of the key, one more for each take-over. For people: use the fence to decide. */
    int attempt();

    /**
     * Returns the fencing token: larger than that of every earlier attempt. A receiver that keeps the largest token seen
     * can refuse a stale attempt that is still alive. In a bypassed call it is the clock in milliseconds, and nobody
     * guarantees its growth.
     */
    long fencingToken();

    /** Returns what is known of earlier attempts; {@code NOT_STARTED} in the first, UNKNOWN in a bypassed call. */
    Certainty earlierAttempts();

    /** Returns when the body should have ended, so that its result can still be recorded. */
    Instant deadline();

    /** Returns the time left until {@link #deadline()}, by the engine's clock; zero when it is over. */
    Duration remaining();

    /**
     * Returns the idempotency key to pass downstream for the effect {@code name}: the same over attempts and windows; over
     * attempts only where the operation says {@code effectKeysPerGeneration()}.
     *
     * @param name names the effect inside the operation, such as {@code charge}; never empty
     */
    EffectKey effectKey(String name);

    /**
     * Runs a step once: makes its effect and stores its result as a recovery point, or returns the result that an
     * earlier attempt stored. Steps may run in parallel and in any order; each name is used once per execution.
     *
     * @return what the step returned, now or in an earlier attempt
     * @throws ClaimLostException if another attempt has taken the key over; stop
     * @throws StepPostponedException if less time is left than the step needs; the next attempt goes on from here
     * @throws UnknownEffectException if an earlier attempt may have made the effect, and its receiver may have forgotten
     * @throws StepNotRecordedException if the effect was made but could not be recorded
     * @throws IllegalStateException if the name was used before in this execution, the body has returned, or the store
     *     keeps no recovery points
     * @throws Exception what the step's body threw
     */
    <T> @Nullable T step(Step step, TypeRef<T> type, StepBody<T> body) throws Exception;

    /** As {@link #step(Step, TypeRef, StepBody)}, for a step that has a name only. */
    default <T> @Nullable T step(String name, Class<T> type, StepBody<T> body) throws Exception {
        return step(Step.named(name), TypeRef.of(type), body);
    }

    /** As {@link #step(Step, TypeRef, StepBody)}, for a step without a result. */
    default void step(String name, StepBody.Action body) throws Exception {
        step(Step.named(name), TypeRef.of(Void.class), effect -> {
            body.run(effect);
            return null;
        });
    }

    /**
     * Runs a step whose effect is writes to the database that keeps the records: the writes and the step's recovery point
     * are committed together, so that the effect is made exactly once. What the database says to the writes themselves is
     * thrown as it comes, and nothing was written. A receiver of {@code step} is of no matter here.
     *
     * @param store the store of this engine
     * @param body returns the step's result and its writes; makes no effect by itself
     * @return the step's result, now or in an earlier attempt
     * @throws ClaimLostException if another attempt has taken the key over; nothing was written; stop
     * @throws StepPostponedException if less time is left than the step needs; the next attempt goes on from here
     * @throws StepNotRecordedException if the store did not say whether it committed, or refused; the next attempt finds
     *     out
     * @throws IllegalStateException if the name was used before in this execution, the body has returned, or the call is
     *     without protection
     * @throws IllegalArgumentException if {@code store} is not the engine's
     * @throws Exception what the step's body threw
     */
    <T, W> @Nullable T transactionalStep(
            Step step, TypeRef<T> type, CommitStore<W> store, TransactionalStepBody<T, W> body) throws Exception;

    /** As {@link #transactionalStep(Step, TypeRef, CommitStore, TransactionalStepBody)}, for a step with a name only. */
    default <T, W> @Nullable T transactionalStep(
            String name, Class<T> type, CommitStore<W> store, TransactionalStepBody<T, W> body) throws Exception {
        return transactionalStep(Step.named(name), TypeRef.of(type), store, body);
    }

    /**
     * Lengthens the lease, for work outside Lambda: from now by the declared lease. A call with a deadline of its own
     * has a lease that covers it, and this does nothing. Steps renew by themselves when less than half is left.
     *
     * @throws ClaimLostException if another attempt has taken the key over; stop
     * @throws StoreUnavailableException if the store gave no answer; the old lease holds
     */
    void renewLease();
}
