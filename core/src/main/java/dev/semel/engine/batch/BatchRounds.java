// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine.batch;

import dev.semel.Waiting;
import dev.semel.engine.Engine;
import dev.semel.engine.StoreCalls;
import dev.semel.event.OperationEvent;
import dev.semel.model.IdempotencyKey;
import dev.semel.store.BatchAnswer;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Sends many requests of one kind together, and again, a bounded number of times, those that got no answer. What a store
 * throws for a whole batch counts for each request in it.
 *
 * @param send answers the requests in their order
 */
record BatchRounds<Q, V>(Engine engine, BiFunction<List<Q>, StoreCall, List<BatchAnswer<V>>> send) {

    /** A request under way, the last moment for it, and who hears what it came to: one of both, once. */
    record Parcel<Q, V>(
            Q request,
            IdempotencyKey key,
            String name,
            int tries,
            Instant until,
            Consumer<V> decided,
            Consumer<Throwable> failed) {}

    /** Sends all, at least once, until each was answered, refused, or tried often enough. */
    void deliver(List<Parcel<Q, V>> parcels, Waiting waiting) throws InterruptedException {
        List<Parcel<Q, V>> open = parcels;
        List<StoreException> unanswered = List.of();
        for (int done = 1; !open.isEmpty(); done++) {
            List<BatchAnswer<V>> answers;
            try {
                answers = answers(open);
            } catch (RuntimeException | Error defect) {
                open.forEach(parcel -> parcel.failed.accept(defect));
                return;
            }
            Duration pause = engine.storeBackoff().after(done);
            Instant next = engine.clock().instant().plus(pause);
            List<Parcel<Q, V>> again = new ArrayList<>();
            List<StoreException> failures = new ArrayList<>();
            for (int i = 0; i < open.size(); i++) {
                Parcel<Q, V> parcel = open.get(i);
                switch (answers.get(i)) {
                    case BatchAnswer.Decided<V> decided -> parcel.decided.accept(decided.verdict());
                    case BatchAnswer.Failed<V> failed -> {
                        StoreException failure = failed.exception();
                        engine.tell(new OperationEvent.StoreFailed(parcel.key, parcel.name, failure));
                        if (!unanswered.isEmpty() && unanswered.get(i) != failure) {
                            failure.addSuppressed(unanswered.get(i));
                        }
                        if (failure.reason() == StoreException.Reason.UNAVAILABLE
                                && done < parcel.tries
                                && next.isBefore(parcel.until)) {
                            again.add(parcel);
                            failures.add(failure);
                        } else {
                            parcel.failed.accept(failure);
                        }
                    }
                }
            }
            open = again;
            unanswered = failures;
            if (!open.isEmpty()) {
                waiting.await(pause);
            }
        }
    }

    private List<BatchAnswer<V>> answers(List<Parcel<Q, V>> open) {
        Instant until = open.stream().map(Parcel::until).max(Instant::compareTo).orElseThrow();
        List<Q> requests = open.stream().map(Parcel::request).toList();
        try {
            return send.apply(requests, StoreCalls.call(engine.clock().instant(), until));
        } catch (StoreException e) {
            List<BatchAnswer<V>> answers = new ArrayList<>();
            requests.forEach(request -> answers.add(new BatchAnswer.Failed<>(e)));
            return answers;
        }
    }
}
