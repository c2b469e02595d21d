// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference;

import java.time.Instant;
import java.util.Optional;

/** The payment company's charges, for the prover, which needs a public interface. */
public interface ChargeBook {

    /**
     * Charges.
     *
     * @param customer the customer
     * @param key the idempotency key
     * @param now the moment
     * @return the payment's id
     */
    String charge(String customer, String key, Instant now);

    /**
     * {@return the moment of a charge}
     *
     * @param key the idempotency key
     */
    Optional<Instant> find(String key);
}
