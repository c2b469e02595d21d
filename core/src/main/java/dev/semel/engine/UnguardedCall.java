// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.Body;
import dev.semel.Execution;
import dev.semel.Outcome;
import dev.semel.event.OperationEvent;
import java.time.Instant;

/** A call without protection, which the listeners are notified of. */
public final class UnguardedCall<I, R> {

    private final Engine engine;
    private final OperationSpec<I, R> spec;
    private final CallIdentity.Unguarded identity;
    private final Instant end;
    private final I input;
    private final Body<I, R> body;

    public UnguardedCall(
            Engine engine,
            OperationSpec<I, R> spec,
            CallIdentity.Unguarded identity,
            Instant end,
            I input,
            Body<I, R> body) {
        this.engine = engine;
        this.spec = spec;
        this.identity = identity;
        this.end = end;
        this.input = input;
        this.body = body;
    }

    public Outcome<R> run() throws Exception {
        engine.tell(new OperationEvent.Bypassed(identity.key(), identity.reason()));
        Execution execution =
                new UnguardedExecution(identity.intent(), engine.clock().millis(), end, engine.clock());
        return new Outcome.Bypassed<>(spec.requireResult("body", body.run(input, execution)), identity.reason());
    }
}
