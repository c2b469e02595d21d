// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

/** The clock that decides leases, windows and retentions of a {@link RedisStore}. */
public enum StoreClock {

    /**
     * The time of the Redis server, read inside each script: the default. The clocks of the clients then matter only to
     * their own view of a lease, so S2 to S4 hold for clients whose clocks are wrong. A replica that is promoted brings
     * its own clock: keep the servers' clocks within ε of each other.
     */
    SERVER,

    /**
     * The caller's clock, as of every other store: {@link dev.semel.store.StoreCall#now()}. For tests with a manual
     * clock, and where several stores must agree on one clock. Any two clients' clocks must then be within ε.
     */
    CALLER
}
