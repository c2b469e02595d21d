// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/** The body ran, but its result could not be recorded; see {@link Outcome.NotRecorded}. */
public final class ResultNotRecordedException extends SemelException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Object value;

    private ResultNotRecordedException(String operation, String message, @Nullable Object value, Exception cause) {
        super(operation, message, cause);
        this.value = value;
    }

    static ResultNotRecordedException of(IdempotencyKey key, @Nullable Object value, Exception cause) {
        return new ResultNotRecordedException(
                key.scope(),
                named(key) + " was executed, but its result could not be recorded (" + brief(cause)
                        + "). value() has it",
                value,
                cause);
    }

    /** Returns what the body returned; null if that was null, or after this exception was serialised. */
    public @Nullable Object value() {
        return value;
    }
}
