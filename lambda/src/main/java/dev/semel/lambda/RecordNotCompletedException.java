// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.ContentFree;
import dev.semel.Outcome;
import org.jspecify.annotations.Nullable;

/** One record of an event was not completed. Says how its operation ended; never shows the record. */
public final class RecordNotCompletedException extends RuntimeException implements ContentFree {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Outcome<?> outcome;

    private RecordNotCompletedException(String message, @Nullable Outcome<?> outcome) {
        super(message);
        this.outcome = outcome;
    }

    /** Returns how the operation ended; null if it was not tried, or after this exception was serialised. */
    public @Nullable Outcome<?> outcome() {
        return outcome;
    }

    /** Returns what stands for an outcome without a completed record. */
    static Exception failure(String operation, Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.FinallyFailed<?> failed -> failed.failure();
            case Outcome.NotRecorded<?> kept -> kept.cause();
            case Outcome.ResultUnavailable<?> done -> done.cause();
            default -> of(operation, outcome);
        };
    }

    /** Returns what is said of a record that must wait for one before it. */
    static RecordNotCompletedException behind(String operation) {
        return new RecordNotCompletedException(
                "Operation '" + operation
                        + "' was not tried, or does not count, because a record before this one in its "
                        + "order was not completed, or the invocation was interrupted",
                null);
    }

    static RecordNotCompletedException of(String operation, Outcome<?> outcome) {
        return new RecordNotCompletedException(
                "Operation '" + operation + "' ended as " + outcome.getClass().getSimpleName()
                        + ", so the record must be delivered again",
                outcome);
    }
}
