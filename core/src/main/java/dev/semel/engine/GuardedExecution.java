// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.Execution;
import dev.semel.TransactionalStepBody;
import dev.semel.codec.TypeRef;
import dev.semel.model.Certainty;
import dev.semel.model.IdempotencyKey;
import dev.semel.step.Step;
import dev.semel.step.StepBody;
import dev.semel.store.CommitStore;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The execution of one attempt under its claim. */
final class GuardedExecution implements Execution {

    private final OwnedClaim<?, ?> claim;

    GuardedExecution(OwnedClaim<?, ?> claim) {
        this.claim = claim;
    }

    Steps steps() {
        return claim.steps();
    }

    @Override
    public IdempotencyKey key() {
        return claim.call().intent();
    }

    @Override
    public int attempt() {
        return claim.attempt();
    }

    @Override
    public long fencingToken() {
        return claim.record().claim().fence();
    }

    @Override
    public Certainty earlierAttempts() {
        return claim.record().earlier();
    }

    @Override
    public Instant deadline() {
        return claim.lease().bodyEnd();
    }

    @Override
    public Duration remaining() {
        return claim.lease().remaining();
    }

    @Override
    public String effectKey(String name) {
        return claim.effectKeys().apply(name);
    }

    @Override
    public <T> @Nullable T step(Step step, TypeRef<T> type, StepBody<T> body) throws Exception {
        return claim.steps().run(ofUser(step), type, body);
    }

    @Override
    public <T, W> @Nullable T transactionalStep(
            Step step, TypeRef<T> type, CommitStore<W> store, TransactionalStepBody<T, W> body) throws Exception {
        return claim.steps().commit(ofUser(step), type, store, body);
    }

    private static Step ofUser(Step step) {
        if (step.name().startsWith(Steps.RESERVED)) {
            throw new IllegalArgumentException(Steps.named(step) + ": names that begin with " + Steps.RESERVED
                    + " are the engine's own; take another one");
        }
        return step;
    }

    @Override
    public void renewLease() {
        claim.lease().renew();
    }
}
