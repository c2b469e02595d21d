// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/**
 * The body ran, but its result could not be recorded; see {@link Outcome.NotRecorded}. For a transactional operation it
 * is unknown whether it was committed; there is no value then, and the same call again finds out.
 */
public final class ResultNotRecordedException extends SemelException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Object value;

    private ResultNotRecordedException(String operation, String message, @Nullable Object value, Exception cause) {
        super(operation, message, cause);
        this.value = value;
    }

    /**
     * {@return the exception of {@link Outcome.NotRecorded}}
     *
     * @param key the key
     * @param value the value of the body; may be null
     * @param cause the cause
     */
    public static ResultNotRecordedException of(IdempotencyKey key, @Nullable Object value, Exception cause) {
        return new ResultNotRecordedException(
                key.scope(),
                named(key) + " was executed, but its result could not be recorded (" + brief(cause)
                        + "). value() has it",
                value,
                cause);
    }

    /**
     * {@return the exception of a transactional call to which the store gave no answer}
     *
     * @param key the key
     * @param cause the cause
     */
    public static ResultNotRecordedException undecided(IdempotencyKey key, Exception cause) {
        return new ResultNotRecordedException(
                key.scope(),
                "whether " + named(key) + " was committed is not known, for the store gave no answer (" + brief(cause)
                        + "): its writes and its result are both stored, or neither is. Call again to find out; do not "
                        + "treat it as done",
                null,
                cause);
    }

    /** {@return the value of the body; null if that was null, or after this exception was serialised} */
    public @Nullable Object value() {
        return value;
    }
}
