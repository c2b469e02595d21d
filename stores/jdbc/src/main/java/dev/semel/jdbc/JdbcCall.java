// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One call of the store, with the time that it still has. */
final class JdbcCall {

    private final String store;
    private final String name;
    private final Instant callersClock;
    private final @Nullable Instant now;
    private final LongSupplier ticker;
    private final long endNanos;

    /**
     * Begins a call.
     *
     * @param databaseTime whether the database's clock decides instead of the caller's
     */
    JdbcCall(String store, String name, StoreCall call, boolean databaseTime, LongSupplier ticker) {
        this.store = store;
        this.name = name;
        this.callersClock = call.now();
        this.now = databaseTime ? null : call.now();
        this.ticker = ticker;
        this.endNanos = ticker.getAsLong() + nanos(call.timeout());
    }

    private static long nanos(Duration timeout) {
        return timeout.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1).toNanos() : timeout.toNanos();
    }

    String store() {
        return store;
    }

    String name() {
        return name;
    }

    /** {@return the caller's clock in milliseconds; null if the database's clock decides} */
    @Nullable
    Long nowMillis() {
        return now == null ? null : now.toEpochMilli();
    }

    /**
     * {@return the moment by which everything is decided}
     *
     * @param row the row that a statement answered; null if it answered none
     */
    Instant moment(@Nullable StoredRow row) {
        return now != null ? now : row != null ? Instant.ofEpochMilli(row.moment()) : callersClock;
    }

    /**
     * {@return the time that is left, at least a millisecond}
     *
     * @throws StoreException if it is over
     */
    Duration remaining() {
        long left = endNanos - ticker.getAsLong();
        if (left <= 0) {
            throw StoreException.unavailable(store, name, new SQLTimeoutException("the time of the call is over"));
        }
        return Duration.ofMillis(Math.max(1, left / 1_000_000));
    }

    boolean isOver() {
        return endNanos - ticker.getAsLong() <= 0;
    }
}
