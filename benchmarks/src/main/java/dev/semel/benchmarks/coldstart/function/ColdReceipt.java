// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart.function;

/** The answer. */
public final class ColdReceipt {

    private String number = "";

    /** Called by JSON mappers. */
    public ColdReceipt() {}

    static ColdReceipt of(ColdOrder order) {
        ColdReceipt receipt = new ColdReceipt();
        receipt.setNumber("receipt-" + order.getId());
        return receipt;
    }

    /** {@return what names the charge} */
    public String getNumber() {
        return number;
    }

    /** Called by JSON mappers. */
    public void setNumber(String number) {
        this.number = number;
    }
}
