// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference;

import java.io.IOException;

/** A mail service that takes idempotency keys. */
@FunctionalInterface
public interface MailService {

    /**
     * Confirms an order to its customer. A repeated call with the same key sends nothing.
     *
     * @param order the order
     * @param payment the payment's id
     * @param idempotencyKey the key that makes a repetition recognisable
     * @throws IOException if no answer came; the mail may have been sent
     * @throws InterruptedException if the thread was interrupted
     */
    void confirm(ShopOrder order, String payment, String idempotencyKey) throws IOException, InterruptedException;
}
