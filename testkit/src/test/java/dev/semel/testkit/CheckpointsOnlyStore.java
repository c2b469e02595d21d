// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.testkit;

import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.CheckpointStore;
import dev.semel.store.InMemoryStore;
import dev.semel.store.StoreCall;

/** A store with recovery points and no further ability. */
final class CheckpointsOnlyStore extends ForwardingStore implements CheckpointStore {

    private final InMemoryStore records;

    CheckpointsOnlyStore() {
        this(new InMemoryStore());
    }

    private CheckpointsOnlyStore(InMemoryStore records) {
        super(records);
        this.records = records;
    }

    @Override
    public WriteVerdict checkpoint(WriteRequest.Checkpoint request, StoreCall call) {
        return records.checkpoint(request, call);
    }

    @Override
    public String name() {
        return "CheckpointsOnlyStore";
    }
}
