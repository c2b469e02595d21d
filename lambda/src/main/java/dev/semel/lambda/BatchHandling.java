// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.semel.BatchResult;
import dev.semel.Operation;
import dev.semel.Outcome;
import dev.semel.StoreUnavailableException;
import dev.semel.json.text.JsonTree;
import dev.semel.json.text.TreeFormat;
import dev.semel.store.StoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Shared logic of the batch handlers. */
final class BatchHandling<T, R> {

    private static final TreeFormat JSON = new TreeFormat();

    private final String event;
    private final Operation<T, R> operation;
    private final BatchPolicy policy;
    private final BatchResponse response;

    private BatchHandling(String event, Operation<T, R> operation, BatchPolicy policy, BatchResponse response) {
        this.event = event;
        this.operation = operation;
        this.policy = policy;
        this.response = response;
    }

    /**
     * {@return the handling of an operation} A default dedupe window is as long as the horizon of the source; a window
     * of the user's that is too short is reported to the listeners.
     */
    static <T, R> BatchHandling<T, R> of(
            String event,
            Operation<T, R> operation,
            BatchPolicy policy,
            BatchResponse defaultResponse,
            RetryHorizon defaultHorizon) {
        RetryHorizon horizon = Objects.requireNonNullElse(policy.horizon(), defaultHorizon);
        Operation<T, R> covering = operation.covering(horizon.source(), horizon.longest());
        return new BatchHandling<>(
                event, covering, policy, Objects.requireNonNullElse(policy.response(), defaultResponse));
    }

    /**
     * {@return the handling of an operation for a source that reads no response, such as an asynchronous one: an
     * invocation fails as a whole}
     */
    static <T, R> BatchHandling<T, R> withoutResponse(
            String event, Operation<T, R> operation, BatchPolicy policy, RetryHorizon defaultHorizon) {
        if (policy.response() == BatchResponse.FAILED_ITEMS) {
            throw new IllegalArgumentException(event
                    + ": its source reads no response that could name failed items. Leave out response(FAILED_ITEMS)");
        }
        return of(event, operation, policy, BatchResponse.WHOLE_BATCH, defaultHorizon);
    }

    /** Runs for every record of an event without a response; fails unless each was completed. */
    void runAll(List<T> records, Context context) {
        List<DeliveredItem<T>> items = new ArrayList<>();
        for (T record : records) {
            items.add(new DeliveredItem.Readable<>("record " + items.size(), null, record));
        }
        failUnlessAllCompleted(run(items, context));
    }

    /** {@return whether an item that cannot be read may be set aside, so that the other items still run} */
    boolean setsAside() {
        return policy.poison() instanceof PoisonPolicy.Drop;
    }

    /** Runs for every item of an event without a response; fails unless each was completed or set aside. */
    void runAllItems(List<DeliveredItem<T>> items, Context context) {
        runAllItems(items, items, context);
    }

    /** As {@link #runAllItems(List, Context)}; see {@link ItemBatch#run} for the deliveries. */
    void runAllItems(List<DeliveredItem<T>> items, List<? extends DeliveredItem<?>> deliveries, Context context) {
        failUnlessAllCompleted(run(items, deliveries, context));
    }

    private void failUnlessAllCompleted(List<ItemBatch.Item<R>> all) {
        List<Exception> failures = all.stream()
                .map(ItemBatch.Item::failure)
                .filter(Objects::nonNull)
                .toList();
        if (!failures.isEmpty()) {
            throw RecordsNotCompletedException.of(event, failures, all.size() - failures.size(), all.size());
        }
    }

    List<ItemBatch.Item<R>> run(List<DeliveredItem<T>> items, Context context) {
        return run(items, items, context);
    }

    /** See {@link ItemBatch#run}. */
    List<ItemBatch.Item<R>> run(
            List<DeliveredItem<T>> items, List<? extends DeliveredItem<?>> deliveries, Context context) {
        try {
            return ItemBatch.run(operation, items, deliveries, policy, context);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RecordsNotCompletedException.of(event, List.of(e), 0, items.size());
        }
    }

    /** Name of an item in a response. */
    @FunctionalInterface
    interface Naming<R> {
        JsonTree of(ItemBatch.Item<R> item);
    }

    /**
     * Writes the response.
     *
     * @param all the result of each item
     * @param named the failed items to name in the response
     * @throws RecordsNotCompletedException if an item failed and the invocation must fail for that
     */
    void respond(List<ItemBatch.Item<R>> all, List<ItemBatch.Item<R>> named, Naming<R> naming, OutputStream output)
            throws IOException {
        switch (response) {
            case WHOLE_BATCH -> failUnlessAllCompleted(all);
            case FAILED_ITEMS -> {
                if (isStoreRefusingAll(all)) {
                    failUnlessAllCompleted(all); // so that the function's Errors metric moves
                }
                output.write(failures(named.stream().map(naming::of).toList()));
            }
        }
    }

    /**
     * {@return whether the store took none of the calls, as without table or permission} It refused the claims, or took
     * them and refused every result: then effects were made, nothing counts as completed, and whether the items are
     * named or the invocation fails, all of them come again.
     */
    private boolean isStoreRefusingAll(List<ItemBatch.Item<R>> all) {
        List<BatchResult<R>> tried = all.stream()
                .<BatchResult<R>>mapMulti((item, results) -> {
                    if (item.result() != null && !(item.result() instanceof BatchResult.NotTried<R>)) {
                        results.accept(item.result());
                    }
                })
                .toList();
        return !tried.isEmpty()
                && tried.stream().allMatch(result -> switch (result) {
                    case BatchResult.Failed<R> failed ->
                        failed.exception() instanceof StoreUnavailableException e
                                && e.operation().equals(operation.name());
                    case BatchResult.Answered<R> answered ->
                        answered.outcome() instanceof Outcome.NotRecorded<R> kept && isRefused(kept.cause());
                    case BatchResult.NotTried<R> not -> false;
                });
    }

    /** {@return whether the store refused a write, or gave no answer; a result that is too large is no such refusal} */
    private static boolean isRefused(Exception cause) {
        return cause instanceof StoreException e && e.reason() != StoreException.Reason.TOO_LARGE;
    }

    static <R> List<ItemBatch.Item<R>> failed(List<ItemBatch.Item<R>> all) {
        return all.stream().filter(item -> !item.isCompleted()).toList();
    }

    static JsonTree itemId(ItemBatch.Item<?> item) {
        return JsonTree.of(item.itemId());
    }

    /** {@return the response that names items as failed} */
    static byte[] failures(List<JsonTree> identifiers) {
        List<JsonTree> named = new ArrayList<>();
        for (JsonTree each : identifiers) {
            named.add(new JsonTree.Members(Map.of("itemIdentifier", each)));
        }
        JsonTree document = new JsonTree.Members(Map.of("batchItemFailures", new JsonTree.Elements(named)));
        return JSON.text(document).getBytes(StandardCharsets.UTF_8);
    }
}
