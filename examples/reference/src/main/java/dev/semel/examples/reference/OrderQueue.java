// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference;

/** The queue of orders to charge. A message may be sent twice: the function behind the queue charges once. */
@FunctionalInterface
public interface OrderQueue {

    /**
     * Sends a message about an order.
     *
     * @param orderId the order's id
     */
    void send(String orderId);
}
