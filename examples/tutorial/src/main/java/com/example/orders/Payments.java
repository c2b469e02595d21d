// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package com.example.orders;

/** The payment company's API. */
public interface Payments {

    /**
     * Charges the card of an order.
     *
     * @param idempotencyKey a second request with the same key charges nothing and gets the first receipt
     * @throws CardDeclined if the bank refused the card
     */
    Receipt charge(Order order, String idempotencyKey) throws Exception;
}
