// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package com.example.orders;

/** The bank refused the card. Another try would not help. */
public final class CardDeclined extends Exception {

    private static final long serialVersionUID = 1;

    public CardDeclined(String reason) {
        super(reason);
    }
}
