// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.Outcome;
import dev.semel.model.ContentFree;
import dev.semel.model.PrintableText;
import org.jspecify.annotations.Nullable;

/** One record of an event was not completed. The message names the outcome, never the record. */
public final class RecordNotCompletedException extends RuntimeException implements ContentFree {

    private static final long serialVersionUID = 1L;

    private static final String AGAIN = ", so the record must be delivered again";

    private static final String NO_REDELIVERY = ". No redelivery changes that: set such records aside with "
            + "BatchPolicy.poison(PoisonPolicy.drop(...)), or let the source give up on them";

    private final transient @Nullable Outcome<?> outcome;

    private RecordNotCompletedException(String message, @Nullable Outcome<?> outcome) {
        super(message);
        this.outcome = outcome;
    }

    /** {@return the outcome; null if the operation was not tried, or after this exception was serialised} */
    public @Nullable Outcome<?> outcome() {
        return outcome;
    }

    /** {@return the exception for an outcome without a completed record} */
    static Exception failure(String operation, Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.FinallyFailed<?> failed -> failed.failure();
            case Outcome.NotRecorded<?> kept -> kept.cause();
            case Outcome.ResultUnavailable<?> done -> done.cause();
            case Outcome.InProgress<?> open -> of(operation, open);
            case Outcome.Mismatch<?> open -> of(operation, open);
            case Outcome.Unverifiable<?> open -> of(operation, open);
            case Outcome.Quarantined<?> open -> of(operation, open);
            case Outcome.ClaimLost<?> open -> of(operation, open);
            case Outcome.Executed<?> done -> of(operation, done);
            case Outcome.Replayed<?> done -> of(operation, done);
            case Outcome.Bypassed<?> done -> of(operation, done);
        };
    }

    /** {@return the exception of a record that must wait for an earlier one} */
    static RecordNotCompletedException behind(String operation) {
        return new RecordNotCompletedException(
                "Operation '" + PrintableText.shown(operation)
                        + "' was not tried, or does not count, because a record before this one in its "
                        + "order was not completed, or the invocation was interrupted",
                null);
    }

    static RecordNotCompletedException of(String operation, Outcome<?> outcome) {
        String remedy = switch (outcome) {
            case Outcome.Mismatch<?> open -> NO_REDELIVERY;
            case Outcome.Unverifiable<?> open -> NO_REDELIVERY;
            case Outcome.Quarantined<?> open -> ". No redelivery completes the record before its key is resolved";
            case Outcome.InProgress<?> open -> AGAIN;
            case Outcome.ClaimLost<?> open -> AGAIN;
            case Outcome.NotRecorded<?> open -> AGAIN;
            case Outcome.FinallyFailed<?> done -> AGAIN;
            case Outcome.ResultUnavailable<?> done -> AGAIN;
            case Outcome.Executed<?> done -> AGAIN;
            case Outcome.Replayed<?> done -> AGAIN;
            case Outcome.Bypassed<?> done -> AGAIN;
        };
        return new RecordNotCompletedException(
                "Operation '" + PrintableText.shown(operation) + "' ended as "
                        + outcome.getClass().getSimpleName() + remedy,
                outcome);
    }
}
