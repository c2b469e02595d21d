// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import org.junit.jupiter.api.AfterEach;
import redis.clients.jedis.RedisClient;

class JedisRoundTripsTest extends RedisRoundTripRules {

    private final RedisClient client;

    JedisRoundTripsTest(LocalRedis server) {
        super(server);
        client = LocalRedis.jedis(proxy.port());
    }

    @Override
    RedisConnector connector() {
        return JedisConnector.of(client);
    }

    @AfterEach
    void close() {
        client.close();
    }
}
