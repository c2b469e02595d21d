// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.store.BatchAnswer;
import dev.semel.store.StoreException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The answers to a batch, by record id. Thread-safe, if one thread answers each id. */
final class Answers<V> {

    private final Map<String, BatchAnswer<V>> byId = new ConcurrentHashMap<>();

    boolean isOpen(String id) {
        return !byId.containsKey(id);
    }

    void decide(String id, V verdict) {
        byId.put(id, new BatchAnswer.Decided<>(verdict));
    }

    /** Computes one answer. A failure becomes the answer of this request only. */
    void decide(String id, Supplier<V> verdict) {
        attempt(List.of(id), () -> decide(id, verdict.get()));
    }

    /** Runs a step. If it fails, the failure becomes the answer of those {@code ids} that have none yet. */
    void attempt(Collection<String> ids, Runnable step) {
        try {
            step.run();
        } catch (StoreException e) {
            ids.stream().filter(this::isOpen).forEach(id -> byId.put(id, new BatchAnswer.Failed<>(e)));
        }
    }

    void busy(String id, String code, Call call) {
        StoreException busy = StoreException.unavailable(
                call.store(), call.name(), new IllegalStateException("a statement of the batch met " + code));
        byId.put(id, new BatchAnswer.Failed<>(busy));
    }

    /** {@return the answers in this order} */
    List<BatchAnswer<V>> inOrderOf(Collection<String> ids) {
        return ids.stream().map(this::answer).toList();
    }

    /** {@return the answers that are there, in this order; empty for an open one} */
    List<Optional<BatchAnswer<V>>> knownInOrderOf(Collection<String> ids) {
        return ids.stream().map(id -> Optional.ofNullable(byId.get(id))).toList();
    }

    private BatchAnswer<V> answer(String id) {
        BatchAnswer<V> answer = byId.get(id);
        if (answer == null) {
            throw new IllegalStateException("Every request of a batch is answered");
        }
        return answer;
    }
}
