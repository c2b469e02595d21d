// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.model.PrintableText;
import java.util.Objects;

/**
 * An item of a batch that was not completed. Its source delivers it again until it gives up.
 *
 * @param itemId the source's identifier of the item
 * @param cause the reason; a {@link RecordNotCompletedException} if the operation did not throw. An exception of a body
 *     may show its input
 */
public record FailedItem(String itemId, Exception cause) {

    /** Validates every part. */
    public FailedItem {
        Requirements.nonEmpty(itemId, "itemId");
        Objects.requireNonNull(cause, "cause");
    }

    /** Shows the item and the kind of failure, never its message. */
    @Override
    public String toString() {
        return PrintableText.shown(
                "FailedItem[" + itemId + ": " + cause.getClass().getName() + "]");
    }
}
