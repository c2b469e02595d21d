// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference;

import java.io.IOException;

/** A payment company that takes idempotency keys, and forgets a key a day after its first use. */
public interface PaymentCompany {

    /** Traces of a charge at the payment company. */
    enum Trace {
        /** The company knows no charge under the key. */
        NONE,
        /** The charge was made, and a repeated call with its key charges nothing. */
        REPEATABLE,
        /** The charge was made, and a repeated call would charge again: the company has forgotten the key. */
        FORGOTTEN
    }

    /**
     * Charges an order. A repeated call with the same key charges nothing, and returns the first answer.
     *
     * @param order the order
     * @param idempotencyKey the value of the header {@code Idempotency-Key}
     * @return the payment's id
     * @throws PaymentDeclined if the card was declined
     * @throws IOException if no answer came; the card may have been charged
     * @throws InterruptedException if the thread was interrupted
     */
    String charge(ShopOrder order, String idempotencyKey) throws PaymentDeclined, IOException, InterruptedException;

    /**
     * {@return the trace of a charge}
     *
     * @param idempotencyKey the key of the charge
     * @throws IOException if no answer came
     * @throws InterruptedException if the thread was interrupted
     */
    Trace trace(String idempotencyKey) throws IOException, InterruptedException;
}
