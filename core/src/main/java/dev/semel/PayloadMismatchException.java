// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.IdempotencyKey;

/** The key was used with another payload: a mistake of the caller. Nothing was executed. */
public final class PayloadMismatchException extends SemelException {

    private static final long serialVersionUID = 1L;

    private PayloadMismatchException(String operation, String message) {
        super(operation, message, null);
    }

    /**
     * {@return the exception of {@link Outcome.Mismatch}}
     *
     * @param key the key
     */
    public static PayloadMismatchException of(IdempotencyKey key) {
        return new PayloadMismatchException(
                key.scope(), named(key) + " was used before with another payload. Use a new key for a new intent");
    }
}
