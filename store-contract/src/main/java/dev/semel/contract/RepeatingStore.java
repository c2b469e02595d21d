// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.CheckpointStore;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A store that repeats each call of another store, unchanged, until it is answered. Not thread-safe. */
final class RepeatingStore implements CheckpointStore {

    private static final int TRIES = 100;

    private final IdempotencyStore store;
    private int repeated;

    RepeatingStore(IdempotencyStore store) {
        this.store = store;
    }

    /** {@return the abilities of the other store} */
    List<HistoryGenerator.Ability> abilities() {
        return store instanceof CheckpointStore ? List.of(HistoryGenerator.Ability.CHECKPOINTS) : List.of();
    }

    /** {@return how often a call had to be repeated} */
    int repeated() {
        return repeated;
    }

    private <T> T answered(Supplier<T> call) {
        for (int i = 1; i < TRIES; i++) {
            try {
                return call.get();
            } catch (StoreException lost) {
                if (lost.reason() != StoreException.Reason.UNAVAILABLE) {
                    throw lost;
                }
                repeated++;
            }
        }
        return call.get();
    }

    private WriteVerdict written(WriteRequest request, StoreCall call) {
        return answered(() -> RequestSender.write(store, request, call));
    }

    @Override
    public ClaimVerdict claim(ClaimRequest request, StoreCall call) {
        return answered(() -> store.claim(request, call));
    }

    @Override
    public WriteVerdict complete(WriteRequest.Complete request, StoreCall call) {
        return written(request, call);
    }

    @Override
    public WriteVerdict release(WriteRequest.Release request, StoreCall call) {
        return written(request, call);
    }

    @Override
    public WriteVerdict renew(WriteRequest.Renew request, StoreCall call) {
        return written(request, call);
    }

    @Override
    public WriteVerdict quarantine(WriteRequest.Quarantine request, StoreCall call) {
        return written(request, call);
    }

    @Override
    public WriteVerdict resolve(WriteRequest.Resolve request, StoreCall call) {
        return written(request, call);
    }

    @Override
    public WriteVerdict checkpoint(WriteRequest.Checkpoint request, StoreCall call) {
        return written(request, call);
    }

    @Override
    public Optional<IdempotencyRecord> find(IdempotencyKey key, StoreCall call) {
        return answered(() -> store.find(key, call));
    }

    @Override
    public String name() {
        return store.name();
    }
}
