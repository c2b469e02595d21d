// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.StoreCall;
import java.util.Optional;

/** A store whose first claim finds that something has happened just before it. */
final class BeforeClaim implements IdempotencyStore {

    private final IdempotencyStore records;
    private final Runnable event;
    private boolean happened;

    private BeforeClaim(IdempotencyStore records, Runnable event) {
        this.records = records;
        this.event = event;
    }

    static IdempotencyStore of(IdempotencyStore records, Runnable event) {
        return new BeforeClaim(records, event);
    }

    @Override
    public ClaimVerdict claim(ClaimRequest request, StoreCall call) {
        if (!happened) {
            happened = true;
            event.run();
        }
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
    public Optional<IdempotencyRecord> find(IdempotencyKey key, StoreCall call) {
        return records.find(key, call);
    }

    @Override
    public String name() {
        return records.name();
    }
}
