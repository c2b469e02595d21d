// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.Body;
import dev.semel.Deadline;
import dev.semel.DeadlineTooShortException;
import dev.semel.Outcome;
import dev.semel.model.IdempotencyKey;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One call of an operation. */
public record Invocation<I, R>(
        Engine engine,
        OperationSpec<I, R> spec,
        I input,
        Body<I, R> body,
        @Nullable Deadline callDeadline,
        Instant began) {

    /** What {@code run} gives: the value, or the exception that stands for an outcome without one. */
    public @Nullable R value() throws Exception {
        Identity identity = identity();
        return value(identity.key(), outcome(identity));
    }

    public static <R> @Nullable R value(IdempotencyKey key, Outcome<R> outcome) throws Exception {
        if (outcome instanceof Outcome.Executed<R> executed) {
            return executed.value(); // before the switch, which loads every other outcome
        }
        return OutcomeValue.of(key, outcome);
    }

    /** What {@code tryRun} gives. */
    public Outcome<R> outcome() throws Exception {
        return outcome(identity());
    }

    private Outcome<R> outcome(Identity identity) throws Exception {
        return switch (identity) {
            case Identity.Guarded guarded ->
                GuardedCall.of(engine, spec, input, body, guarded, deadline())
                        .ended()
                        .outcome();
            case Identity.Unguarded unguarded ->
                UnguardedCall.run(engine, unguarded.key(), unguarded.reason(), end(), input, body);
        };
    }

    private Identity identity() {
        if (callDeadline == null && spec.lease() == null) {
            throw DeadlineTooShortException.none(spec.name());
        }
        return new Identification<>(engine, spec, input).identity();
    }

    private @Nullable Instant deadline() {
        return callDeadline == null ? null : callDeadline.from(began);
    }

    private Instant end() {
        Instant deadline = deadline();
        if (deadline != null) {
            return deadline;
        }
        return engine.clock().instant().plus(Objects.requireNonNull(spec.lease(), "checked at the start"));
    }
}
