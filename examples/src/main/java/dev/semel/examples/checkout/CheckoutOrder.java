// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.checkout;

/**
 * What a customer orders, once.
 *
 * @param id names the order; every message about it carries the same
 * @param article what is ordered
 * @param quantity how many, at least 1
 * @param card what to charge
 * @param amountCents how much
 * @param email where to write to
 */
public record CheckoutOrder(String id, String article, int quantity, String card, long amountCents, String email) {

    /** Validates the quantity. */
    public CheckoutOrder {
        if (quantity < 1) {
            throw new IllegalArgumentException("quantity must be at least 1, is " + quantity);
        }
    }
}
