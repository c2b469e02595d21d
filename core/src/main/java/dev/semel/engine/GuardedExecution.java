// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.Execution;
import dev.semel.TransactionalStepBody;
import dev.semel.codec.TypeRef;
import dev.semel.model.Certainty;
import dev.semel.model.EffectKey;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.step.Step;
import dev.semel.step.StepBody;
import dev.semel.store.CommitStore;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The execution of one attempt under its claim. */
record GuardedExecution(
        IdempotencyKey key,
        IdempotencyRecord.InProgress record,
        Lease lease,
        Steps steps,
        Function<String, EffectKey> effectKeys)
        implements Execution {

    @Override
    public int attempt() {
        return record.claim().attempt();
    }

    @Override
    public long fencingToken() {
        return record.claim().fence();
    }

    @Override
    public Certainty earlierAttempts() {
        return record.earlier();
    }

    @Override
    public Instant deadline() {
        return lease.bodyEnd();
    }

    @Override
    public Duration remaining() {
        return lease.remaining();
    }

    @Override
    public EffectKey effectKey(String name) {
        return effectKeys.apply(name);
    }

    @Override
    public <T> @Nullable T step(Step step, TypeRef<T> type, StepBody<T> body) throws Exception {
        return steps.run(ofUser(step), type, body);
    }

    @Override
    public <T, W> @Nullable T transactionalStep(
            Step step, TypeRef<T> type, CommitStore<W> store, TransactionalStepBody<T, W> body) throws Exception {
        return steps.commit(ofUser(step), type, store, body);
    }

    private static Step ofUser(Step step) {
        if (step.name().startsWith(Steps.RESERVED)) {
            throw new IllegalArgumentException("Step '" + step.name() + "': names that begin with " + Steps.RESERVED
                    + " are the engine's own; take another one");
        }
        return step;
    }

    @Override
    public void renewLease() {
        lease.renew();
    }
}
