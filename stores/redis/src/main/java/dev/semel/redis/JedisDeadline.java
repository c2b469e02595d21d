// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import redis.clients.jedis.exceptions.JedisConnectionException;

/** The time left of a call, as the socket timeout of the next part of an exchange. */
final class JedisDeadline {

    private final TimeLeft time;

    JedisDeadline(TimeLeft time) {
        this.time = time;
    }

    /** {@return the time left in milliseconds, at least one} */
    int leftMillis() {
        long millis = time.left().toMillis();
        if (millis < 1) {
            throw new JedisConnectionException("The time for the answer is over");
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }
}
