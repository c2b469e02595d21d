// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import java.time.Duration;

/** The engine's way of waiting, for a key in progress and between tries of a store. Thread-safe. */
@FunctionalInterface
public interface Waiting {

    /**
     * Returns after {@code duration}, in the time of the engine's clock.
     *
     * @param duration the time to wait
     * @throws InterruptedException if the thread was interrupted before or while it waited
     */
    void await(Duration duration) throws InterruptedException;

    /** {@return the waiting that lets the caller's thread sleep} */
    static Waiting sleeping() {
        return Thread::sleep;
    }
}
