// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.crash;

import dev.semel.testkit.CrashPoint;
import dev.semel.testkit.Fault;
import dev.semel.testkit.FaultPlan;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the moments of one attempt at which it can crash, and crashes it at one of them. */
final class CrashMoments {

    private final int crashAt;
    private final CrashPoint process;
    private final AtomicInteger passed = new AtomicInteger();

    /**
     * Begins.
     *
     * @param crashAt the number of the moment, from 1; 0 for none
     */
    CrashMoments(int crashAt, CrashPoint process) {
        this.crashAt = crashAt;
        this.process = process;
    }

    /** Two moments for each store call: before and after it is applied. */
    FaultPlan faults() {
        return (method, request) -> {
            if (isNext()) {
                return new Fault.CrashBefore();
            }
            return isNext() ? new Fault.CrashAfter() : new Fault.None();
        };
    }

    /** One moment in the body. */
    void pass() {
        if (isNext()) {
            throw process.crash();
        }
        process.pass();
    }

    private boolean isNext() {
        return passed.incrementAndGet() == crashAt;
    }
}
