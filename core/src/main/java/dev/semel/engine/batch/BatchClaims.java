// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine.batch;

import dev.semel.engine.Claimer;
import dev.semel.engine.Engine;
import dev.semel.engine.GuardedCall;
import dev.semel.engine.RetryPolicy;
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
     * Claims the keys of all guarded items, if the store answers batches and there is enough time; the others claim
     * when their turn comes.
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
                    && call.claimer().isEnough(now, call.claimer().end(now))) {
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
            parcels.add(parcel(item, Objects.requireNonNull(item.guarded()), now));
        }
        new BatchRounds<ClaimRequest, ClaimVerdict>(engine, store::claimAll).deliver(parcels, engine.waiting());
        switch (defect) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException("The store threw a checked exception", defect);
        }
    }

    private BatchRounds.Parcel<ClaimRequest, ClaimVerdict> parcel(
            BatchItem<I, R> item, GuardedCall<I, R> guarded, Instant now) {
        Claimer claimer = guarded.claimer();
        Instant end = claimer.end(now);
        Instant until = claimer.until(now, end);
        ClaimRequest request = item.expecting(claimer.request(now, end));
        item.noteClaim(request.claimId());
        return new BatchRounds.Parcel<>(
                request,
                new RetryPolicy.Tries(request.key(), "claim", RetryPolicy.CLAIM_TRIES, until),
                verdict -> item.takeAnswer(new GuardedCall.AnsweredClaim(
                        verdict, now, guarded.call().since(now), end)),
                thrown -> {
                    if (thrown instanceof StoreException e) {
                        item.takeFailure(e, claimer.isWorthGivingBack(e, until));
                    } else {
                        defect = thrown;
                    }
                });
    }
}
