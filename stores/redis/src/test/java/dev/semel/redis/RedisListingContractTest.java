// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.contract.ListingStoreContract;
import dev.semel.store.ListingStore;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** With every client; what fails with one hides nothing of the others. */
@ParameterizedClass
@EnumSource(Clients.class)
@ExtendWith(RedisServers.class)
class RedisListingContractTest extends ListingStoreContract {

    private final RedisStore store;

    RedisListingContractTest(Clients client, RedisServers.Started servers) {
        store = client.store(servers, "listing-contract:");
    }

    @Override
    protected ListingStore store() {
        return store;
    }
}
