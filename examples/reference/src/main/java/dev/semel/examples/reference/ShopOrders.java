// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference;

import java.util.Optional;

/**
 * The table of orders.
 *
 * @param <W> the writes of the database that keeps the orders and the idempotency records
 */
public interface ShopOrders<W> {

    /**
     * Stores an order once. The order is its own idempotency record: a second call finds the first one's.
     *
     * @param order the order
     * @return the order as it is stored, by this call or an earlier one
     */
    ShopOrder place(ShopOrder order);

    /**
     * {@return the order, if it was placed}
     *
     * @param id the order's id
     */
    Optional<ShopOrder> find(String id);

    /**
     * {@return the write that marks an order as paid}
     *
     * @param order the order
     * @param payment the payment's id
     */
    W paid(ShopOrder order, String payment);
}
