// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.Execution;
import dev.semel.TransactionalStepBody;
import dev.semel.codec.TypeRef;
import dev.semel.model.Certainty;
import dev.semel.model.EffectKey;
import dev.semel.model.IdempotencyKey;
import dev.semel.step.Effect;
import dev.semel.step.Step;
import dev.semel.step.StepBody;
import dev.semel.store.CommitStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The execution of a call without protection: one attempt, of whose predecessors nothing is known. */
record UnguardedExecution(IdempotencyKey key, long fencingToken, Instant deadline, InstantSource clock)
        implements Execution {

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public Certainty earlierAttempts() {
        return Certainty.UNKNOWN;
    }

    @Override
    public Duration remaining() {
        Duration left = Duration.between(clock.instant(), deadline);
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public EffectKey effectKey(String name) {
        return EffectKey.of(key, name);
    }

    @Override
    public <T> @Nullable T step(Step step, TypeRef<T> type, StepBody<T> body) throws Exception {
        return body.run(new Effect(step.name(), effectKey(step.name()), fencingToken, 1, step.receiver()));
    }

    @Override
    public <T, W> @Nullable T transactionalStep(
            Step step, TypeRef<T> type, CommitStore<W> store, TransactionalStepBody<T, W> body) {
        throw new IllegalStateException("Step '" + step.name() + "' of operation '" + key.scope()
                + "' commits with a record, and a call without protection has none: nothing was written");
    }

    @Override
    public void renewLease() {
        // There is no lease.
    }
}
