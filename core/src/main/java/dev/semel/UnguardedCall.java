// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.IdempotencyKey;
import java.time.Instant;

/** Runs a body without protection, and says so. */
final class UnguardedCall {

    private UnguardedCall() {}

    static <I, R> Outcome<R> run(
            Engine engine, IdempotencyKey key, Outcome.BypassReason reason, Instant end, I input, Body<I, R> body)
            throws Exception {
        engine.tell(new OperationEvent.Bypassed(key, reason));
        return new Outcome.Bypassed<>(
                body.run(input, new UnguardedExecution(key, engine.clock().millis(), end, engine.clock())), reason);
    }
}
