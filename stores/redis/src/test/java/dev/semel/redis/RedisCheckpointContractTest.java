// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.contract.CheckpointStoreContract;
import dev.semel.store.CheckpointStore;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** With every client; what fails with one hides nothing of the others. */
@ParameterizedClass
@EnumSource(Clients.class)
@ExtendWith(RedisServers.class)
class RedisCheckpointContractTest extends CheckpointStoreContract {

    private final RedisStore store;

    RedisCheckpointContractTest(Clients client, RedisServers.Started servers) {
        store = client.store(servers, "checkpoint-contract:");
    }

    @Override
    protected CheckpointStore store() {
        return store;
    }
}
