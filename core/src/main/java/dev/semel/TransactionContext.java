// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.EffectKey;
import dev.semel.model.IdempotencyKey;
import java.time.Duration;
import java.time.Instant;

/**
 * What a transactional body knows. There is no attempt, no fencing token and no step: nobody has claimed the key, and
 * several bodies may run at once, of which one commits. Thread-safe, of no use after the body returned.
 */
public interface TransactionContext {

    /** Returns the idempotency key. */
    IdempotencyKey key();

    /** Returns the idempotency key of an effect, the same in every attempt; see {@link Execution#effectKey}. */
    EffectKey effectKey(String name);

    /** Returns when the body should have ended, so that there is time to commit. */
    Instant deadline();

    /** Returns the time left until {@link #deadline()}, by the engine's clock; zero when it is over. */
    Duration remaining();
}
