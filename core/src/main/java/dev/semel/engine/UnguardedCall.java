// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.Body;
import dev.semel.Outcome;
import dev.semel.event.OperationEvent;
import dev.semel.model.BypassReason;
import dev.semel.model.IdempotencyKey;
import java.time.Instant;

/** Runs a body without protection, and says so. */
public final class UnguardedCall {

    private UnguardedCall() {}

    public static <I, R> Outcome<R> run(
            Engine engine, IdempotencyKey key, BypassReason reason, Instant end, I input, Body<I, R> body)
            throws Exception {
        engine.tell(new OperationEvent.Bypassed(key, reason));
        return new Outcome.Bypassed<>(
                body.run(input, new UnguardedExecution(key, engine.clock().millis(), end, engine.clock())), reason);
    }
}
