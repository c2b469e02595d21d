// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.util.Pool;

/**
 * Connector for Jedis and one primary, over the client's pool. Each request has the time left of its call; a new
 * connection and the wait for a free one add what the client's own configuration allows ({@code
 * connectionTimeoutMillis}, {@code maxWait}): set both below the deadline. Thread-safe.
 */
public final class JedisConnector implements RedisConnector {

    private static final String PRIMARY = "primary";

    private final Pool<Connection> pool;

    private JedisConnector(Pool<Connection> pool) {
        this.pool = pool;
    }

    /**
     * {@return a connector over a client of one primary}
     *
     * @param client the client; the caller keeps and closes it
     */
    public static JedisConnector of(RedisClient client) {
        return new JedisConnector(client.getPool());
    }

    @Override
    public List<RedisReply> evaluate(List<ScriptCall> calls, ReplicaWait wait, TimeLeft time) {
        JedisDeadline deadline = new JedisDeadline(time);
        try (JedisExchange exchange = new JedisExchange(pool, deadline)) {
            return exchange.evaluate(calls, wait);
        }
    }

    @Override
    public List<RedisReply> memoryInfo(TimeLeft time) {
        try (JedisExchange exchange = new JedisExchange(pool, new JedisDeadline(time))) {
            return new ArrayList<>(List.of(exchange.memoryInfo()));
        }
    }

    @Override
    public List<String> primaries() {
        return List.of(PRIMARY);
    }

    @Override
    public KeyScan scan(String primary, String cursor, byte[] pattern, int count, TimeLeft time) {
        try (JedisExchange exchange = new JedisExchange(pool, new JedisDeadline(time))) {
            return exchange.scan(cursor, pattern, count);
        }
    }

    @Override
    public boolean canWait() {
        return true;
    }
}
