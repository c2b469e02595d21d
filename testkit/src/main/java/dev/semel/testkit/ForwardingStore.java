// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.testkit;

import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.StoreCall;
import java.util.Objects;
import java.util.Optional;

/**
 * A store that passes each call on to another store. Override the call that a test is about. It has none of the other
 * store's further abilities, such as batches or recovery points, unless a subclass adds them. As thread-safe as the
 * other store.
 */
public class ForwardingStore implements IdempotencyStore {

    private final IdempotencyStore store;

    /**
     * Makes a store in front of another store.
     *
     * @param store the store that gets the calls
     */
    public ForwardingStore(IdempotencyStore store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    @Override
    public ClaimVerdict claim(ClaimRequest request, StoreCall call) {
        return store.claim(request, call);
    }

    @Override
    public WriteVerdict complete(WriteRequest.Complete request, StoreCall call) {
        return store.complete(request, call);
    }

    @Override
    public WriteVerdict release(WriteRequest.Release request, StoreCall call) {
        return store.release(request, call);
    }

    @Override
    public WriteVerdict renew(WriteRequest.Renew request, StoreCall call) {
        return store.renew(request, call);
    }

    @Override
    public WriteVerdict quarantine(WriteRequest.Quarantine request, StoreCall call) {
        return store.quarantine(request, call);
    }

    @Override
    public WriteVerdict resolve(WriteRequest.Resolve request, StoreCall call) {
        return store.resolve(request, call);
    }

    @Override
    public Optional<IdempotencyRecord> find(IdempotencyKey key, StoreCall call) {
        return store.find(key, call);
    }

    /** {@return the name of the other store} */
    @Override
    public String name() {
        return store.name();
    }
}
