// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.Execution;
import dev.semel.TransactionalStepBody;
import dev.semel.codec.TypeRef;
import dev.semel.model.Certainty;
import dev.semel.model.EffectKey;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.PrintableText;
import dev.semel.step.Effect;
import dev.semel.step.Step;
import dev.semel.step.StepBody;
import dev.semel.store.CommitStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The execution of a call without protection: one attempt, and nothing is known of earlier ones. */
final class UnguardedExecution implements Execution {

    private final IdempotencyKey key;
    private final long fencingToken;
    private final Instant deadline;
    private final InstantSource clock;

    UnguardedExecution(IdempotencyKey key, long fencingToken, Instant deadline, InstantSource clock) {
        this.key = key;
        this.fencingToken = fencingToken;
        this.deadline = deadline;
        this.clock = clock;
    }

    @Override
    public IdempotencyKey key() {
        return key;
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public long fencingToken() {
        return fencingToken;
    }

    @Override
    public Certainty earlierAttempts() {
        return Certainty.UNKNOWN;
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public Duration remaining() {
        return Span.between(clock.instant(), deadline);
    }

    @Override
    public String effectKey(String name) {
        return EffectKey.of(key, name).value();
    }

    @Override
    public <T> @Nullable T step(Step step, TypeRef<T> type, StepBody<T> body) throws Exception {
        return body.run(new Effect(step.name(), effectKey(step.name()), fencingToken, 1, step.receiver()));
    }

    @Override
    public <T, W> @Nullable T transactionalStep(
            Step step, TypeRef<T> type, CommitStore<W> store, TransactionalStepBody<T, W> body) {
        throw new IllegalStateException(Steps.named(step) + " of operation '" + PrintableText.name(key.scope())
                + "' commits with a record, and a call without protection has none: nothing was written");
    }

    @Override
    public void renewLease() {
        // There is no lease.
    }
}
