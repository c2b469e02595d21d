// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine.batch;

import dev.semel.BatchOptions;
import dev.semel.engine.CallIdentity;
import dev.semel.engine.GuardedCall;
import dev.semel.model.IdempotencyKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The items of a batch and their order: an item with the key of an earlier one comes after that one, and after its
 * predecessor in its order.
 */
final class Batch<I, R> {

    private final List<BatchItem<I, R>> items = new ArrayList<>();
    private final List<Integer> predecessors = new ArrayList<>();
    private final List<List<Integer>> dependencies = new ArrayList<>();

    /**
     * Sorts the inputs out.
     *
     * @param identities computes the identity of an input
     * @param calls makes the call of a guarded input
     */
    Batch(
            List<I> inputs,
            BatchOptions<I> options,
            Function<I, CallIdentity> identities,
            BiFunction<I, CallIdentity.Guarded, GuardedCall<I, R>> calls) {
        BatchOptions.Order<I> order = options.order();
        BatchOptions.Expectation<I> expectation = options.likelyDuplicates();
        Map<IdempotencyKey, Integer> firsts = new HashMap<>();
        Map<String, Integer> lasts = new HashMap<>();
        for (I input : inputs) {
            int number = items.size();
            String name = order == null ? null : order.of(number, input);
            Integer before = name == null ? null : lasts.put(name, number);
            List<Integer> after = new ArrayList<>(2);
            if (before != null) {
                after.add(before);
            }
            BatchItem.Kind<I, R> kind = kind(input, identities, calls, firsts);
            if (kind instanceof BatchItem.Kind.Repeated<I, R> repeated) {
                int first = items.indexOf(repeated.first());
                if (before == null || first != before) {
                    after.add(first);
                }
            }
            items.add(
                    new BatchItem<>(input, kind, expectation != null && expectation.isLikelyDuplicate(number, input)));
            predecessors.add(before == null ? -1 : before);
            dependencies.add(after);
        }
    }

    private BatchItem.Kind<I, R> kind(
            I input,
            Function<I, CallIdentity> identities,
            BiFunction<I, CallIdentity.Guarded, GuardedCall<I, R>> calls,
            Map<IdempotencyKey, Integer> firsts) {
        try {
            return switch (identities.apply(input)) {
                case CallIdentity.Unguarded unguarded -> new BatchItem.Kind.Unguarded<>(unguarded);
                case CallIdentity.Guarded guarded -> {
                    Integer first = firsts.putIfAbsent(guarded.key(), items.size());
                    yield first == null
                            ? new BatchItem.Kind.Guarded<>(calls.apply(input, guarded))
                            : new BatchItem.Kind.Repeated<>(items.get(first), calls.apply(input, guarded));
                }
            };
        } catch (Exception e) {
            return new BatchItem.Kind.Refused<>(e);
        }
    }

    /** {@return the items in the order of the inputs} */
    List<BatchItem<I, R>> items() {
        return items;
    }

    /** {@return for each item the numbers of those that must have ended before it} */
    List<List<Integer>> dependencies() {
        return dependencies;
    }

    /** {@return the item before this one in its order; null for none} */
    @Nullable
    BatchItem<I, R> predecessor(int item) {
        int number = predecessors.get(item);
        return number < 0 ? null : items.get(number);
    }
}
