// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.contest;

import com.amazonaws.services.lambda.runtime.Context;
import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.Outcome;
import dev.semel.RecordingPolicy;
import dev.semel.Transaction;
import dev.semel.TransactionalOperation;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.dynamodb.DynamoDbWrites;
import dev.semel.json.JacksonCodec;
import dev.semel.lab.runtime.LocalContext;
import dev.semel.lambda.BatchPolicy;
import dev.semel.lambda.LambdaDeadline;
import dev.semel.lambda.SqsHandler;
import dev.semel.lambda.SqsMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Semel as its users have it: the DynamoDB store, Jackson, and every default. Thread-safe. */
public final class SemelSide {

    private final Context context = LocalContext.withTimeLeft("bench", "request", Duration.ofSeconds(30));
    private final Operation<Order, Receipt> charge;
    private final Operation<Order, Receipt> chargeAtLength;
    private final Operation<Order, Receipt> steps;
    private final TransactionalOperation<Order, Receipt, DynamoDbWrites> transaction;
    private final SqsHandler<Order, Receipt> endOfBatch;
    private final SqsHandler<Order, Receipt> pipelined;

    SemelSide(DynamoDbClient client, Work work, Orders orders, ExecutorService bodies) {
        DynamoDbStore store = DynamoDbStore.of(client, Tables.OURS);
        Idempotency idempotency =
                Idempotency.builder(store).codec(JacksonCodec.create()).build();
        charge = idempotency
                .operation("charge", Order.class, Receipt.class)
                .key(Order::id)
                .body((order, execution) -> work.charge(order));
        chargeAtLength = idempotency
                .operation("charge-at-length", Order.class, Receipt.class)
                .key(Order::id)
                .body((order, execution) -> work.chargeAtLength(order));
        steps = idempotency
                .operation("steps", Order.class, Receipt.class)
                .key(Order::id)
                .body((order, execution) -> {
                    execution.step(
                            "reserve",
                            String.class,
                            effect -> work.charge(order).payment());
                    execution.step(
                            "charge", String.class, effect -> work.charge(order).payment());
                    execution.step(
                            "mail", String.class, effect -> work.charge(order).payment());
                    return new Receipt(order.id(), order.cents(), "");
                });
        transaction = idempotency
                .operation("transaction", Order.class, Receipt.class)
                .key(Order::id)
                .transaction(
                        store,
                        (order, transactionContext) -> Transaction.of(
                                work.charge(order), DynamoDbWrites.none().put(Arena.effect(order))));
        endOfBatch = handler(orders, BatchPolicy.defaults().recording(RecordingPolicy.END_OF_BATCH));
        pipelined = handler(
                orders,
                BatchPolicy.defaults().recording(RecordingPolicy.PIPELINED).parallel(bodies));
    }

    private SqsHandler<Order, Receipt> handler(Orders orders, BatchPolicy policy) {
        return SqsHandler.of((SqsMessage message) -> orders.readBody(message.body()), charge, policy);
    }

    private Deadline deadline() {
        return LambdaDeadline.of(context);
    }

    /** Charges an order once. */
    public Outcome<Receipt> charge(Order order) throws Exception {
        return charge.tryRun(order, deadline());
    }

    void chargeAtLength(Order order) throws Exception {
        requireDone(chargeAtLength.tryRun(order, deadline()));
    }

    void steps(Order order) throws Exception {
        requireDone(steps.tryRun(order, deadline()));
    }

    void transaction(Order order) throws Exception {
        requireDone(transaction.tryRun(order, deadline()));
    }

    void endOfBatch(byte[] event) throws IOException {
        handle(endOfBatch, event);
    }

    void pipelined(byte[] event) throws IOException {
        handle(pipelined, event);
    }

    private void handle(SqsHandler<Order, Receipt> handler, byte[] event) throws IOException {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event), response, context);
        String answer = response.toString(StandardCharsets.UTF_8);
        if (!answer.equals("{\"batchItemFailures\":[]}")) {
            throw new IllegalStateException("a message failed: " + answer);
        }
    }

    static void requireDone(Outcome<Receipt> outcome) {
        boolean isDone = outcome instanceof Outcome.Executed<Receipt> || outcome instanceof Outcome.Replayed<Receipt>;
        if (!isDone) {
            throw new IllegalStateException("the operation ended otherwise: " + outcome);
        }
    }
}
