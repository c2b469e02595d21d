// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.codec.TypeRef;
import dev.semel.model.Certainty;
import dev.semel.model.IdempotencyKey;
import dev.semel.step.Step;
import dev.semel.step.StepBody;
import dev.semel.store.CommitStore;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The attempt that runs the body of an operation, as the body sees it. Thread-safe; not to be used after the body has
 * returned.
 */
public interface Execution {

    /** {@return the idempotency key, as the operation's function made it, also if identities are keyed} */
    IdempotencyKey key();

    /**
     * {@return 1 for the first execution of the key, one more for each take-over} For logs and metrics; use the fencing
     * token for decisions.
     */
    int attempt();

    /**
     * {@return the fencing token: larger than that of every earlier attempt} A receiver that keeps the largest token
     * seen can refuse a stale attempt that is still alive. In a bypassed call it is the clock in milliseconds, and its
     * growth is not guaranteed.
     */
    long fencingToken();

    /** {@return the certainty about earlier attempts; {@code NOT_STARTED} in the first, UNKNOWN in a bypassed call} */
    Certainty earlierAttempts();

    /** {@return the moment by which the body should have ended, so that its result can still be recorded} */
    Instant deadline();

    /** {@return the time left until {@link #deadline()}, by the engine's clock; zero when it is over} */
    Duration remaining();

    /**
     * {@return the idempotency key to pass downstream for the effect {@code name}: the same over attempts and windows;
     * over attempts only, if the operation is built with {@code effectKeysPerGeneration()}}
     *
     * @param name names the effect inside the operation, such as {@code charge}; never empty
     */
    String effectKey(String name);

    /**
     * Runs a step once: makes its effect and stores its result as a recovery point, or returns the result that an
     * earlier attempt stored. Steps may run in parallel and in any order; each name is used once per execution.
     *
     * @param step the step
     * @param type the type of the step's result
     * @param body makes the effect, and returns the result of the step
     * @param <T> the step's result
     * @return the value that the step returned, now or in an earlier attempt
     * @throws ClaimLostException if another attempt has taken the key over; stop
     * @throws StepPostponedException if less time is left than the step needs; the next attempt continues from here
     * @throws UnknownEffectException if an earlier attempt may have made the effect, and its receiver may have
     *     forgotten
     * @throws StepNotRecordedException if the effect was made but could not be recorded
     * @throws IllegalStateException if the name was used before in this execution, the body has returned, or the store
     *     keeps no recovery points
     * @throws Exception the exception of the step's body
     */
    <T> @Nullable T step(Step step, TypeRef<T> type, StepBody<T> body) throws Exception;

    /**
     * As {@link #step(Step, TypeRef, StepBody)}, for a step that has a name only.
     *
     * @param name the name of the step
     * @param type the type of the step's result
     * @param body makes the effect, and returns the result of the step
     * @param <T> the step's result
     * @return the value that the step returned, now or in an earlier attempt
     * @throws Exception the exception of the step's body, and those of {@link #step(Step, TypeRef, StepBody)}
     */
    default <T> @Nullable T step(String name, Class<T> type, StepBody<T> body) throws Exception {
        return step(Step.named(name), TypeRef.of(type), body);
    }

    /**
     * As {@link #step(Step, TypeRef, StepBody)}, for a step without a result.
     *
     * @param name the name of the step
     * @param body makes the effect
     * @throws Exception the exception of the step's body, and those of {@link #step(Step, TypeRef, StepBody)}
     */
    default void step(String name, StepBody.Action body) throws Exception {
        step(Step.named(name), TypeRef.of(Void.class), effect -> {
            body.run(effect);
            return null;
        });
    }

    /**
     * Runs a step whose effect is writes to the database that keeps the records: the writes and the step's recovery
     * point are committed together, so that the effect is made exactly once. If the database rejects the writes, its
     * exception is thrown unchanged and nothing was written. {@link Step#receiver()} is ignored.
     *
     * @param step the step
     * @param type the type of the step's result
     * @param store the store of this engine
     * @param body returns the step's result and its writes; makes no effect by itself
     * @param <T> the step's result
     * @param <W> the writes, in the store's own terms
     * @return the step's result, now or in an earlier attempt
     * @throws ClaimLostException if another attempt has taken the key over; nothing was written; stop
     * @throws StepPostponedException if less time is left than the step needs; the next attempt continues from here
     * @throws StepNotRecordedException if the store did not answer whether it committed, or refused; the next attempt
     *     finds out
     * @throws IllegalStateException if the name was used before in this execution, the body has returned, or the call
     *     is without protection
     * @throws IllegalArgumentException if {@code store} is not the engine's
     * @throws Exception the exception of the step's body
     */
    <T, W> @Nullable T transactionalStep(
            Step step, TypeRef<T> type, CommitStore<W> store, TransactionalStepBody<T, W> body) throws Exception;

    /**
     * As {@link #transactionalStep(Step, TypeRef, CommitStore, TransactionalStepBody)}, for a step with a name only.
     *
     * @param name the name of the step
     * @param type the type of the step's result
     * @param store the store of this engine
     * @param body returns the step's result and its writes; makes no effect by itself
     * @param <T> the step's result
     * @param <W> the writes, in the store's own terms
     * @return the step's result, now or in an earlier attempt
     * @throws Exception the exception of the step's body, and those of the other form
     */
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
