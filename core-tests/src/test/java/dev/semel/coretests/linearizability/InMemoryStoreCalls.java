// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.linearizability;

import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.InMemoryStore;
import dev.semel.store.StoreCall;

/** The store in memory. */
public final class InMemoryStoreCalls extends ConcurrentStoreCalls {

    private final InMemoryStore store = new InMemoryStore();

    @Override
    ClaimVerdict claim(ClaimRequest request, StoreCall call) {
        return store.claim(request, call);
    }

    @Override
    WriteVerdict write(WriteRequest request, StoreCall call) {
        return switch (request) {
            case WriteRequest.Complete complete -> store.complete(complete, call);
            case WriteRequest.Release release -> store.release(release, call);
            case WriteRequest other -> throw new IllegalArgumentException("Not called here: " + other);
        };
    }
}
