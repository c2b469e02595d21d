// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine.batch;

import dev.semel.Waiting;
import dev.semel.engine.ContractException;
import dev.semel.engine.Engine;
import dev.semel.engine.Given;
import dev.semel.engine.RetryPolicy;
import dev.semel.engine.StoreCalls;
import dev.semel.store.BatchAnswer;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends many requests of one kind together, and repeats those without an answer by the {@link RetryPolicy}. An
 * exception that a store throws for a whole batch counts for each request in it.
 *
 * @param <Q> the kind of request
 * @param <V> the kind of verdict
 */
final class BatchRounds<Q, V> {

    private final Engine engine;
    private final BiFunction<List<Q>, StoreCall, List<BatchAnswer<V>>> send;

    /**
     * Prepares rounds.
     *
     * @param send answers the requests in their order
     */
    BatchRounds(Engine engine, BiFunction<List<Q>, StoreCall, List<BatchAnswer<V>>> send) {
        this.engine = engine;
        this.send = send;
    }

    /** A pending request with its limits and callbacks. Exactly one callback is called, once. */
    static final class Parcel<Q, V> {

        private final Q request;
        private final RetryPolicy.Tries tries;
        private final Consumer<V> decided;
        private final Consumer<Throwable> failed;

        Parcel(Q request, RetryPolicy.Tries tries, Consumer<V> decided, Consumer<Throwable> failed) {
            this.request = request;
            this.tries = tries;
            this.decided = decided;
            this.failed = failed;
        }
    }

    /** Sends all, at least once, until each was answered, refused, or tried often enough. */
    void deliver(List<Parcel<Q, V>> parcels, Waiting waiting) throws InterruptedException {
        deliverFrom(this::send, parcels, waiting);
    }

    /**
     * As {@link #deliver(List, Waiting)}, with requests that were sent once.
     *
     * @param first returns the answers to those requests, or throws as {@code send} does
     */
    void deliver(List<Parcel<Q, V>> parcels, Supplier<List<BatchAnswer<V>>> first, Waiting waiting)
            throws InterruptedException {
        deliverFrom(sent -> answers(sent, first), parcels, waiting);
    }

    private void deliverFrom(
            Function<List<Parcel<Q, V>>, List<BatchAnswer<V>>> first, List<Parcel<Q, V>> parcels, Waiting waiting)
            throws InterruptedException {
        RetryPolicy policy = new RetryPolicy(engine);
        List<Parcel<Q, V>> open = parcels;
        List<StoreException> unanswered = List.of();
        for (int done = 1; !open.isEmpty(); done++) {
            List<BatchAnswer<V>> answers;
            try {
                answers = done == 1 ? first.apply(open) : send(open);
            } catch (Throwable defect) {
                open.forEach(parcel -> parcel.failed.accept(defect));
                return;
            }
            RetryPolicy.Pause pause = policy.pauseAfter(done);
            List<Parcel<Q, V>> again = new ArrayList<>();
            List<StoreException> failures = new ArrayList<>();
            for (int i = 0; i < open.size(); i++) {
                Parcel<Q, V> parcel = open.get(i);
                switch (answers.get(i)) {
                    case BatchAnswer.Decided<V> decided -> parcel.decided.accept(decided.verdict());
                    case BatchAnswer.Failed<V> failed -> {
                        StoreException failure = failed.exception();
                        StoreException before = unanswered.isEmpty() ? null : unanswered.get(i);
                        if (policy.isRepeated(parcel.tries, done, pause, failure, before)) {
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
                waiting.await(pause.length());
            }
        }
    }

    private List<BatchAnswer<V>> send(List<Parcel<Q, V>> open) {
        return answers(open, () -> send.apply(requests(open), timed(open)));
    }

    private static <Q, V> List<BatchAnswer<V>> answers(
            List<Parcel<Q, V>> open, Supplier<List<BatchAnswer<V>>> answering) {
        try {
            return checked(answering.get(), open.size());
        } catch (StoreException e) {
            return open.stream()
                    .<BatchAnswer<V>>map(parcel -> new BatchAnswer.Failed<>(e))
                    .toList();
        }
    }

    /** {@return the requests of the parcels, in order} */
    static <Q, V> List<Q> requests(List<Parcel<Q, V>> parcels) {
        return parcels.stream().<Q>map(parcel -> parcel.request).toList();
    }

    /** {@return a call now, with the time of the parcel that has most} */
    StoreCall timed(List<Parcel<Q, V>> parcels) {
        Instant until = parcels.stream()
                .map(parcel -> parcel.tries.until())
                .max(Instant::compareTo)
                .orElseThrow();
        return StoreCalls.timed(engine.clock().instant(), until);
    }

    /** {@return the answers, one for each request; a store that leaves one out has a defect} */
    private static <V> List<BatchAnswer<V>> checked(@Nullable List<BatchAnswer<V>> answers, int expected) {
        List<BatchAnswer<V>> all = Given.by("BatchStore", answers);
        if (all.size() != expected) {
            throw new ContractException(
                    "The BatchStore answered " + all.size() + " of " + expected + " requests, against its contract");
        }
        all.forEach(answer -> Given.by("BatchStore", answer));
        return all;
    }
}
