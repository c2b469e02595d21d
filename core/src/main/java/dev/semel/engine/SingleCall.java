// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.Body;
import dev.semel.Deadline;
import dev.semel.DeadlineTooShortException;
import dev.semel.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call of an operation with one input: guarded by its key, or without protection where the operation allows that.
 *
 * @param <I> the input
 * @param <R> the result
 */
public final class SingleCall<I, R> {

    private final Engine engine;
    private final OperationSpec<I, R> spec;
    private final I input;
    private final Body<I, R> body;
    private final @Nullable Instant deadline;

    /**
     * Begins a call.
     *
     * @param deadline null for the declared lease
     * @throws DeadlineTooShortException if there is neither deadline nor lease
     */
    public SingleCall(Engine engine, OperationSpec<I, R> spec, I input, Body<I, R> body, @Nullable Deadline deadline) {
        this.engine = engine;
        this.spec = spec;
        this.input = input;
        this.body = body;
        this.deadline = KeyedCall.end(spec, deadline, engine.clock().instant());
    }

    /** Runs the call, and returns its value, or throws the exception that stands for an outcome without one. */
    public @Nullable R run() throws Exception {
        CallIdentity identity = CallIdentity.of(engine, spec, input, deadline);
        return OutcomeValue.of(identity.key(), outcome(identity));
    }

    /** Runs the call, and returns its outcome. */
    public Outcome<R> tryRun() throws Exception {
        return outcome(CallIdentity.of(engine, spec, input, deadline));
    }

    private Outcome<R> outcome(CallIdentity identity) throws Exception {
        if (identity instanceof CallIdentity.Unguarded unguarded) {
            return new UnguardedCall<>(engine, spec, unguarded, end(), input, body).run();
        }
        CallIdentity.Guarded guarded = (CallIdentity.Guarded) identity;
        return new GuardedCall<>(new KeyedCall<>(engine, spec, input, guarded, deadline), body)
                .run()
                .conclude();
    }

    private Instant end() {
        if (deadline != null) {
            return deadline;
        }
        return engine.clock().instant().plus(spec.timing().declaredLease());
    }
}
