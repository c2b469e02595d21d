// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.contract.StoreContract;
import dev.semel.model.IdempotencyKey;
import dev.semel.redis.RedisServers.LocalCluster;
import dev.semel.store.IdempotencyStore;
import java.time.Instant;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.Jedis;

@ExtendWith(RedisServers.class)
class LettuceClusterContractTest extends StoreContract {

    private static final String PREFIX = "contract:";

    private final LocalRedis server;
    private final RedisStore store;

    LettuceClusterContractTest(LocalCluster cluster) {
        server = cluster.server();
        store = RedisStore.builder(LettuceConnector.ofCluster(cluster.server().lettuceClusterConnection()))
                .prefix(PREFIX)
                .clock(StoreClock.CALLER)
                .build();
    }

    @Override
    protected IdempotencyStore store() {
        return store;
    }

    @Override
    protected void purge(IdempotencyKey key, Instant now) {
        try (Jedis admin = server.admin()) {
            admin.del(RedisListing.key(PREFIX, key.recordId()));
        }
    }
}
