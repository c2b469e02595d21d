// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

/** The treatment of a server that evicts keys when its memory is full: each evicted record is a key forgotten. */
public enum EvictionRule {

    /** Every call is refused until the server's {@code maxmemory-policy} is {@code noeviction}: the default. */
    REFUSE,

    /** One warning is logged, and the store works. */
    WARN,

    /** Nothing is asked and nothing is logged: for a server that does not answer {@code INFO memory}. */
    UNCHECKED
}
