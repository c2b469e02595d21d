// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.TransactionContext;
import dev.semel.model.EffectKey;
import dev.semel.model.IdempotencyKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The context of a transactional body. */
final class CommitContext implements TransactionContext {

    private final IdempotencyKey key;
    private final Instant deadline;
    private final InstantSource clock;

    CommitContext(IdempotencyKey key, Instant deadline, InstantSource clock) {
        this.key = key;
        this.deadline = deadline;
        this.clock = clock;
    }

    @Override
    public IdempotencyKey key() {
        return key;
    }

    @Override
    public String effectKey(String name) {
        return EffectKey.of(key, name).value();
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public Duration remaining() {
        return Span.between(clock.instant(), deadline);
    }
}
