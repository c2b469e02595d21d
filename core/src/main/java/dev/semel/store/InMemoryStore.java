// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.store;

import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.CommitRequest;
import dev.semel.model.CommitVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.Transition;
import dev.semel.model.Transitions;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A store in the memory of one process: {@link Transitions} under a map's per-key atomicity, and so the reference for
 * every other store. For tests and single-process use; everything is gone when the process ends. Records stay until
 * {@link #purge}. Thread-safe.
 *
 * <p>It keeps recovery points, answers batches, lists and repairs. It commits with effects of type {@link Runnable},
 * which run once the record was decided and before it can be seen; when they throw, nothing is stored. They must not
 * call the store.
 */
public final class InMemoryStore implements CheckpointStore, BatchStore, CommitStore<Runnable>, RepairStore {

    private final ConcurrentMap<String, IdempotencyRecord> records = new ConcurrentHashMap<>();

    /** Makes an empty store. */
    public InMemoryStore() {}

    @Override
    public ClaimVerdict claim(ClaimRequest request, StoreCall call) {
        return apply(request.key(), record -> Transitions.claim(record, request, call.now()));
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

    private WriteVerdict write(WriteRequest request, StoreCall call) {
        return apply(request.key(), record -> Transitions.write(record, request, call.now()));
    }

    @Override
    public WriteVerdict checkpoint(WriteRequest.Checkpoint request, Runnable effects, StoreCall call) {
        return apply(
                request.key(), record -> withEffects(record, Transitions.write(record, request, call.now()), effects));
    }

    @Override
    public CommitVerdict commit(CommitRequest request, Runnable effects, StoreCall call) {
        return apply(
                request.key(), record -> withEffects(record, Transitions.commit(record, request, call.now()), effects));
    }

    private static <V> Transition<V> withEffects(
            @Nullable IdempotencyRecord before, Transition<V> decided, Runnable effects) {
        if (decided.changes(before)) {
            effects.run();
        }
        return decided;
    }

    @Override
    public List<BatchAnswer<ClaimVerdict>> claimAll(List<ClaimRequest> requests, StoreCall call) {
        requireDistinct(requests.stream().map(ClaimRequest::key).toList());
        List<BatchAnswer<ClaimVerdict>> answers = new ArrayList<>(requests.size());
        requests.forEach(request -> answers.add(new BatchAnswer.Decided<>(claim(request, call))));
        return answers;
    }

    @Override
    public List<BatchAnswer<WriteVerdict>> writeAll(List<WriteRequest> requests, StoreCall call) {
        requireDistinct(requests.stream().map(WriteRequest::key).toList());
        List<BatchAnswer<WriteVerdict>> answers = new ArrayList<>(requests.size());
        requests.forEach(request -> answers.add(new BatchAnswer.Decided<>(write(request, call))));
        return answers;
    }

    private static void requireDistinct(List<IdempotencyKey> keys) {
        Set<IdempotencyKey> seen = new HashSet<>();
        for (IdempotencyKey key : keys) {
            if (!seen.add(key)) {
                throw new IllegalArgumentException("Two requests of the batch are for the key " + key.brief()
                        + ": collapse requests by key before the call");
            }
        }
    }

    @Override
    public Optional<IdempotencyRecord> find(IdempotencyKey key, StoreCall call) {
        return Optional.ofNullable(records.get(key.recordId()));
    }

    @Override
    public Page list(Query query, StoreCall call) {
        List<Entry> entries = records.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(query.recordIdPrefix()))
                .filter(entry -> entry.getKey().compareTo(query.cursor()) > 0)
                .sorted(Map.Entry.comparingByKey())
                .limit(query.limit())
                .map(entry -> new Entry(entry.getKey(), entry.getValue()))
                .toList();
        boolean mayContinue = entries.size() == query.limit();
        return new Page(entries, mayContinue ? entries.get(entries.size() - 1).recordId() : "");
    }

    @Override
    public Optional<IdempotencyRecord> read(String recordId, StoreCall call) {
        return Optional.ofNullable(records.get(recordId));
    }

    @Override
    public boolean replace(Replacement replacement, StoreCall call) {
        IdempotencyRecord now = records.computeIfPresent(
                replacement.recordId(),
                (id, record) -> replacement.seen().isSameRevision(record) ? replacement.next() : record);
        return replacement.next().equals(now);
    }

    @Override
    public boolean remove(Removal removal, StoreCall call) {
        IdempotencyRecord now = records.computeIfPresent(
                removal.recordId(), (id, record) -> removal.seen().isSameRevision(record) ? null : record);
        return now == null;
    }

    /**
     * Deletes the records past their window or retention, and returns their number. Only frees space (S9).
     *
     * @param now the present moment
     * @return the number of records that were deleted
     */
    public int purge(Instant now) {
        int purged = 0;
        for (Map.Entry<String, IdempotencyRecord> entry : records.entrySet()) {
            boolean expired = entry.getValue() instanceof IdempotencyRecord.Known known && known.isExpired(now);
            if (expired && records.remove(entry.getKey(), entry.getValue())) {
                purged++;
            }
        }
        return purged;
    }

    @Override
    public String name() {
        return "InMemoryStore";
    }

    private <V> V apply(IdempotencyKey key, Function<@Nullable IdempotencyRecord, Transition<V>> decide) {
        AtomicReference<@Nullable V> verdict = new AtomicReference<>();
        records.compute(key.recordId(), (id, record) -> {
            Transition<V> transition = decide.apply(record);
            verdict.set(transition.verdict());
            return transition.next();
        });
        return Objects.requireNonNull(verdict.get(), "compute always decides");
    }
}
