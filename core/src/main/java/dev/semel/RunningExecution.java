// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.Certainty;
import dev.semel.model.EffectKey;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The execution of one attempt, or of a call without protection. */
record RunningExecution(
        IdempotencyKey key,
        int attempt,
        long fencingToken,
        Certainty earlierAttempts,
        Instant deadline,
        InstantSource clock)
        implements Execution {

    static RunningExecution of(
            IdempotencyKey key, IdempotencyRecord.InProgress record, Instant end, InstantSource clock) {
        return new RunningExecution(
                key, record.claim().attempt(), record.claim().fence(), record.earlier(), end, clock);
    }

    static RunningExecution unguarded(IdempotencyKey key, Instant end, InstantSource clock) {
        return new RunningExecution(key, 1, clock.millis(), Certainty.UNKNOWN, end, clock);
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
}
