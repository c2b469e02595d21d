// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.testkit;

import dev.semel.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A clock that moves only on request. Waiting on it moves it by exactly the time waited, so that a test of an hour
 * takes no time. Pass it to a builder both as its {@link InstantSource} and as its {@link Waiting}. Thread-safe.
 */
public final class ManualClock implements InstantSource, Waiting {

    private final List<Duration> waits = new ArrayList<>();
    private Instant now;

    private ManualClock(Instant start) {
        this.now = Objects.requireNonNull(start, "start");
    }

    /**
     * {@return a clock that shows {@code start}}
     *
     * @param start the first moment
     */
    public static ManualClock at(Instant start) {
        return new ManualClock(start);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /**
     * Moves the clock forward.
     *
     * @param by the distance; not negative
     * @return the new moment
     * @throws IllegalArgumentException if {@code by} is negative; use {@link #set} to move a clock back
     */
    public synchronized Instant advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("by must not be negative, is " + by);
        }
        now = now.plus(by);
        return now;
    }

    /**
     * Sets the clock, forward or back: clients' clocks do both.
     *
     * @param moment the new moment
     */
    public synchronized void set(Instant moment) {
        now = Objects.requireNonNull(moment, "moment");
    }

    /**
     * Moves the clock forward by {@code duration}, without blocking, and records the wait.
     *
     * @throws InterruptedException if the thread is interrupted; the clock has not moved
     * @throws IllegalArgumentException if {@code duration} is negative
     */
    @Override
    public synchronized void await(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        advance(duration);
        waits.add(duration);
    }

    /** {@return the duration of each {@link #await}, in order} */
    public synchronized List<Duration> waits() {
        return List.copyOf(waits);
    }
}
