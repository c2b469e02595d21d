// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses that double from a first to a largest one, each shortened by up to a half at random. Thread-safe. */
public final class Backoff {

    private final Duration first;
    private final Duration largest;
    private final RandomGenerator jitter;

    public Backoff(Duration first, Duration largest, RandomGenerator jitter) {
        this.first = first;
        this.largest = largest;
        this.jitter = jitter;
    }

    /** {@return the pause after try number {@code tries}, from 1} */
    public Duration after(int tries) {
        int doublings = Math.min(tries - 1, 20);
        long full = Math.min(first.toNanos() << doublings, largest.toNanos());
        return Duration.ofNanos(full - (long) (jitter.nextDouble() * full / 2));
    }
}
