// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import dev.semel.store.InMemoryStore;
import dev.semel.store.ListingStore;

class InMemoryStoreListingTest extends ListingStoreContract {

    private final InMemoryStore store = new InMemoryStore();

    @Override
    protected ListingStore store() {
        return store;
    }
}
