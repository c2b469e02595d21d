// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

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
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Execution of a request that needs no key: it has only a deadline. */
final class KeylessExecution implements Execution {

    private final String method;
    private final Instant deadline;
    private final InstantSource clock;

    KeylessExecution(String method, Instant deadline, InstantSource clock) {
        this.method = method;
        this.deadline = deadline;
        this.clock = clock;
    }

    @Override
    public IdempotencyKey key() {
        throw noKey();
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public long fencingToken() {
        throw noKey();
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
    public String effectKey(String name) {
        throw noKey();
    }

    @Override
    public <T> @Nullable T step(Step step, TypeRef<T> type, StepBody<T> body) {
        throw noKey();
    }

    @Override
    public <T, W> @Nullable T transactionalStep(
            Step step, TypeRef<T> type, CommitStore<W> store, TransactionalStepBody<T, W> body) {
        throw noKey();
    }

    @Override
    public void renewLease() {
        // There is none.
    }

    private IllegalStateException noKey() {
        return new IllegalStateException(
                "A request with the method " + HttpHeaders.printable(method) + " passes without a key, so it should "
                        + "have no effects. Take the method out of keyIgnoredFor(...) if it has some");
    }
}
