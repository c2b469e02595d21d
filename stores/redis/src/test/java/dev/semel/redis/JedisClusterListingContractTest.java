// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.contract.ListingStoreContract;
import dev.semel.store.ListingStore;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServers.class)
class JedisClusterListingContractTest extends ListingStoreContract {

    private final RedisStore store;

    JedisClusterListingContractTest(LocalCluster cluster) {
        store = RedisStore.builder(JedisClusterConnector.of(cluster.jedis()))
                .clock(StoreClock.CALLER)
                .build();
    }

    @Override
    protected ListingStore store() {
        return store;
    }
}
