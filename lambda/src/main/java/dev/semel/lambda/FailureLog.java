// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.ContentFree;
import java.util.function.Consumer;

/** Logs failed items, by type only: a message of somebody else's exception may show a payload. */
record FailureLog(System.Logger logger) implements Consumer<FailedItem> {

    FailureLog() {
        this(System.getLogger("dev.semel.lambda"));
    }

    @Override
    public void accept(FailedItem item) {
        Exception cause = item.cause();
        String told = cause instanceof ContentFree
                ? cause.toString()
                : cause.getClass().getName();
        logger.log(System.Logger.Level.WARNING, () -> "Item not completed id=" + item.itemId() + ": " + told);
    }
}
