// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;

/** The key's record cannot be read, as when a newer version wrote it. Nothing was executed (S12). */
public final class UnreadableRecordException extends SemelException {

    private static final long serialVersionUID = 1L;

    private UnreadableRecordException(String operation, String message) {
        super(operation, message, null);
    }

    /**
     * {@return the exception of a call that met an unreadable record}
     *
     * @param key the key
     * @param record the unreadable record
     */
    public static UnreadableRecordException notExecuted(IdempotencyKey key, IdempotencyRecord.Unreadable record) {
        return new UnreadableRecordException(
                key.scope(),
                named(key) + " was not executed, its record cannot be read: " + record.problem()
                        + ". Upgrade every client to the version that wrote it");
    }
}
