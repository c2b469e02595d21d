// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.contract.CheckpointStoreContract;
import dev.semel.store.CheckpointStore;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServers.class)
class LettuceCheckpointContractTest extends CheckpointStoreContract {

    private final RedisStore store;

    LettuceCheckpointContractTest(LocalRedis server) {
        store = RedisStore.builder(LettuceConnector.of(server.lettuceConnection()))
                .clock(StoreClock.CALLER)
                .build();
    }

    @Override
    protected CheckpointStore store() {
        return store;
    }
}
