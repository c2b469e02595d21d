// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.semel.BatchOptions;
import dev.semel.BatchResult;
import dev.semel.Operation;
import dev.semel.Outcome;
import dev.semel.model.IdempotencyRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Run of an operation for every item of a batch. After an item that was not completed, no later item of its group
 * counts as completed: it must be delivered again after that item, even if it was executed.
 */
final class ItemBatch<T, R> {

    private final Operation<T, R> operation;
    private final List<DeliveredItem<T>> items;
    private final List<? extends DeliveredItem<?>> deliveries;
    private final BatchPolicy policy;
    private final BatchOptions<T> options;
    private final List<@Nullable BatchResult<R>> results = new ArrayList<>();

    /** The exceptions of the sink by place, for items that no redelivery can complete; empty if it took the item. */
    private final Map<Integer, Optional<Exception>> decided = new HashMap<>();

    private ItemBatch(
            Operation<T, R> operation,
            List<DeliveredItem<T>> items,
            List<? extends DeliveredItem<?>> deliveries,
            BatchPolicy policy,
            BatchOptions<T> options) {
        this.operation = operation;
        this.items = items;
        this.deliveries = deliveries;
        this.policy = policy;
        this.options = options;
        items.forEach(item -> results.add(null));
    }

    /**
     * Result of an item.
     *
     * @param result the operation's result; null if it did not run for this item
     * @param failure the reason why the item is not completed; null if it is
     */
    record Item<R>(
            String itemId,
            @Nullable String group,
            @Nullable BatchResult<R> result,
            @Nullable Exception failure) {

        boolean isCompleted() {
            return failure == null;
        }
    }

    /**
     * Runs a batch, and calls the policy's listeners for failures and duplicates.
     *
     * @param items the inputs of the operation
     * @param deliveries the same items as the source delivered them, from which causes of duplicates are derived
     */
    static <T, R> List<Item<R>> run(
            Operation<T, R> operation,
            List<DeliveredItem<T>> items,
            List<? extends DeliveredItem<?>> deliveries,
            BatchPolicy policy,
            Context context)
            throws InterruptedException {
        BatchOptions<T> options = BatchOptions.<T>defaults().recording(policy.recording());
        if (policy.bodies() != null) {
            options = options.parallel(policy.bodies());
        }
        if (policy.recorder() != null) {
            options = options.recorder(policy.recorder());
        }
        if (policy.finalFailuresComplete()) {
            options = options.acceptingFinalFailures();
        }
        ItemBatch<T, R> batch =
                new ItemBatch<>(operation, young(items, deliveries, policy), deliveries, policy, options);
        try {
            batch.execute(context);
        } catch (Throwable e) {
            batch.tellFailuresBefore();
            throw e;
        }
        batch.tellDuplicates();
        return batch.judge();
    }

