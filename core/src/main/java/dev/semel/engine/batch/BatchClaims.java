// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine.batch;

import dev.semel.engine.Claimer;
import dev.semel.engine.Engine;
import dev.semel.engine.GuardedCall;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.store.BatchStore;
import dev.semel.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The first claims of a batch, made together. */
final class BatchClaims<I, R> {

    private final Engine engine;
    private final List<BatchItem<I, R>> items;
    private @Nullable Throwable defect;

    BatchClaims(Engine engine, List<BatchItem<I, R>> items) {
        this.engine = engine;
        this.items = items;
    }

    /**
     * Claims the keys of all guarded items, if the store answers batches and there is enough time; the others claim when
     * their turn comes.
     *
     * @throws InterruptedException if the thread was interrupted between two tries; claims may have been made
     */
    void claim() throws InterruptedException {
        if (!(engine.store() instanceof BatchStore store)) {
            return;
        }
        Instant now = engine.clock().instant();
        List<BatchItem<I, R>> open = new ArrayList<>();
        for (BatchItem<I, R> item : items) {
            GuardedCall<I, R> call = item.guarded();
            if (call != null
                    && item.result() == null
                    && call.claiming().isEnough(now, call.claiming().end(now))) {
                open.add(item);
            }
        }
        if (open.size() > 1) {
            claim(store, open, now);
        }
    }

    private void claim(BatchStore store, List<BatchItem<I, R>> open, Instant now) throws InterruptedException {
        List<BatchRounds.Parcel<ClaimRequest, ClaimVerdict>> parcels = new ArrayList<>();
        for (BatchItem<I, R> item : open) {
            GuardedCall<I, R> call = Objects.requireNonNull(item.guarded());
            Instant end = call.claiming().end(now);
            parcels.add(parcel(item, call, now, end));
        }
        new BatchRounds<ClaimRequest, ClaimVerdict>(engine, store::claimAll).deliver(parcels, engine.waiting());
        if (defect instanceof RuntimeException e) {
            throw e;
        }
        if (defect instanceof Error e) {
            throw e;
        }
    }

    private BatchRounds.Parcel<ClaimRequest, ClaimVerdict> parcel(
            BatchItem<I, R> item, GuardedCall<I, R> call, Instant now, Instant end) {
        Instant until = call.claiming().until(now, end);
        ClaimRequest request = call.claiming().request(now, end);
        item.claiming(request.claimId());
        return new BatchRounds.Parcel<>(
                request,
                request.key(),
                "claim",
                Claimer.TRIES,
                until,
                verdict -> item.claimed(new GuardedCall.AnsweredClaim(verdict, now, call.latency(now), end)),
                thrown -> {
                    if (thrown instanceof StoreException e) {
                        item.unclaimed(e, call.claiming().isWorthGivingBack(e, until));
                    } else {
                        defect = thrown;
                    }
                });
    }
}
