// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.IdempotencyKey;
import dev.semel.store.StoreException;

/**
 * The store could not answer the claim, and nothing was executed (fail closed); or it could not renew a lease, and the
 * old one holds.
 */
public final class StoreUnavailableException extends SemelException {

    private static final long serialVersionUID = 1L;

    private StoreUnavailableException(String operation, String message, StoreException cause) {
        super(operation, message, cause);
    }

    /**
     * {@return the exception of a call without an answer to its claim}
     *
     * @param key the key
     * @param cause the exception of the store
     */
    public static StoreUnavailableException notExecuted(IdempotencyKey key, StoreException cause) {
        return new StoreUnavailableException(
                key.scope(), named(key) + " was not executed. " + cause.getMessage(), cause);
    }

    /**
     * {@return the exception of a lease that the store did not renew}
     *
     * @param key the key
     * @param cause the exception of the store
     */
    public static StoreUnavailableException notRenewed(IdempotencyKey key, StoreException cause) {
        return new StoreUnavailableException(
                key.scope(), "the lease of " + named(key) + " was not renewed. " + cause.getMessage(), cause);
    }
}
