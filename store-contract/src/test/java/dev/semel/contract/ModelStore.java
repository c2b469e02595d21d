// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.Transition;
import dev.semel.model.Transitions;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.CheckpointStore;
import dev.semel.store.StoreCall;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A right store, in pieces that a test can break one at a time. */
class ModelStore implements CheckpointStore {

    final ConcurrentMap<String, IdempotencyRecord> records = new ConcurrentHashMap<>();

    String id(IdempotencyKey key) {
        return key.recordId();
    }

    Transition<ClaimVerdict> decide(@Nullable IdempotencyRecord record, ClaimRequest request, Instant now) {
        return Transitions.claim(record, request, now);
    }

    Transition<WriteVerdict> decide(@Nullable IdempotencyRecord record, WriteRequest request, Instant now) {
        return Transitions.write(record, request, now);
    }

    @Nullable
    IdempotencyRecord stored(@Nullable IdempotencyRecord record) {
        return record;
    }

    <V> V apply(IdempotencyKey key, Function<@Nullable IdempotencyRecord, Transition<V>> decide) {
        AtomicReference<@Nullable V> verdict = new AtomicReference<>();
        records.compute(id(key), (id, record) -> {
            Transition<V> transition = decide.apply(record);
            verdict.set(transition.verdict());
            return stored(transition.next());
        });
        return Objects.requireNonNull(verdict.get());
    }

    private WriteVerdict write(WriteRequest request, StoreCall call) {
        return apply(request.key(), record -> decide(record, request, call.now()));
    }

    @Override
    public ClaimVerdict claim(ClaimRequest request, StoreCall call) {
        return apply(request.key(), record -> decide(record, request, call.now()));
    }

    @Override
    public WriteVerdict complete(WriteRequest.Complete request, StoreCall call) {
        return write(request, call);
    }

    @Override
    public WriteVerdict release(WriteRequest.Release request, StoreCall call) {
        return write(request, call);
    }

    @Override
    public WriteVerdict renew(WriteRequest.Renew request, StoreCall call) {
        return write(request, call);
    }

    @Override
    public WriteVerdict quarantine(WriteRequest.Quarantine request, StoreCall call) {
        return write(request, call);
    }

    @Override
    public WriteVerdict resolve(WriteRequest.Resolve request, StoreCall call) {
        return write(request, call);
    }

    @Override
    public WriteVerdict checkpoint(WriteRequest.Checkpoint request, StoreCall call) {
        return write(request, call);
    }

    @Override
    public Optional<IdempotencyRecord> find(IdempotencyKey key, StoreCall call) {
        return Optional.ofNullable(records.get(id(key)));
    }

    @Override
    public String name() {
        return getClass().getSimpleName();
    }
}
