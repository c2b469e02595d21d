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

    public static StoreUnavailableException notExecuted(IdempotencyKey key, StoreException cause) {
        return new StoreUnavailableException(
                key.scope(), named(key) + " was not executed. " + cause.getMessage(), cause);
    }

    public static StoreUnavailableException notRenewed(IdempotencyKey key, StoreException cause) {
        return new StoreUnavailableException(
                key.scope(), "the lease of " + named(key) + " was not renewed. " + cause.getMessage(), cause);
    }
}
