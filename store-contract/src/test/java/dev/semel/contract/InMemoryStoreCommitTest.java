// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import dev.semel.model.IdempotencyKey;
import dev.semel.store.CommitStore;
import dev.semel.store.InMemoryStore;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

class InMemoryStoreCommitTest extends CommitStoreContract<Runnable> {

    private final InMemoryStore store = new InMemoryStore();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    @Override
    protected CommitStore<Runnable> store() {
        return store;
    }

    @Override
    protected Runnable effects(String mark) {
        return () -> counts.merge(mark, 1, Integer::sum);
    }

    @Override
    protected Runnable refusedEffects(String mark) {
        return () -> {
            throw new IllegalStateException("refused: " + mark);
        };
    }

    @Override
    protected void purge(IdempotencyKey key, Instant now) {
        store.purge(now);
    }

    @Override
    protected int count(String mark) {
        return counts.getOrDefault(mark, 0);
    }
}
