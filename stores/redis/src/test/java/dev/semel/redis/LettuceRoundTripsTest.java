// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import org.junit.jupiter.api.AfterEach;

class LettuceRoundTripsTest extends RedisRoundTripRules {

    private final RedisClient client;
    private final StatefulRedisConnection<byte[], byte[]> connection;

    LettuceRoundTripsTest(LocalRedis server) {
        super(server);
        client = RedisClient.create(RedisURI.create("127.0.0.1", proxy.port()));
        connection = client.connect(ByteArrayCodec.INSTANCE);
    }

    @Override
    RedisConnector connector() {
        return LettuceConnector.of(connection);
    }

    @AfterEach
    void close() {
        client.shutdown();
    }
}
