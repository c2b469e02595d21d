// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.StaticCredentialsProvider;
import io.lettuce.core.codec.ByteArrayCodec;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/** The clients of one server, each connected as a user of its own. */
enum AloneClient {
    JEDIS,
    LETTUCE;

    static final String PASSWORD = "secret";

    /**
     * A client and its connector.
     *
     * @param connector the connector
     * @param client closes the client
     */
    record Connected(RedisConnector connector, Runnable client) implements AutoCloseable {

        @Override
        public void close() {
            client.run();
        }
    }

    /** {@return a client of a port on loopback; an empty user is the default one} */
    Connected connect(int port, String user) {
        return switch (this) {
            case JEDIS -> {
                DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder();
                RedisClient client = RedisClient.builder()
                        .hostAndPort("127.0.0.1", port)
                        .clientConfig(
                                user.isEmpty()
                                        ? config.build()
                                        : config.user(user).password(PASSWORD).build())
                        .build();
                yield new Connected(JedisConnector.of(client), client::close);
            }
            case LETTUCE -> {
                RedisURI uri = RedisURI.create("127.0.0.1", port);
                if (!user.isEmpty()) {
                    uri.setCredentialsProvider(new StaticCredentialsProvider(user, PASSWORD.toCharArray()));
                }
                io.lettuce.core.RedisClient client = io.lettuce.core.RedisClient.create(uri);
                yield new Connected(LettuceConnector.of(client.connect(ByteArrayCodec.INSTANCE)), client::shutdown);
            }
        };
    }
}
