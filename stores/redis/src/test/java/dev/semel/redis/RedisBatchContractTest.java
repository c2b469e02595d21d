// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.contract.BatchStoreContract;
import dev.semel.store.BatchStore;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** With every client; what fails with one hides nothing of the others. */
@ParameterizedClass
@EnumSource(Clients.class)
@ExtendWith(RedisServers.class)
class RedisBatchContractTest extends BatchStoreContract {

    private final RedisStore store;

    RedisBatchContractTest(Clients client, RedisServers.Started servers) {
        store = client.store(servers, "batch-contract:");
    }

    @Override
    protected BatchStore store() {
        return store;
    }
}
