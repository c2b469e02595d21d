// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference;

/**
 * The table of customers' points.
 *
 * @param <W> the writes of the database that keeps the points and the idempotency records
 */
@FunctionalInterface
public interface Points<W> {

    /**
     * {@return the write that adds points to a customer's}
     *
     * @param customer the customer
     * @param points the number of points
     */
    W add(String customer, long points);
}
