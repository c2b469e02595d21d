// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.StoreCall;
import dev.semel.testkit.ForwardingStore;

/** A store whose first claim finds that something has happened just before it. */
final class BeforeClaim extends ForwardingStore {

    private final Runnable event;
    private boolean happened;

    private BeforeClaim(IdempotencyStore records, Runnable event) {
        super(records);
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
        return super.claim(request, call);
    }
}
