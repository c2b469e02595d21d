// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

/** A payment service that takes idempotency keys. */
@FunctionalInterface
public interface Payments {

    /**
     * Charges the order's card. A repeated call with the same key charges nothing, and returns the first answer.
     *
     * @param order the order
     * @param key the effect key, which makes a repetition recognisable
     * @return the receipt
     * @throws CardDeclined if the card was declined
     */
    Receipt charge(Order order, String key) throws CardDeclined;
}
