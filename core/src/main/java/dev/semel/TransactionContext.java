// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.IdempotencyKey;
import java.time.Duration;
import java.time.Instant;

/**
 * The context of a transactional body. It has no attempt, no fencing token and no step: the key is not claimed, and
 * several bodies may run at once, of which one commits. Thread-safe; not to be used after the body has returned.
 */
public interface TransactionContext {

    /** {@return the idempotency key, as the operation's function made it, also if identities are keyed} */
    IdempotencyKey key();

    /**
     * {@return the idempotency key of an effect, the same in every attempt; see {@link Execution#effectKey}}
     *
     * @param name the name of the effect
     */
    String effectKey(String name);

    /** {@return the moment by which the body should have ended, so that there is time to commit} */
    Instant deadline();

    /** {@return the time left until {@link #deadline()}, by the engine's clock; zero when it is over} */
    Duration remaining();
}
