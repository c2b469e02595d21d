// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.checkout;

import org.jspecify.annotations.Nullable;

/** There is not enough of the article; nothing was reserved and nothing charged. */
public final class SoldOut extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception from a message.
     *
     * @param message the message
     */
    public SoldOut(@Nullable String message) {
        super(message);
    }
}
