// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.model.PrintableText;
import java.util.Objects;

/**
 * An item of a batch that no redelivery can complete. Nothing was executed for it in this delivery.
 *
 * @param itemId the source's identifier of the item
 * @param reason the reason
 * @param cause the problem in words, without content
 */
public record PoisonItem(String itemId, PoisonReason reason, Exception cause) {

    /** Validates every part. */
    public PoisonItem {
        Requirements.nonEmpty(itemId, "itemId");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(cause, "cause");
    }

    /** Shows the item and the reason, never the cause's message. */
    @Override
    public String toString() {
        return PrintableText.shown("PoisonItem[" + itemId + ": " + reason + "]");
    }
}
