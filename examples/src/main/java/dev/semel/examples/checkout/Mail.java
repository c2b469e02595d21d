// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.checkout;

import java.io.IOException;

/** A mail service that takes idempotency keys. */
@FunctionalInterface
public interface Mail {

    /**
     * Sends the customer a mail about the order. A repeated call with the same key sends nothing.
     *
     * @param order the order
     * @param payment the payment
     * @param idempotencyKey the key that makes a repetition recognisable
     * @throws IOException if no answer came; the mail may have been sent
     */
    void confirm(CheckoutOrder order, String payment, String idempotencyKey) throws IOException;
}
