// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference;

import org.jspecify.annotations.Nullable;

/** The card was declined. That is final: another try would be declined too. */
public final class PaymentDeclined extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception from a message.
     *
     * @param message the message
     */
    public PaymentDeclined(@Nullable String message) {
        super(message);
    }
}
