// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.contract.RepairStoreContract;
import dev.semel.store.RepairStore;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServers.class)
class JedisRepairContractTest extends RepairStoreContract {

    private final RedisStore store;

    JedisRepairContractTest(LocalRedis server) {
        store = RedisStore.builder(JedisConnector.of(server.jedis()))
                .clock(StoreClock.CALLER)
                .build();
    }

    @Override
    protected RepairStore store() {
        return store;
    }
}
