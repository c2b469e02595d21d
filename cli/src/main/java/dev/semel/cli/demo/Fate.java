// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import java.util.concurrent.CountDownLatch;

/** What happens to one delivery on its way through a handler. The handler cannot tell, and none is treated differently. */
sealed interface Fate {

    /** Where in a handler's work: every handler has exactly one effect, the charge. */
    enum Point {
        /** The handler has done all that it does before the effect, such as claiming; the request is not sent yet. */
        BEFORE_EFFECT,
        /** The payment service has answered; the handler does not know it yet. */
        AFTER_EFFECT
    }

    /** Nothing happens. */
    record Lives() implements Fate {}

    /**
     * The process dies. No line of the handler runs any more, no {@code finally} either.
     *
     * @param at where
     */
    record Crashes(Point at) implements Fate {}

    /**
     * The process freezes, past its deadline and its lease, and goes on where it was when it is thawed.
     *
     * @param at where
     * @param thaw opens when it goes on
     */
    record Freezes(Point at, CountDownLatch thaw) implements Fate {}

    /**
     * Two deliveries run at the same time: each waits before its effect until the other is there too, or has ended.
     *
     * @param both counted down by each
     */
    record Meets(CountDownLatch both) implements Fate {}
}
