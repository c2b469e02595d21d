// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import dev.semel.model.EffectKey;

/** A payment service that takes idempotency keys. */
@FunctionalInterface
public interface Payments {

    /**
     * Charges the order's card. Repeated with the same key it charges nothing, and answers as it did.
     *
     * @throws CardDeclined if the card was declined
     */
    Receipt charge(Order order, EffectKey key) throws CardDeclined;
}
