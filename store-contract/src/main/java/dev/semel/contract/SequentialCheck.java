// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A comparison of a store with {@link Transitions}, call by call. After each step of a history the store must have
 * given the protocol's answer, and must hold the record that the protocol leaves.
 */
final class SequentialCheck {

    /** The most runs of a failing history to shorten it. */
    private static final int SHORTENINGS = 400;

    private final Subject subject;

    SequentialCheck(Subject subject) {
        this.subject = subject;
    }

    /**
     * A step at which store and protocol differ.
     *
     * @param at its index
     * @param what the difference
     */
    record Difference(int at, String what) {}

    /** Takes a history, and fails with a shortened one if store and protocol differ. */
    void check(History history) {
        Optional<Difference> difference = run(history);
        if (difference.isPresent()) {
            throw new AssertionError(shorten(history, difference.get()));
        }
    }

    /**
     * Takes a history with fresh keys.
     *
     * @return the first step at which store and protocol differ
     */
    Optional<Difference> run(History history) {
        Subject.Names names = new Subject.Names();
        Map<IdempotencyKey, IdempotencyRecord> model = new HashMap<>();
        for (int i = 0; i < history.steps().size(); i++) {
            HistoryStep step = names.rename(history.steps().get(i));
            Optional<String> what = take(step, model);
            if (what.isPresent()) {
                return Optional.of(new Difference(i, what.get()));
            }
        }
        return Optional.empty();
    }

    /**
     * Takes one step, on the model too.
     *
     * @return the difference of store and protocol
     */
    Optional<String> take(HistoryStep step, Map<IdempotencyKey, IdempotencyRecord> model) {
        Map<IdempotencyKey, IdempotencyRecord> before = Map.copyOf(model);
        Object expected = step.takeOn(model);
        try {
            Object answer = step.call() instanceof HistoryStep.Call.Purge ? purge(step, before) : subject.take(step);
            if (!answer.equals(expected)) {
                return Optional.of("answered\n    " + answer + "\n  instead of\n    " + expected);
            }
            for (IdempotencyKey key : step.key().map(Set::of).orElse(before.keySet())) {
                IdempotencyRecord left = subject.store()
                        .find(key, ContractRules.callAt(step.now()))
                        .orElse(null);
                if (!Objects.equals(left, model.get(key))) {
                    return Optional.of("left\n    " + left + "\n  instead of\n    " + model.get(key));
                }
            }
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of("threw " + e + "\n  instead of answering\n    " + expected);
        }
    }

    private Object purge(HistoryStep step, Map<IdempotencyKey, IdempotencyRecord> records) {
        records.forEach((key, record) -> {
            if (step.isExpired(record)) {
                subject.purge(key, step.now());
            }
        });
        return HistoryStep.PURGED;
    }

    private String shorten(History history, Difference difference) {
        History shortest = history.first(difference.at() + 1);
        Difference last = difference;
        int runs = 0;
        for (int i = shortest.steps().size() - 2; i >= 0 && runs < SHORTENINGS; i--, runs++) {
            History shorter = shortest.without(i);
            Optional<Difference> still = run(shorter);
            if (still.isPresent()) {
                last = still.get();
                shortest = shorter.first(last.at() + 1);
                i = Math.min(i, shortest.steps().size() - 1);
            }
        }
        return shortest + "\nat its step " + (last.at() + 1) + " the store " + last.what();
    }
}
