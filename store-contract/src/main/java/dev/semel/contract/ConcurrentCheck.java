// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.store.StoreException;
import dev.semel.testkit.AtOnce;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * A check of concurrent calls. It takes the beginning of a history step by step, and the rest on one thread for each
 * actor at once. Then it decides for each key whether an atomic store could have given these answers.
 */
final class ConcurrentCheck {

    private final Subject subject;

    ConcurrentCheck(Subject subject) {
        this.subject = subject;
    }

    /**
     * Takes a history, and fails with all calls and their answers if no atomic store could have given these answers.
     *
     * @param history the history
     * @param alone the number of steps that are first taken one by one
     */
    void check(History history, int alone) {
        Subject.Names names = new Subject.Names();
        List<HistoryStep> steps = history.steps().stream().map(names::rename).toList();
        Map<IdempotencyKey, IdempotencyRecord> before = new HashMap<>();
        SequentialCheck sequential = new SequentialCheck(subject);
        for (HistoryStep step : steps.subList(0, alone)) {
            Optional<String> difference = sequential.take(step, before);
            if (difference.isPresent()) {
                throw new AssertionError(history + "\nat " + History.line(step) + " the store " + difference.get());
            }
        }
        List<Linearizability.Call> calls = race(steps.subList(alone, steps.size()));
        Map<IdempotencyKey, List<Linearizability.Call>> byKey = calls.stream()
                .collect(Collectors.groupingBy(call -> call.step().key().orElseThrow()));
        byKey.forEach((key, ofKey) -> {
            IdempotencyRecord record = before.get(key);
            if (!Linearizability.isAtomic(ofKey, record)) {
                throw new AssertionError("seed " + history.seed() + ": no atomic store gives these answers, from\n  "
                        + record + "\n"
                        + ofKey.stream().map(call -> "  " + call).collect(Collectors.joining("\n")));
            }
        });
    }

    /**
     * Takes the steps, one thread for each actor, and then finds every key.
     *
     * @return all calls
     */
    private List<Linearizability.Call> race(List<HistoryStep> steps) {
        AtomicLong order = new AtomicLong();
        Map<Integer, List<HistoryStep>> byActor = steps.stream()
                .filter(step -> !(step.call() instanceof HistoryStep.Call.Purge))
                .collect(Collectors.groupingBy(HistoryStep::actor));
        List<Linearizability.Call> calls = new ArrayList<>();
        if (!byActor.isEmpty()) {
            AtOnce.map(List.copyOf(byActor.values()), own -> takeAll(own, order))
                    .forEach(calls::addAll);
        }
        Map<IdempotencyKey, HistoryStep> finds = new HashMap<>();
        for (Linearizability.Call call : calls) {
            IdempotencyKey key = call.step().key().orElseThrow();
            finds.put(
                    key,
                    new HistoryStep(
                            0, new HistoryStep.Call.Find(key), call.step().now()));
        }
        calls.addAll(takeAll(List.copyOf(finds.values()), order));
        return calls;
    }

    private List<Linearizability.Call> takeAll(List<HistoryStep> steps, AtomicLong order) {
        List<Linearizability.Call> calls = new ArrayList<>();
        for (HistoryStep step : steps) {
            long made = order.incrementAndGet();
            try {
                Object answer = subject.take(step);
                calls.add(new Linearizability.Call(step, made, order.incrementAndGet(), Optional.of(answer)));
            } catch (StoreException e) {
                if (e.reason() != StoreException.Reason.UNAVAILABLE) {
                    throw e;
                }
                calls.add(new Linearizability.Call(step, made, Long.MAX_VALUE, Optional.empty()));
            }
        }
        return calls;
    }
}
