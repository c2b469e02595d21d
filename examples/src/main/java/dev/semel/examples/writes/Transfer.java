// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.writes;

/**
 * Money to move, once.
 *
 * @param id the transfer's id; the same in every message about the transfer
 * @param from the account that pays
 * @param to another account
 * @param cents the amount, at least 1
 */
public record Transfer(String id, String from, String to, long cents) {

    /** Validates what no transfer can be. */
    public Transfer {
        if (from.equals(to)) {
            throw new IllegalArgumentException("from and to are the same account");
        }
        if (cents < 1) {
            throw new IllegalArgumentException("cents must be at least 1, is " + cents);
        }
    }
}
