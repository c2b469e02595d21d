// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.model.IdempotencyKey;
import redis.clients.jedis.Jedis;

/** The clients that the build runs, each with the server or the cluster behind it. */
enum Clients {
    JEDIS,
    LETTUCE,
    JEDIS_CLUSTER,
    LETTUCE_CLUSTER;

    /** {@return a store with the caller's clock} */
    RedisStore store(RedisServers.Started servers, String prefix) {
        return RedisStore.builder(connector(servers))
                .prefix(prefix)
                .clock(StoreClock.CALLER)
                .build();
    }

    private RedisConnector connector(RedisServers.Started servers) {
        return switch (this) {
            case JEDIS -> JedisConnector.of(servers.alone().jedis());
            case LETTUCE -> LettuceConnector.of(servers.alone().lettuceConnection());
            case JEDIS_CLUSTER -> JedisClusterConnector.of(servers.cluster().jedis());
            case LETTUCE_CLUSTER -> LettuceConnector.ofCluster(servers.cluster().lettuce());
        };
    }

    /** Deletes a record, as its time to live does. */
    void delete(RedisServers.Started servers, String prefix, IdempotencyKey key) {
        String name = RedisListing.key(prefix, key.recordId());
        switch (this) {
            case JEDIS, LETTUCE -> {
                try (Jedis admin = servers.alone().admin()) {
                    admin.del(name);
                }
            }
            case JEDIS_CLUSTER, LETTUCE_CLUSTER -> servers.cluster().jedis().del(name);
        }
    }
}
