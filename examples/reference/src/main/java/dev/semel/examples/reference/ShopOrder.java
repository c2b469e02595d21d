// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference;

import dev.semel.lambda.JsonDocument;

/**
 * One order of a customer.
 *
 * @param id the order's id; the same in every message about the order
 * @param customer the customer's address
 * @param article the article
 * @param cents the amount, at least 1
 */
public record ShopOrder(String id, String customer, String article, long cents) {

    /** Validates every part. */
    public ShopOrder {
        if (id.isEmpty() || customer.isEmpty() || article.isEmpty()) {
            throw new IllegalArgumentException("an order needs an id, a customer and an article");
        }
        if (cents < 1) {
            throw new IllegalArgumentException("cents must be at least 1, is " + cents);
        }
    }

    /**
     * {@return the order that a document describes}
     *
     * @param id the order's id
     * @param document an object with {@code customer}, {@code article} and {@code cents}
     * @throws IllegalArgumentException if a member is missing or wrong
     */
    static ShopOrder of(String id, JsonDocument document) {
        return new ShopOrder(
                id,
                document.text("/customer").orElse(""),
                document.text("/article").orElse(""),
                Long.parseLong(document.text("/cents").orElse("0")));
    }
}
