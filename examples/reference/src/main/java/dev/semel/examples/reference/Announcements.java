// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference;

import java.io.IOException;

/** The event bus. An event may be sent twice: each function behind the bus acts once. */
@FunctionalInterface
public interface Announcements {

    /**
     * Announces that an order was paid.
     *
     * @param order the order
     * @throws IOException if the bus did not take the event
     */
    void paid(ShopOrder order) throws IOException;
}
