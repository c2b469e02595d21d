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

    private RecordNotCompletedException(String message, Outcome<?> outcome) {
        super(message);
        this.outcome = outcome;
    }

    /** Returns how the operation ended; null after this exception was serialised. */
    public @Nullable Outcome<?> outcome() {
        return outcome;
    }

    static RecordNotCompletedException of(String operation, Outcome<?> outcome) {
        return new RecordNotCompletedException(
                "Operation '" + operation + "' ended as " + outcome.getClass().getSimpleName()
                        + ", so the record must be delivered again",
                outcome);
    }
}
