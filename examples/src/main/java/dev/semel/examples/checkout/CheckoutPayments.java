// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.checkout;

import dev.semel.examples.CardDeclined;
import java.io.IOException;

/** A payment service that takes idempotency keys, as Stripe does. */
@FunctionalInterface
public interface CheckoutPayments {

    /**
     * Charges the order's card. A repeated call with the same key charges nothing, and returns the first answer.
     *
     * @param order the order
     * @param idempotencyKey the value of the header {@code Idempotency-Key}
     * @return the payment's id
     * @throws CardDeclined if the card was declined
     * @throws IOException if no answer came; the card may have been charged
     */
    String charge(CheckoutOrder order, String idempotencyKey) throws CardDeclined, IOException;
}
