// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.contract.BatchStoreContract;
import dev.semel.store.BatchStore;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServers.class)
class LettuceClusterBatchContractTest extends BatchStoreContract {

    private final RedisStore store;

    LettuceClusterBatchContractTest(LocalCluster cluster) {
        store = RedisStore.builder(LettuceConnector.ofCluster(cluster.lettuce()))
                .clock(StoreClock.CALLER)
                .build();
    }

    @Override
    protected BatchStore store() {
        return store;
    }
}
