// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine.batch;

import dev.semel.BatchOptions;
import dev.semel.engine.GuardedCall;
import dev.semel.engine.Identity;
import dev.semel.model.IdempotencyKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The items of a batch, and which must come before which: one that has the key of an earlier one comes after that, and
 * after its predecessor in its order.
 *
 * @param items in the order of the inputs
 * @param predecessors for each item the one before it in its order; -1 for none
 * @param dependencies for each item the numbers of those that must have ended
 */
record Batch<I, R>(List<BatchItem<I, R>> items, List<Integer> predecessors, List<List<Integer>> dependencies) {

    static <I, R> Batch<I, R> of(
            List<I> inputs,
            BatchOptions.@Nullable Order<I> order,
            Function<I, Identity> identities,
            BiFunction<I, Identity.Guarded, GuardedCall<I, R>> calls) {
        Batch<I, R> batch = new Batch<>(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Map<IdempotencyKey, Integer> firsts = new HashMap<>();
        Map<String, Integer> lasts = new HashMap<>();
        for (I input : inputs) {
            batch.add(
                    input,
                    order == null ? null : order.of(batch.items.size(), input),
                    identities,
                    calls,
                    firsts,
                    lasts);
        }
        return batch;
    }

    private void add(
            I input,
            @Nullable String order,
            Function<I, Identity> identities,
            BiFunction<I, Identity.Guarded, GuardedCall<I, R>> calls,
            Map<IdempotencyKey, Integer> firsts,
            Map<String, Integer> lasts) {
        int number = items.size();
        List<Integer> after = new ArrayList<>(2);
        Integer before = order == null ? null : lasts.put(order, number);
        predecessors.add(before == null ? -1 : before);
        if (before != null) {
            after.add(before);
        }
        BatchItem.Kind<I, R> kind;
        try {
            kind = switch (identities.apply(input)) {
                case Identity.Unguarded unguarded -> new BatchItem.Kind.Unguarded<>(unguarded);
                case Identity.Guarded guarded -> {
                    Integer first = firsts.putIfAbsent(guarded.key(), number);
                    if (first == null) {
                        yield new BatchItem.Kind.Guarded<>(calls.apply(input, guarded));
                    }
                    if (!first.equals(before)) {
                        after.add(first);
                    }
                    yield new BatchItem.Kind.Repeated<>(items.get(first), calls.apply(input, guarded));
                }
            };
        } catch (RuntimeException e) {
            kind = new BatchItem.Kind.Refused<>(e);
        }
        items.add(new BatchItem<>(input, kind));
        dependencies.add(after);
    }

    /** Returns the item before this one in its order; null for none. */
    @Nullable
    BatchItem<I, R> predecessor(int item) {
        int number = predecessors.get(item);
        return number < 0 ? null : items.get(number);
    }
}
