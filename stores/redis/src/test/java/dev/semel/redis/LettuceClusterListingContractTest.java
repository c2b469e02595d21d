// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.contract.ListingStoreContract;
import dev.semel.store.ListingStore;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServers.class)
class LettuceClusterListingContractTest extends ListingStoreContract {

    private final RedisStore store;

    LettuceClusterListingContractTest(LocalCluster cluster) {
        store = RedisStore.builder(LettuceConnector.ofCluster(cluster.lettuce()))
                .clock(StoreClock.CALLER)
                .build();
    }

    @Override
    protected ListingStore store() {
        return store;
    }
}
