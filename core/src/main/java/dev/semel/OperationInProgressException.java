// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.IdempotencyKey;
import java.time.Duration;

/** Another attempt may still be running. Nothing was executed. */
public final class OperationInProgressException extends SemelException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    private OperationInProgressException(String operation, String message, Duration retryAfter) {
        super(operation, message, null);
        this.retryAfter = retryAfter;
    }

    /**
     * {@return the exception of {@link Outcome.InProgress}}
     *
     * @param key the key
     * @param outcome the outcome that the exception stands for
     */
    public static OperationInProgressException of(IdempotencyKey key, Outcome.InProgress<?> outcome) {
        return new OperationInProgressException(
                key.scope(),
                named(key) + " is in progress, attempt "
                        + outcome.record().claim().attempt() + ". Try again in "
                        + outcome.retryAfter().toMillis() + " ms at the latest",
                outcome.retryAfter());
    }

    /** {@return how long the other attempt's lease still lasts; zero or more} */
    public Duration retryAfter() {
        return retryAfter;
    }
}
