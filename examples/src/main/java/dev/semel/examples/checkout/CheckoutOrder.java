// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.checkout;

/**
 * One order of a customer.
 *
 * @param id the order's id; the same in every message about the order
 * @param article the article
 * @param quantity the number of articles, at least 1
 * @param card the card to charge
 * @param amountCents the amount
 * @param email the customer's address
 */
public record CheckoutOrder(String id, String article, int quantity, String card, long amountCents, String email) {

    /** Validates the quantity. */
    public CheckoutOrder {
        if (quantity < 1) {
            throw new IllegalArgumentException("quantity must be at least 1, is " + quantity);
        }
    }
}