    private static <T> List<DeliveredItem<T>> young(
            List<DeliveredItem<T>> items, List<? extends DeliveredItem<?>> deliveries, BatchPolicy policy) {
        MaximumAge maximum = policy.maximumAge();
        if (maximum == null) {
            return items;
        }
        Instant now = maximum.clock().instant();
        List<DeliveredItem<T>> checked = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            checked.add(MaximumAge.check(maximum.age(), items.get(i), deliveries.get(i), now));
        }
        return checked;
    }

    private void execute(Context context) throws InterruptedException {
        List<Integer> places = readable();
        while (!places.isEmpty()) {
            round(places, context);
            places = setAside(places) ? waiting(places) : List.of();
        }
    }

    /** {@return the places of the items to run: readable, and not behind poison that holds up its group} */
    private List<Integer> readable() {
        Set<String> stopped = new HashSet<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String group = items.get(i).group();
            switch (items.get(i)) {
                case DeliveredItem.Poison<T> poison -> {
                    if (group != null && !isDropped(poison)) {
                        stopped.add(group);
                    }
                }
                case DeliveredItem.Readable<T> readable -> {
                    if (group == null || !stopped.contains(group)) {
                        places.add(i);
                    }
                }
            }
        }
        return places;
    }

    private void round(List<Integer> places, Context context) throws InterruptedException {
        List<T> inputs = new ArrayList<>();
        for (int place : places) {
            if (items.get(place) instanceof DeliveredItem.Readable<T> readable) {
                inputs.add(readable.record());
            }
        }
        BatchOptions<T> ordered =
                options.inOrderOf((index, input) -> items.get(places.get(index)).group());
        if (policy.likelyDuplicatesRead()) {
            ordered = ordered.readingLikelyDuplicates(
                    (index, input) -> DuplicateCause.isDeliveredAgain(deliveries.get(places.get(index))));
        }
        ordered = ordered.beforeError(answers -> keepBeforeError(places, answers));
        List<BatchResult<R>> answers = operation.tryRunAll(inputs, LambdaDeadline.of(context), ordered);
        for (int i = 0; i < answers.size(); i++) {
            results.set(places.get(i), answers.get(i));
        }
    }

    private void keepBeforeError(List<Integer> places, List<? extends BatchResult<?>> answers) {
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) instanceof BatchResult.Failed<?> failed) {
                results.set(places.get(i), new BatchResult.Failed<>(failed.exception()));
            } else if (answers.get(i) instanceof BatchResult.Answered<?> answered && !options.isCompleted(answered)) {
                results.set(
                        places.get(i),
                        new BatchResult.Failed<>(
                                RecordNotCompletedException.failure(operation.name(), answered.outcome())));
            }
        }
    }

    /**
     * Tells what failed before the whole batch fails, as by an Error of a body: nobody would know of it, for no result
     * is returned.
     */
    private void tellFailuresBefore() {
        for (int i = 0; i < items.size(); i++) {
            switch (items.get(i)) {
                case DeliveredItem.Poison<T> poison -> {
                    if (!isDropped(poison)) {
                        tell(new FailedItem(poison.itemId(), poison.why()));
                    }
                }
                case DeliveredItem.Readable<T> readable -> {
                    boolean isTried = results.get(i) != null && !(results.get(i) instanceof BatchResult.NotTried<R>);
                    Exception failure = isTried ? failure(i) : null;
                    if (failure != null) {
                        tell(new FailedItem(readable.itemId(), failure));
                    }
                }
            }
        }
    }

    /** Gives the sink what no redelivery can complete. {@return whether it took an item, so that its group goes on} */
    private boolean setAside(List<Integer> places) {
        boolean taken = false;
        for (int place : places) {
            BatchResult<R> result = Objects.requireNonNull(results.get(place), "every item of a round has a result");
            PoisonReason reason = Unhealable.reason(operation.name(), result);
            if (reason != null
                    && policy.poison() instanceof PoisonPolicy.Drop drop
                    && drop.reasons().contains(reason)) {
                Exception why = Objects.requireNonNull(failure(result), "such a result is no success");
                Exception refused = drop(drop, new PoisonItem(items.get(place).itemId(), reason, why));
                decided.put(place, Optional.ofNullable(refused));
                taken |= refused == null;
            }
        }
        return taken;
    }

    /** {@return the items that only waited for one that was set aside} */
    private List<Integer> waiting(List<Integer> places) {
        Set<String> stopped = new HashSet<>();
        List<Integer> waiting = new ArrayList<>();
        for (int place : places) {
            String group = items.get(place).group();
            if (group == null) {
                continue;
            }
            BatchResult<R> result = results.get(place);
            if (result instanceof BatchResult.NotTried<R> && !stopped.contains(group)) {
                waiting.add(place);
            } else if (failure(place) != null) {
                stopped.add(group);
            }
        }
        return waiting;
    }

    private static @Nullable Exception drop(PoisonPolicy.Drop policy, PoisonItem item) {
        try {
            policy.sink().take(item);
            return null;
        } catch (Exception e) {
            return e;
        } catch (Error e) { // the other items must not fail with it
            return new IllegalStateException("The sink of PoisonPolicy.drop(...) threw an Error", e);
        }
    }

    private boolean isDropped(DeliveredItem.Poison<T> poison) {
        return policy.poison() instanceof PoisonPolicy.Drop drop
                && drop.reasons().contains(poison.reason())
                && !poison.why().isOfReader();
    }

    private List<Item<R>> judge() {
        Set<String> stopped = new HashSet<>();
        List<Item<R>> judged = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            DeliveredItem<T> item = items.get(i);
            String group = item.group();
            boolean isBehind = group != null && stopped.contains(group);
            Exception failure = isBehind ? RecordNotCompletedException.behind(operation.name()) : failure(i);
            if (failure != null) {
                if (group != null) {
                    stopped.add(group);
                }
                tell(new FailedItem(item.itemId(), failure));
            }
            judged.add(new Item<>(item.itemId(), group, results.get(i), failure));
        }
        return judged;
    }

    /** {@return the reason why the item at a place is not completed; null if it is, or was set aside} */
    private @Nullable Exception failure(int place) {
        return switch (items.get(place)) {
            case DeliveredItem.Readable<T> readable -> {
                Optional<Exception> sunk = decided.get(place);
                yield sunk != null
                        ? sunk.orElse(null)
                        : failure(Objects.requireNonNullElse(results.get(place), new BatchResult.NotTried<R>()));
            }
            case DeliveredItem.Poison<T> poison ->
                isDropped(poison) && policy.poison() instanceof PoisonPolicy.Drop drop
                        ? drop(drop, new PoisonItem(poison.itemId(), poison.reason(), poison.why()))
                        : poison.why();
        };
    }

    private @Nullable Exception failure(BatchResult<R> result) {
        if (options.isCompleted(result)) {
            return null;
        }
        return switch (result) {
            case BatchResult.Failed<R> failed -> failed.exception();
            case BatchResult.NotTried<R> not -> RecordNotCompletedException.behind(operation.name());
            case BatchResult.Answered<R> answered ->
                RecordNotCompletedException.failure(operation.name(), answered.outcome());
        };
    }

    private void tellDuplicates() {
        Set<IdempotencyRecord> executedHere = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            if (!(results.get(i) instanceof BatchResult.Answered<R> answered)) {
                continue;
            }
            if (answered.outcome() instanceof Outcome.Executed<R> executed) {
                executedHere.add(executed.record());
            }
            boolean isRepeated = answered.outcome() instanceof Outcome.Replayed<R> replayed
                    && executedHere.contains(replayed.record());
            DuplicateCause cause =
                    isRepeated ? DuplicateCause.SAME_BATCH : DuplicateCause.of(answered.outcome(), deliveries.get(i));
            if (cause != null) {
                tell(cause);
            }
        }
    }

    private void tell(DuplicateCause cause) {
        try {
            policy.duplicates().onDuplicate(operation.name(), cause);
        } catch (Throwable ignored) {
            // a listener must not affect the call (E5)
        }
    }

    private void tell(FailedItem item) {
        try {
            policy.failures().accept(item);
        } catch (Throwable ignored) {
            // a listener must not affect the call (E5)
        }
    }
}
