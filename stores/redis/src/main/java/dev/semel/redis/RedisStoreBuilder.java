// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;

/** A builder of a {@link RedisStore}. Not thread-safe. */
public final class RedisStoreBuilder {

    private static final int SMALLEST_LARGEST_WRITE = 16 * 1024;
    private static final int LARGEST_LARGEST_WRITE = 256 << 20;

    final RedisConnector connector;
    String prefix = "semel:";
    StoreClock clock = StoreClock.SERVER;
    EvictionRule eviction = EvictionRule.REFUSE;
    ReplicaWait replicas = ReplicaWait.NONE;
    Duration purgeDelay = Duration.ofMinutes(1);
    long largestWrite = 1 << 20;
    LongSupplier ticker = System::nanoTime;

    RedisStoreBuilder(RedisConnector connector) {
        this.connector = Objects.requireNonNull(connector, "connector");
    }

    /**
     * Sets the beginning of all keys. Default {@code semel:}. Two stores with different prefixes share nothing.
     *
     * @param value 1 to 64 printable ASCII characters, no brace and no space
     * @return this builder
     */
    public RedisStoreBuilder prefix(String value) {
        Objects.requireNonNull(value, "prefix");
        boolean plain = value.chars().allMatch(c -> c > 0x20 && c < 0x7F && c != '{' && c != '}');
        if (value.isEmpty() || value.length() > 64 || !plain) {
            throw new IllegalArgumentException(
                    "prefix must be 1 to 64 printable ASCII characters without braces and spaces");
        }
        prefix = value;
        return this;
    }

    /**
     * Sets the clock that decides. Default {@link StoreClock#SERVER}. All stores of one prefix need the same one.
     *
     * @param value the clock
     * @return this builder
     */
    public RedisStoreBuilder clock(StoreClock value) {
        clock = Objects.requireNonNull(value, "clock");
        return this;
    }

    /**
     * Sets the treatment of a server that evicts keys. Default {@link EvictionRule#REFUSE}.
     *
     * @param value the rule
     * @return this builder
     */
    public RedisStoreBuilder eviction(EvictionRule value) {
        eviction = Objects.requireNonNull(value, "eviction");
        return this;
    }

    /**
     * Sets the replicas that must have received a write before it counts as answered ({@code WAIT}). Default none.
     * {@link ReplicaWait} says what that does not give. Needs a connector that {@link RedisConnector#canWait() can
     * wait}, so no cluster.
     *
     * @param value the wait
     * @return this builder
     */
    public RedisStoreBuilder replicas(ReplicaWait value) {
        replicas = Objects.requireNonNull(value, "replicas");
        return this;
    }

    /**
     * Sets how long a record stays in memory after its window or retention has ended. Default one minute. It must cover
     * the difference of any two clocks, ε, and only delays the purge.
     *
     * @param value not negative; at most 30 days
     * @return this builder
     */
    public RedisStoreBuilder purgeDelay(Duration value) {
        if (value.isNegative() || value.compareTo(Duration.ofDays(30)) > 0) {
            throw new IllegalArgumentException("purgeDelay must be 0 to 30 days, is " + value);
        }
        purgeDelay = value;
        return this;
    }

    /**
     * Sets the most bytes of one write: key, result or recovery point, and the texts beside it. Default 1 MiB. A larger
     * write is refused before it is sent, and the claim stays intact. Redis is busy with one request at a time: a large
     * one delays all others.
     *
     * @param bytes 16 KiB to 256 MiB
     * @return this builder
     */
    public RedisStoreBuilder largestWrite(int bytes) {
        if (bytes < SMALLEST_LARGEST_WRITE || bytes > LARGEST_LARGEST_WRITE) {
            throw new IllegalArgumentException("largestWrite must be 16 KiB to 256 MiB, is " + bytes + " bytes");
        }
        largestWrite = bytes;
        return this;
    }

    /** Sets the source of nanoseconds that measures a call's time. */
    RedisStoreBuilder ticker(LongSupplier value) {
        ticker = value;
        return this;
    }

    /**
     * {@return the store} Nothing is sent.
     *
     * @throws IllegalArgumentException if replicas are to be awaited over a connector that cannot
     */
    public RedisStore build() {
        if (!replicas.isNone() && !connector.canWait()) {
            throw new IllegalArgumentException(
                    "replicas needs WAIT on the connection of the write, which this connector"
                            + " cannot send; leave replicas out, or use a client of one primary");
        }
        return new RedisStore(this);
    }
}
