// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.Certainty;
import dev.semel.model.EffectKey;
import dev.semel.model.IdempotencyKey;
import java.time.Duration;
import java.time.Instant;

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

    /** Returns what is known of earlier attempts; {@code NOT_STARTED} in the first. */
    Certainty earlierAttempts();

    /** Returns when the body should have ended, so that its result can still be recorded. */
    Instant deadline();

    /** Returns the time left until {@link #deadline()}, by the engine's clock; zero when it is over. */
    Duration remaining();

    /**
     * Returns the idempotency key to pass downstream for the effect {@code name}: the same over attempts and windows.
     *
     * @param name names the effect inside the operation, such as {@code charge}; never empty
     */
    EffectKey effectKey(String name);
}
