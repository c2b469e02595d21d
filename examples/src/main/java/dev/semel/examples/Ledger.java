// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

/** The world outside of the example functions, such as a payment service. */
@FunctionalInterface
public interface Ledger {

    /**
     * Enters a line.
     *
     * @param line the line
     * @param key the same whenever one line is entered for one intent, so that a ledger that looks at keys enters it
     *     once
     * @return the receipt
     */
    String enter(String line, String key);
}
