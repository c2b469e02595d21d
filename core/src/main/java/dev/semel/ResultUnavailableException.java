// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/** The operation has completed, but its result was not kept or cannot be read. It was not executed again. */
public final class ResultUnavailableException extends SemelException {

    private static final long serialVersionUID = 1L;

    private ResultUnavailableException(String operation, String message, @Nullable Throwable cause) {
        super(operation, message, cause);
    }

    /**
     * {@return the exception of {@link Outcome.ResultUnavailable}}
     *
     * @param key the key
     * @param cause the cause
     */
    public static ResultUnavailableException of(IdempotencyKey key, Exception cause) {
        if (cause instanceof ResultUnavailableException told) {
            return told;
        }
        return new ResultUnavailableException(
                key.scope(),
                named(key) + " has completed, but its result cannot be returned (" + brief(cause)
                        + "). Build the operation with onReplay(...) to read it elsewhere",
                cause);
    }

    /**
     * {@return the exception of a result that the store does not have}
     *
     * @param key the key
     * @param reason the reason, for logs
     */
    public static ResultUnavailableException missing(IdempotencyKey key, String reason) {
        return new ResultUnavailableException(
                key.scope(), named(key) + " has completed, but there is no result: " + reason, null);
    }

    /**
     * {@return the exception of a final failure that no rule of the operation declares any more}
     *
     * @param key the key
     * @param failure the stored name of the failure
     */
    public static ResultUnavailableException undeclared(IdempotencyKey key, String failure) {
        return new ResultUnavailableException(
                key.scope(),
                named(key) + " failed for good as '" + failure
                        + "', which no finalFor(...) rule declares. Add that rule",
                null);
    }
}
