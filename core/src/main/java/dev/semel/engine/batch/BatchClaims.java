// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine.batch;

import dev.semel.Waiting;
import dev.semel.engine.Claimer;
import dev.semel.engine.ContractException;
import dev.semel.engine.Engine;
import dev.semel.engine.Given;
import dev.semel.engine.GuardedCall;
import dev.semel.engine.RetryPolicy;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.store.BatchAnswer;
import dev.semel.store.BatchStore;
import dev.semel.store.EarlyBatchStore;
import dev.semel.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The first claims of a batch, made together. Of an {@link EarlyBatchStore} the rest is taken later, on the caller's
 * thread, while or after bodies run. For the caller's thread.
 */
final class BatchClaims<I, R> {

    /*
     * Invariants.
     *
     * - Once claim() has returned, the claim of an item was answered, or was never sent, or is open: then the item is
     *   in `late`, and neither its body nor one after it in its order begins (BatchSchedule).
     * - The store works on open claims until EarlyAnswers.all() has returned. takeLate() calls it, and BatchCall calls
     *   takeLate() before it writes for the last time, however the batch went. So no request of a claim is under way
     *   after that, and a claim that may have been applied is known to its item, and released if nothing began.
     * - A late answer has the effect that it would have had before the first body: decided, released, or the claim
     *   sent again by the RetryPolicy within the same time. There are two differences, so that no result of a body is
     *   lost: a defect of the store ends the items whose claims are open, not the batch, and an interrupt between two
     *   tries counts as one while bodies run.
     */

    private final Engine engine;
    private final List<BatchItem<I, R>> items;
    private final BiConsumer<BatchItem<I, R>, Throwable> lateDefects;
    private boolean hasReturned;
    private @Nullable Throwable defect;
    private @Nullable Late<I, R> late;

    /** Claims under way. */
    private static final class Late<I, R> {

        private final List<Integer> places = new ArrayList<>(); // among all requests that were sent together
        private final List<BatchItem<I, R>> items = new ArrayList<>();
        private final List<BatchRounds.Parcel<ClaimRequest, ClaimVerdict>> parcels = new ArrayList<>();
        private final BatchRounds<ClaimRequest, ClaimVerdict> rounds;
        private final EarlyBatchStore.EarlyAnswers answers;

        Late(BatchRounds<ClaimRequest, ClaimVerdict> rounds, EarlyBatchStore.EarlyAnswers answers) {
            this.rounds = rounds;
            this.answers = answers;
        }

        private void add(int place, BatchItem<I, R> item, BatchRounds.Parcel<ClaimRequest, ClaimVerdict> parcel) {
            places.add(place);
            items.add(item);
            parcels.add(parcel);
        }

        private void deliver(Waiting waiting) throws InterruptedException {
            rounds.deliver(parcels, this::all, waiting);
        }

        private List<BatchAnswer<ClaimVerdict>> all() {
            List<BatchAnswer<ClaimVerdict>> all = Given.by("EarlyBatchStore", answers.all());
            return places.stream().map(all::get).toList();
        }
    }

    /**
     * Prepares claims.
     *
     * @param lateDefects ends an item whose claim met a defect of the store while bodies ran
     */
    BatchClaims(Engine engine, List<BatchItem<I, R>> items, BiConsumer<BatchItem<I, R>, Throwable> lateDefects) {
        this.engine = engine;
        this.items = items;
        this.lateDefects = lateDefects;
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
        BatchRounds<ClaimRequest, ClaimVerdict> rounds = new BatchRounds<>(engine, store::claimAll);
        if (store instanceof EarlyBatchStore early) {
            claimEarly(early, open, parcels, rounds);
        } else {
            rounds.deliver(parcels, engine.waiting());
        }
        hasReturned = true;
        switch (defect) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException("The store threw a checked exception", defect);
        }
    }

    private void claimEarly(
            EarlyBatchStore store,
            List<BatchItem<I, R>> open,
            List<BatchRounds.Parcel<ClaimRequest, ClaimVerdict>> parcels,
            BatchRounds<ClaimRequest, ClaimVerdict> rounds)
            throws InterruptedException {
        EarlyBatchStore.EarlyAnswers answers;
        try {
            answers = Given.by(
                    "EarlyBatchStore", store.claimAllEarly(BatchRounds.requests(parcels), rounds.timed(parcels)));
        } catch (RuntimeException | Error e) {
            rounds.deliver(
                    parcels,
                    () -> {
                        throw e;
                    },
                    engine.waiting());
            return;
        }
        List<BatchRounds.Parcel<ClaimRequest, ClaimVerdict>> answered = new ArrayList<>();
        List<BatchAnswer<ClaimVerdict>> known = new ArrayList<>();
        Late<I, R> rest = new Late<>(rounds, answers);
        late = rest;
        List<Optional<BatchAnswer<ClaimVerdict>>> all = known(answers, open.size());
        for (int i = 0; i < open.size(); i++) {
            if (all.get(i).isPresent()) {
                answered.add(parcels.get(i));
                known.add(all.get(i).get());
            } else {
                open.get(i).noteOpenClaim();
                rest.add(i, open.get(i), parcels.get(i));
            }
        }
        rounds.deliver(answered, () -> known, engine.waiting());
    }

    private static List<Optional<BatchAnswer<ClaimVerdict>>> known(EarlyBatchStore.EarlyAnswers answers, int expected) {
        List<Optional<BatchAnswer<ClaimVerdict>>> known = Given.by("EarlyBatchStore", answers.known());
        if (known.size() != expected) {
            throw new ContractException("The EarlyBatchStore knows " + known.size() + " answers to " + expected
                    + " requests, against its contract");
        }
        known.forEach(answer -> Given.by("EarlyBatchStore", answer));
        return known;
    }

    /** {@return whether the store has answered all claims, so that {@link #takeLate} does not wait} */
    boolean isAnswered() {
        return late == null || late.answers.isComplete();
    }

    /**
     * Waits for the claims under way, if there are any, and takes their answers.
     *
     * @param waiting waits before a claim without an answer is sent again
     * @throws InterruptedException if {@code waiting} does; the items without an answer keep an open claim
     */
    void takeLate(Waiting waiting) throws InterruptedException {
        Late<I, R> taken = late;
        if (taken == null) {
            return;
        }
        late = null;
        if (taken.items.isEmpty()) {
            taken.answers.all(); // nothing is open, but the store may want to know that this is the end
            return;
        }
        try {
            taken.deliver(waiting);
        } catch (RuntimeException | Error e) { // of a clock, or of anything else that the user brought
            taken.items.stream().filter(BatchItem::hasOpenClaim).forEach(item -> lateDefects.accept(item, e));
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
                    } else if (hasReturned) {
                        lateDefects.accept(item, thrown);
                    } else {
                        defect = thrown;
                    }
                });
    }
}
