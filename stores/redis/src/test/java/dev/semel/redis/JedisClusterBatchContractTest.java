// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.contract.BatchStoreContract;
import dev.semel.store.BatchStore;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServers.class)
class JedisClusterBatchContractTest extends BatchStoreContract {

    private final RedisStore store;

    JedisClusterBatchContractTest(LocalCluster cluster) {
        store = RedisStore.builder(JedisClusterConnector.of(cluster.jedis()))
                .clock(StoreClock.CALLER)
                .build();
    }

    @Override
    protected BatchStore store() {
        return store;
    }
}
