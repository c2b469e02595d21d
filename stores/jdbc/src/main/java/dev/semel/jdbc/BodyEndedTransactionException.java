// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import java.sql.SQLException;

/** A body committed the caller's transaction by itself, and its claim with it. */
final class BodyEndedTransactionException extends SQLException {

    private static final long serialVersionUID = 1L;

    private final boolean recorded;

    /**
     * Makes the exception.
     *
     * @param recorded whether the record of the operation was committed after the effects
     */
    BodyEndedTransactionException(boolean recorded, Exception cause) {
        super("the body ended the transaction", "25000", cause);
        this.recorded = recorded;
    }

    boolean isRecorded() {
        return recorded;
    }
}
