// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.util.Objects;

/**
 * An item of a batch that was not completed and will be delivered again, unless its source gives up.
 *
 * @param itemId the item, as its source calls it
 * @param cause why; a {@link RecordNotCompletedException} where the operation did not throw. What a body threw may show
 *     what it worked on
 */
public record FailedItem(String itemId, Exception cause) {

    /** Validates every part. */
    public FailedItem {
        Requirements.require(itemId, "itemId");
        Objects.requireNonNull(cause, "cause");
    }
}
