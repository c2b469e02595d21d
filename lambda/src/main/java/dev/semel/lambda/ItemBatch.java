// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.semel.BatchOptions;
import dev.semel.BatchResult;
import dev.semel.Operation;
import dev.semel.Outcome;
import dev.semel.model.IdempotencyRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
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
        ItemBatch<T, R> batch = new ItemBatch<>(operation, items, deliveries, policy, options);
        batch.execute(context);
        batch.tellDuplicates();
        return batch.judged();
    }

    private void execute(Context context) throws InterruptedException {
        Set<String> stopped = new HashSet<>();
        List<Integer> places = new ArrayList<>();
        List<T> inputs = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            switch (items.get(i)) {
                case DeliveredItem.Poison<T> poison -> {
                    if (poison.group() != null
                            && (policy.poison() instanceof PoisonPolicy.Fail
                                    || poison.why().isOfReader())) {
                        stopped.add(poison.group());
                    }
                }
                case DeliveredItem.Readable<T> readable -> {
                    if (readable.group() == null || !stopped.contains(readable.group())) {
                        places.add(i);
                        inputs.add(readable.record());
                    }
                }
            }
        }
        BatchOptions<T> ordered =
                options.inOrderOf((index, input) -> items.get(places.get(index)).group());
        List<BatchResult<R>> answers = operation.tryRunAll(inputs, LambdaDeadline.of(context), ordered);
        for (int i = 0; i < answers.size(); i++) {
            results.set(places.get(i), answers.get(i));
        }
    }

    private List<Item<R>> judged() {
        Set<String> stopped = new HashSet<>();
        List<Item<R>> judged = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            DeliveredItem<T> item = items.get(i);
            String group = item.group();
            boolean isBehind = group != null && stopped.contains(group);
            Exception failure =
                    isBehind ? RecordNotCompletedException.behind(operation.name()) : failure(item, results.get(i));
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

    private @Nullable Exception failure(DeliveredItem<T> item, @Nullable BatchResult<R> result) {
        return switch (item) {
            case DeliveredItem.Readable<T> readable ->
                failure(Objects.requireNonNullElse(result, new BatchResult.NotTried<R>()));
            case DeliveredItem.Poison<T> poison ->
                switch (policy.poison()) {
                    case PoisonPolicy.Fail fail -> poison.why();
                    case PoisonPolicy.Drop drop when poison.why().isOfReader() -> poison.why();
                    case PoisonPolicy.Drop drop -> {
                        try {
                            drop.sink().take(poison.itemId(), poison.why());
                            yield null;
                        } catch (Exception e) {
                            yield e;
                        }
                    }
                };
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
        } catch (RuntimeException ignored) {
            // a listener must not affect the call (E5)
        }
    }

    private void tell(FailedItem item) {
        try {
            policy.failures().accept(item);
        } catch (RuntimeException ignored) {
            // a listener must not affect the call (E5)
        }
    }
}
