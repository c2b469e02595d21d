// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import dev.semel.store.InMemoryStore;
import dev.semel.store.RepairStore;

class InMemoryStoreRepairTest extends RepairStoreContract {

    private final InMemoryStore store = new InMemoryStore();

    @Override
    protected RepairStore store() {
        return store;
    }
}
