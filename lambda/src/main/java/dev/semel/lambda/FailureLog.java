// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.event.FailureText;
import dev.semel.model.PrintableText;
import java.util.function.Consumer;

/**
 * Log of failed items, for {@link BatchPolicy#failures}: one line at WARNING for each, to the {@link System.Logger}
 * {@code dev.semel.lambda}, with the exception as {@link FailureText} shows it. Thread-safe.
 */
public final class FailureLog implements Consumer<FailedItem> {

    private static final int LONGEST_ID = 400;

    private final System.Logger logger = System.getLogger("dev.semel.lambda");
    private final FailureText text;

    FailureLog() {
        this(FailureText.withMessages());
    }

    private FailureLog(FailureText text) {
        this.text = text;
    }

    /** {@return the log with the messages of exceptions that bodies throw} The default of a policy. */
    public static FailureLog withMessages() {
        return new FailureLog();
    }

    /** {@return the log without these messages, for bodies that put personal data into them} */
    public static FailureLog withoutMessages() {
        return new FailureLog(FailureText.withoutMessages());
    }

    @Override
    public void accept(FailedItem item) {
        logger.log(
                System.Logger.Level.WARNING,
                () -> "Item not completed id=" + PrintableText.line(item.itemId(), LONGEST_ID) + ": "
                        + text.ofBody(item.cause()));
    }
}
