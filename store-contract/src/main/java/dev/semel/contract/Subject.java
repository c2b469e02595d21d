// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import dev.semel.model.ClaimId;
import dev.semel.model.CommitRequest;
import dev.semel.model.CommitVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.StoreCall;
import dev.semel.testkit.CountingClaimIds;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/** A store that takes the steps of histories. Thread-safe if its parts are. */
final class Subject {

    private final IdempotencyStore store;
    private final BiConsumer<IdempotencyKey, Instant> purge;
    private final BiFunction<CommitRequest, StoreCall, CommitVerdict> commit;

    /**
     * Creates a store.
     *
     * @param store takes claims, writes and finds
     * @param purge deletes a key's record physically
     * @param commit takes commits
     */
    Subject(
            IdempotencyStore store,
            BiConsumer<IdempotencyKey, Instant> purge,
            BiFunction<CommitRequest, StoreCall, CommitVerdict> commit) {
        this.store = store;
        this.purge = purge;
        this.commit = commit;
    }

    IdempotencyStore store() {
        return store;
    }

    /**
     * {@return a store that takes no commits}
     *
     * @param store the store
     * @param purge deletes a key's record physically
     */
    static Subject of(IdempotencyStore store, BiConsumer<IdempotencyKey, Instant> purge) {
        return new Subject(store, purge, (request, call) -> {
            throw new IllegalArgumentException(store.name() + " takes no commits here");
        });
    }

    /** Deletes the key's record physically. */
    void purge(IdempotencyKey key, Instant now) {
        purge.accept(key, now);
    }

    /**
     * Takes a step, except a purge.
     *
     * @return the store's answer
     */
    Object take(HistoryStep step) {
        StoreCall call = ContractRules.callAt(step.now());
        return switch (step.call()) {
            case HistoryStep.Call.MakeClaim claim -> store.claim(claim.request(), call);
            case HistoryStep.Call.Write write -> RequestSender.write(store, write.request(), call);
            case HistoryStep.Call.Commit request -> commit.apply(request.request(), call);
            case HistoryStep.Call.Find find -> store.find(find.key(), call);
            case HistoryStep.Call.Purge request -> throw new IllegalArgumentException("Only the caller can purge");
        };
    }

    /**
     * The keys and claim ids of one run of a history: the same name always gets the same one, and no other run uses it.
     */
    static final class Names {

        private final String run = "history-" + UUID.randomUUID();
        private final CountingClaimIds source =
                CountingClaimIds.ofSeries(UUID.randomUUID().getMostSignificantBits());
        private final Map<ClaimId, ClaimId> ids = new ConcurrentHashMap<>();

        HistoryStep rename(HistoryStep step) {
            return History.rename(
                    step,
                    key -> IdempotencyKey.of(run, key.value()),
                    id -> ids.computeIfAbsent(id, unused -> source.next()));
        }
    }
}
