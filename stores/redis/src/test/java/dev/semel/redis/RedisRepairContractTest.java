// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.contract.RepairStoreContract;
import dev.semel.store.RepairStore;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** With every client; what fails with one hides nothing of the others. */
@ParameterizedClass
@EnumSource(Clients.class)
@ExtendWith(RedisServers.class)
class RedisRepairContractTest extends RepairStoreContract {

    private final RedisStore store;

    RedisRepairContractTest(Clients client, RedisServers.Started servers) {
        store = client.store(servers, "repair-contract:");
    }

    @Override
    protected RepairStore store() {
        return store;
    }
}
