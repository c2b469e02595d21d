// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.contract.WireFaultContract;
import dev.semel.model.IdempotencyKey;
import dev.semel.store.IdempotencyStore;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;

@ExtendWith(RedisServers.class)
class JedisWireFaultTest extends WireFaultContract {

    private static final String PREFIX = "wire:";

    private final LocalRedis server;
    private @Nullable RedisClient client;

    JedisWireFaultTest(LocalRedis server) {
        this.server = server;
    }

    @Override
    protected int serverPort() {
        return server.port();
    }

    @Override
    protected IdempotencyStore connect(int port) {
        client = LocalRedis.jedis(port);
        return RedisStore.builder(JedisConnector.of(client))
                .prefix(PREFIX)
                .clock(StoreClock.CALLER)
                .build();
    }

    @Override
    protected void disconnect() {
        Objects.requireNonNull(client).close();
    }

    @Override
    protected void purge(IdempotencyKey key, Instant now) {
        try (Jedis admin = server.admin()) {
            admin.del(RedisListing.key(PREFIX, key.recordId()));
        }
    }
}
