// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.testkit;

import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.CheckpointStore;
import dev.semel.store.InMemoryStore;
import dev.semel.store.StoreCall;
import java.util.Optional;

/** A store with recovery points and no further ability. */
final class CheckpointsOnlyStore implements CheckpointStore {

    private final InMemoryStore records = new InMemoryStore();

    @Override
    public ClaimVerdict claim(ClaimRequest request, StoreCall call) {
        return records.claim(request, call);
    }

    @Override
    public WriteVerdict complete(WriteRequest.Complete request, StoreCall call) {
        return records.complete(request, call);
    }

    @Override
    public WriteVerdict release(WriteRequest.Release request, StoreCall call) {
        return records.release(request, call);
    }

    @Override
    public WriteVerdict renew(WriteRequest.Renew request, StoreCall call) {
        return records.renew(request, call);
    }

    @Override
    public WriteVerdict quarantine(WriteRequest.Quarantine request, StoreCall call) {
        return records.quarantine(request, call);
    }

    @Override
    public WriteVerdict resolve(WriteRequest.Resolve request, StoreCall call) {
        return records.resolve(request, call);
    }

    @Override
    public WriteVerdict checkpoint(WriteRequest.Checkpoint request, StoreCall call) {
        return records.checkpoint(request, call);
    }

    @Override
    public Optional<IdempotencyRecord> find(IdempotencyKey key, StoreCall call) {
        return records.find(key, call);
    }

    @Override
    public String name() {
        return "CheckpointsOnlyStore";
    }
}
