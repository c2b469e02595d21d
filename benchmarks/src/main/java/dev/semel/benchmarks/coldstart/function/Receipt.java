// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart.function;

/** The answer. */
public final class Receipt {

    private String number = "";

    /** Called by JSON mappers. */
    public Receipt() {}

    static Receipt of(Order order) {
        Receipt receipt = new Receipt();
        receipt.setNumber("receipt-" + order.getId());
        return receipt;
    }

    /** Returns what names the charge. */
    public String getNumber() {
        return number;
    }

    /** Called by JSON mappers. */
    public void setNumber(String number) {
        this.number = number;
    }
}
