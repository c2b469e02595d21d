// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;

/** The key is in quarantine: it is unknown whether the operation had effects, and a decision is needed. */
public final class KeyQuarantinedException extends SemelException {

    private static final long serialVersionUID = 1L;

    private KeyQuarantinedException(String operation, String message) {
        super(operation, message, null);
    }

    /**
     * {@return the exception of {@link Outcome.Quarantined}}
     *
     * @param key the key
     * @param record the quarantined record
     */
    public static KeyQuarantinedException of(IdempotencyKey key, IdempotencyRecord.Quarantined record) {
        return new KeyQuarantinedException(
                key.scope(),
                named(key) + " is in quarantine since " + record.quarantinedAt() + " (" + record.reason()
                        + "). Resolve it with a result or with permission to re-execute");
    }
}
