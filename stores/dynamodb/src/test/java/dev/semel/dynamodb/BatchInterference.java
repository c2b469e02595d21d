// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * A client that changes the replies to batches, or runs something before a batch is sent; the request itself is always
 * sent.
 */
final class BatchInterference implements ExecutionInterceptor {

    private final List<UnaryOperator<BatchExecuteStatementResponse>> writes = new ArrayList<>();
    private final List<Runnable> beforeWrites = new ArrayList<>();
    private final List<Runnable> beforeReads = new ArrayList<>();
    private final List<BatchGetItemRequest> reads = new ArrayList<>();
    private final AtomicInteger unprocessed = new AtomicInteger();

    /** Lets every statement of the next batch of writes be answered with an error, except those before {@code from}. */
    void answer(int from, BatchStatementErrorCodeEnum code) {
        nextWrite(response -> edit(response, from, one -> failed(code)));
    }

    /** Lets one statement of the next batch of writes be answered with an error. */
    void answerOnly(int statement, BatchStatementErrorCodeEnum code) {
        nextWrite(response -> {
            List<BatchStatementResponse> edited = new ArrayList<>(response.responses());
            edited.set(statement, failed(code));
            return response.toBuilder().responses(edited).build();
        });
    }

    private static BatchStatementResponse failed(BatchStatementErrorCodeEnum code) {
        return BatchStatementResponse.builder()
                .error(error -> error.code(code).message("made up"))
                .build();
    }

    /** Lets every successful statement of the next batch of writes be answered without the item. */
    void withoutItems() {
        nextWrite(response -> edit(
                response,
                0,
                one -> BatchStatementResponse.builder().error(one.error()).build()));
    }

    /** Lets all further batches be answered as the server does. */
    void answerAsSent() {
        writes.clear();
    }

    void nextWrite(UnaryOperator<BatchExecuteStatementResponse> change) {
        writes.add(change);
    }

    /** Runs steps, one before each of the next batches of writes. */
    void beforeWrites(Runnable... steps) {
        beforeWrites.addAll(List.of(steps));
    }

    /** Runs steps, one before each of the next batches of reads. */
    void beforeReads(Runnable... steps) {
        beforeReads.addAll(List.of(steps));
    }

    /** Leaves all but one key unprocessed in the next {@code reads} batches. */
    void leaveUnprocessed(int reads) {
        unprocessed.set(reads);
    }

    /** {@return the batches of reads that were sent} */
    List<BatchGetItemRequest> reads() {
        return reads;
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        if (context.request() instanceof BatchGetItemRequest read) {
            reads.add(read);
            if (!beforeReads.isEmpty()) {
                beforeReads.remove(0).run();
            }
        }
        if (RequestCounter.name(context.request()).equals("BatchExecuteStatement") && !beforeWrites.isEmpty()) {
            beforeWrites.remove(0).run();
        }
    }

    @Override
    public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
        return switch (context.response()) {
            case BatchExecuteStatementResponse response
            when !writes.isEmpty() -> writes.remove(0).apply(response);
            case BatchGetItemResponse response when unprocessed.getAndDecrement() > 0 -> keepOne(response);
            case SdkResponse other -> other;
        };
    }

    private static BatchExecuteStatementResponse edit(
            BatchExecuteStatementResponse response, int from, UnaryOperator<BatchStatementResponse> change) {
        List<BatchStatementResponse> edited = new ArrayList<>(response.responses());
        for (int i = from; i < edited.size(); i++) {
            edited.set(i, change.apply(edited.get(i)));
        }
        return response.toBuilder().responses(edited).build();
    }

    private static BatchGetItemResponse keepOne(BatchGetItemResponse response) {
        Map.Entry<String, List<Map<String, AttributeValue>>> one =
                response.responses().entrySet().iterator().next();
        String table = one.getKey();
        List<Map<String, AttributeValue>> items = one.getValue();
        KeysAndAttributes others = KeysAndAttributes.builder()
                .keys(items.stream()
                        .skip(1)
                        .map(item -> Map.of("id", item.get("id")))
                        .toList())
                .consistentRead(true)
                .build();
        return response.toBuilder()
                .responses(Map.of(table, items.subList(0, 1)))
                .unprocessedKeys(Map.of(table, others))
                .build();
    }
}
