// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.Body;
import dev.semel.Outcome;
import dev.semel.event.OperationEvent;
import dev.semel.model.BypassReason;
import dev.semel.model.IdempotencyKey;
import java.time.Instant;

/** A call without protection, which the listeners are notified of. */
public final class UnguardedCall<I, R> {

    private final Engine engine;
    private final IdempotencyKey key;
    private final BypassReason reason;
    private final Instant end;
    private final I input;
    private final Body<I, R> body;

    public UnguardedCall(
            Engine engine, IdempotencyKey key, BypassReason reason, Instant end, I input, Body<I, R> body) {
        this.engine = engine;
        this.key = key;
        this.reason = reason;
        this.end = end;
        this.input = input;
        this.body = body;
    }

    public Outcome<R> run() throws Exception {
        engine.tell(new OperationEvent.Bypassed(key, reason));
        return new Outcome.Bypassed<>(
                body.run(input, new UnguardedExecution(key, engine.clock().millis(), end, engine.clock())), reason);
    }
}
