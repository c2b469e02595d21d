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
 * A clock that moves only when told to. Waiting on it moves it by exactly the time waited, so that a test of an hour
 * takes no time. Given to a builder as its {@link InstantSource} and as its {@link Waiting}. Thread-safe.
 */
public final class ManualClock implements InstantSource, Waiting {

    private final List<Duration> waits = new ArrayList<>();
    private Instant now;

    private ManualClock(Instant start) {
        this.now = Objects.requireNonNull(start, "start");
    }

    /** Returns a clock that shows {@code start}. */
    public static ManualClock at(Instant start) {
        return new ManualClock(start);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /**
     * Moves the clock on and returns what it shows then.
     *
     * @throws IllegalArgumentException if {@code by} is negative; use {@link #set} to move a clock back
     */
    public synchronized Instant advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("by must not be negative, is " + by);
        }
        now = now.plus(by);
        return now;
    }

    /** Sets the clock, back as well as on: clients' clocks do both. */
    public synchronized void set(Instant moment) {
        now = Objects.requireNonNull(moment, "moment");
    }

    /**
     * Moves the clock on by {@code duration}, without blocking, and remembers the wait.
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

    /** Returns how long each {@link #await} was, in order. */
    public synchronized List<Duration> waits() {
        return List.copyOf(waits);
    }
}
