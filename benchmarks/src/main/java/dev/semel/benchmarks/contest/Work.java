// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.contest;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The body that every contestant runs: next to nothing, so that what is measured is what goes on around it.
 * Thread-safe.
 */
public final class Work {

    private final AtomicLong runs = new AtomicLong();
    private final String largeNote;

    /** Takes the text that makes a result large. */
    public Work(String largeNote) {
        this.largeNote = largeNote;
    }

    /** Charges an order. */
    public ContestReceipt charge(ContestOrder order) {
        runs.incrementAndGet();
        return new ContestReceipt("payment-" + order.id(), order.cents(), "");
    }

    /** Charges an order, with a large receipt. */
    public ContestReceipt chargeAtLength(ContestOrder order) {
        runs.incrementAndGet();
        return new ContestReceipt("payment-" + order.id(), order.cents(), largeNote);
    }

    /** {@return how often a body has run} */
    public long runs() {
        return runs.get();
    }
}
