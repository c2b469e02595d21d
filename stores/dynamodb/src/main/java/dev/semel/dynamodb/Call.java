// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * One call of the store: its name, the moment of its one reading of the clock, and the time left for all its requests.
 */
final class Call {

    /** Longer than any caller waits, and short enough not to overflow. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final String store;
    private final String name;
    private final Instant now;
    private final LongSupplier ticker;
    private final long half;
    private final long deadline;

    Call(String store, String name, StoreCall call, LongSupplier ticker) {
        this.store = store;
        this.name = name;
        this.now = call.now();
        this.ticker = ticker;
        Duration timeout = call.timeout().compareTo(LONGEST) > 0 ? LONGEST : call.timeout();
        this.half = timeout.toNanos() / 2;
        this.deadline = ticker.getAsLong() + timeout.toNanos();
    }

    String store() {
        return store;
    }

    String name() {
        return name;
    }

    Instant now() {
        return now;
    }

    /** {@return whether at least half of the time is left} */
    boolean hasHalf() {
        return deadline - ticker.getAsLong() >= half;
    }

    /** {@return whether more than {@code duration} is left} */
    boolean hasMoreThan(Duration duration) {
        return deadline - ticker.getAsLong() > duration.toNanos();
    }

    /**
     * {@return the time left for the next request}
     *
     * @throws StoreException if less is left than the shortest request timeout
     */
    Duration timeLeft() {
        Duration left = Duration.ofNanos(deadline - ticker.getAsLong());
        if (left.compareTo(SHORTEST) < 0) {
            throw StoreException.unavailable(store, name, new TimeoutException("the call's time is over"));
        }
        return left;
    }
}
