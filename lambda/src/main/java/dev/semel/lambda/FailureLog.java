// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.ContentFree;
import java.util.function.Consumer;

/**
 * Log of failed items. Of exceptions that are not Semel's only the type is logged, because their messages may show a
 * payload.
 */
final class FailureLog implements Consumer<FailedItem> {

    private final System.Logger logger = System.getLogger("dev.semel.lambda");

    @Override
    public void accept(FailedItem item) {
        Exception cause = item.cause();
        String told = cause instanceof ContentFree
                ? cause.toString()
                : cause.getClass().getName();
        logger.log(
                System.Logger.Level.WARNING,
                () -> "Item not completed id=" + Printable.of(item.itemId()) + ": " + Printable.line(told));
    }
}
