// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;

/** The record's fingerprint is of another algorithm, so the payload cannot be compared. Nothing was executed. */
public final class UnverifiablePayloadException extends SemelException {

    private static final long serialVersionUID = 1L;

    private UnverifiablePayloadException(String operation, String message) {
        super(operation, message, null);
    }

    /**
     * {@return the exception of {@link Outcome.Unverifiable}}
     *
     * @param key the key
     * @param record the record with the other fingerprint
     */
    public static UnverifiablePayloadException of(IdempotencyKey key, IdempotencyRecord.Known record) {
        return new UnverifiablePayloadException(
                key.scope(),
                named(key) + " has a record whose fingerprint is of the algorithm '"
                        + record.fingerprint().algorithm()
                        + "'. Build the operation with acceptUnverifiable() to treat it as equal");
    }
}
