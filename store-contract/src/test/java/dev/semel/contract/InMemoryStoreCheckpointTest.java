// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import dev.semel.store.CheckpointStore;
import dev.semel.store.InMemoryStore;

class InMemoryStoreCheckpointTest extends CheckpointStoreContract {

    private final InMemoryStore store = new InMemoryStore();

    @Override
    protected CheckpointStore store() {
        return store;
    }
}
