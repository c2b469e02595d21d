// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.contract.StoreContract;
import dev.semel.model.IdempotencyKey;
import dev.semel.store.IdempotencyStore;
import java.time.Instant;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServers.class)
class LettuceClusterContractTest extends StoreContract {

    private static final String PREFIX = "contract:";

    private final LocalCluster cluster;
    private final RedisStore store;

    LettuceClusterContractTest(LocalCluster cluster) {
        this.cluster = cluster;
        store = RedisStore.builder(LettuceConnector.ofCluster(cluster.lettuce()))
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
        cluster.jedis().del(RedisListing.key(PREFIX, key.recordId()));
    }
}
