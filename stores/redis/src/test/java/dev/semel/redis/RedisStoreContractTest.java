// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.contract.StoreContract;
import dev.semel.model.IdempotencyKey;
import dev.semel.store.IdempotencyStore;
import java.time.Instant;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** With every client; what fails with one hides nothing of the others. */
@ParameterizedClass
@EnumSource(Clients.class)
@ExtendWith(RedisServers.class)
class RedisStoreContractTest extends StoreContract {

    private static final String PREFIX = "contract:";

    private final Clients client;
    private final RedisServers.Started servers;
    private final RedisStore store;

    RedisStoreContractTest(Clients client, RedisServers.Started servers) {
        this.client = client;
        this.servers = servers;
        store = client.store(servers, PREFIX);
    }

    @Override
    protected IdempotencyStore store() {
        return store;
    }

    @Override
    protected void purge(IdempotencyKey key, Instant now) {
        client.delete(servers, PREFIX, key);
    }
}
