// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart.function;

/** The event. A class with setters, because Lambda's runtime makes no records. */
public final class ColdOrder {

    private String id = "";
    private int amount;

    /** Called by the runtime. */
    public ColdOrder() {}

    /** {@return what names the order} */
    public String getId() {
        return id;
    }

    /** Called by the runtime. */
    public void setId(String id) {
        this.id = id;
    }

    /** {@return what to charge, in cents} */
    public int getAmount() {
        return amount;
    }

    /** Called by the runtime. */
    public void setAmount(int amount) {
        this.amount = amount;
    }
}
