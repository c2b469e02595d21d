// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.checkout;

import java.io.IOException;

/** A mail service that takes idempotency keys. */
@FunctionalInterface
public interface Mail {

    /**
     * Tells the customer that the order is on its way. Repeated with the same key it sends nothing.
     *
     * @throws IOException if no answer came; the mail may have been sent
     */
    void confirm(CheckoutOrder order, String payment, String idempotencyKey) throws IOException;
}
