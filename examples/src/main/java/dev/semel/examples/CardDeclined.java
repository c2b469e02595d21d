// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import org.jspecify.annotations.Nullable;

/** The card was declined; trying again does not help. */
public final class CardDeclined extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception from a message.
     *
     * @param message the message
     */
    public CardDeclined(@Nullable String message) {
        super(message);
    }
}
