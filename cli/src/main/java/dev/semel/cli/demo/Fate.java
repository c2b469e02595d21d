// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import java.util.concurrent.CountDownLatch;

/** A fault of one delivery, or none. Handlers cannot see it, and it is the same for all of them. */
sealed interface Fate {

    /** Moment in a handler's work: every handler has exactly one effect, the charge. */
    enum Point {
        /** The moment before the effect: the handler has claimed, if it does; the request is not sent yet. */
        BEFORE_EFFECT,
        /** The moment after the effect: the payment service has answered, and the handler has not received that yet. */
        AFTER_EFFECT
    }

    /** No fault. */
    record Lives() implements Fate {}

    /**
     * A crash: no line of the handler runs any more, not even a {@code finally}.
     *
     * @param at the moment
     */
    record Crashes(Point at) implements Fate {}

    /**
     * A freeze past deadline and lease. The process continues at the same line after the thaw.
     *
     * @param at the moment
     * @param thaw opens when the process continues
     */
    record Freezes(Point at, CountDownLatch thaw) implements Fate {}

    /**
     * Two deliveries at the same time: each waits before its effect until the other one is there too, or has ended.
     *
     * @param both counted down by each
     */
    record Meets(CountDownLatch both) implements Fate {}
}
