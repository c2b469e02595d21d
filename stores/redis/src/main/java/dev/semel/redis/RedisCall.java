// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** One call of the store: its name, its moment, and the time left for all its requests. */
final class RedisCall implements TimeLeft {

    /** Longer than any caller waits, and short enough not to overflow. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final String store;
    private final String name;
    private final StoreCall call;
    private final LongSupplier ticker;
    private final Duration half;
    private final long deadline;

    RedisCall(String store, String name, StoreCall call, LongSupplier ticker) {
        this.store = store;
        this.name = name;
        this.call = call;
        this.ticker = ticker;
        Duration timeout = call.timeout().compareTo(LONGEST) > 0 ? LONGEST : call.timeout();
        half = timeout.dividedBy(2);
        deadline = ticker.getAsLong() + timeout.toNanos();
    }

    StoreCall call() {
        return call;
    }

    /** {@return whether no request can be sent any more} */
    boolean isOver() {
        return left().compareTo(SHORTEST) < 0;
    }

    /** {@return whether at least half of the time is left} */
    boolean hasHalf() {
        return left().compareTo(half) >= 0;
    }

    @Override
    public Duration left() {
        return Duration.ofNanos(Math.max(deadline - ticker.getAsLong(), 0));
    }

    /**
     * {@return the time left for the next request}
     *
     * @throws StoreException if less is left than the shortest request timeout
     */
    Duration timeLeft() {
        Duration left = left();
        if (left.compareTo(SHORTEST) < 0) {
            throw unavailable(new TimeoutException("the call's time is over"));
        }
        return left;
    }

    StoreException unavailable(Exception cause) {
        return StoreException.unavailable(store, name, cause);
    }

    StoreException refused(String remedy) {
        return StoreException.refused(store, name, remedy, null);
    }

    StoreException tooLarge(long bytes, long limit) {
        return StoreException.tooLarge(
                store,
                name,
                bytes,
                limit,
                "store less, keep the value elsewhere and store its address, or raise largestWrite(...)");
    }
}
