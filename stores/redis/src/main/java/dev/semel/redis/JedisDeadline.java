// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import java.time.Duration;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** The end of the time of one exchange, as timeouts for its parts. */
final class JedisDeadline {

    private final long end;

    JedisDeadline(Duration timeout) {
        end = System.nanoTime() + timeout.toNanos();
    }

    /** {@return the time left, at least a millisecond} */
    Duration left() {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis < 1) {
            throw new JedisConnectionException("The time for the answer is over");
        }
        return Duration.ofMillis(Math.min(millis, Integer.MAX_VALUE));
    }

    int leftMillis() {
        return (int) left().toMillis();
    }
}
