// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import dev.semel.model.IdempotencyKey;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.InMemoryStore;
import java.time.Instant;

class MyStoreCertificationTest extends StoreCertification {

    private final InMemoryStore store = new InMemoryStore(); // your store, on a real server

    @Override
    protected IdempotencyStore store() {
        return store;
    }

    @Override
    protected void purge(IdempotencyKey key, Instant now) {
        store.purge(now); // what your time-to-live does
    }
}
