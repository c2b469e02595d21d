// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import dev.semel.store.BatchStore;
import dev.semel.store.InMemoryStore;

class InMemoryStoreBatchTest extends BatchStoreContract {

    private final InMemoryStore store = new InMemoryStore();

    @Override
    protected BatchStore store() {
        return store;
    }
}
