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
import dev.semel.codec.ResultCodec;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.dynamodb.DynamoDbWrites;
import dev.semel.jackson.JacksonCodec;
import dev.semel.json.PlainJsonCodec;
import dev.semel.lambda.BatchPolicy;
import dev.semel.lambda.LambdaDeadline;
import dev.semel.lambda.SqsHandler;
import dev.semel.lambda.SqsMessage;
import dev.semel.prover.LocalContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Semel as its first examples have it: the DynamoDB store, {@code PlainJsonCodec}, and every default. One operation has
 * {@code JacksonCodec}. Thread-safe.
 */
public final class SemelSide {

    private final Context context = LocalContext.withTimeLeft("bench", "request", Duration.ofSeconds(30));
    private final Operation<ContestOrder, ContestReceipt> charge;
    private final Operation<ContestOrder, ContestReceipt> chargeByJackson;
    private final Operation<ContestOrder, ContestReceipt> chargeAtLength;
    private final Operation<ContestOrder, ContestReceipt> steps;
    private final TransactionalOperation<ContestOrder, ContestReceipt, DynamoDbWrites> transaction;
    private final SqsHandler<ContestOrder, ContestReceipt> endOfBatch;
    private final SqsHandler<ContestOrder, ContestReceipt> parallel;
    private final SqsHandler<ContestOrder, ContestReceipt> byDefault;
    private final SqsHandler<ContestOrder, ContestReceipt> redelivered;

    /**
     * Sets everything up.
     *
     * @param again the policy for messages that are delivered again
     */
    SemelSide(DynamoDbClient client, Work work, Orders orders, ExecutorService bodies, BatchPolicy again) {
        DynamoDbStore store = DynamoDbStore.of(client, ContestTables.OURS);
        Idempotency idempotency = engine(store, PlainJsonCodec.create());
        charge = charging(idempotency, work);
        chargeByJackson = charging(engine(store, JacksonCodec.create()), work);
        chargeAtLength = idempotency
                .operation("charge-at-length", ContestOrder.class, ContestReceipt.class)
                .key(ContestOrder::id)
                .body((order, execution) -> work.chargeAtLength(order));
        steps = idempotency
                .operation("steps", ContestOrder.class, ContestReceipt.class)
                .key(ContestOrder::id)
                .body((order, execution) -> {
                    execution.step(
                            "reserve",
                            String.class,
                            effect -> work.charge(order).payment());
                    execution.step(
                            "charge", String.class, effect -> work.charge(order).payment());
                    execution.step(
                            "mail", String.class, effect -> work.charge(order).payment());
                    return new ContestReceipt(order.id(), order.cents(), "");
                });
        transaction = idempotency
                .operation("transaction", ContestOrder.class, ContestReceipt.class)
                .key(ContestOrder::id)
                .transaction(
                        store,
                        (order, transactionContext) -> Transaction.of(
                                work.charge(order), DynamoDbWrites.none().put(Arena.effect(order))));
        endOfBatch = handler(orders, BatchPolicy.defaults().recording(RecordingPolicy.END_OF_BATCH));
        parallel = handler(orders, BatchPolicy.defaults().parallel(bodies));
        byDefault = handler(orders, BatchPolicy.defaults());
        redelivered = handler(orders, again);
    }

    private static Idempotency engine(DynamoDbStore store, ResultCodec codec) {
        return Idempotency.builder(store).withoutLog().codec(codec).build();
    }

    private static Operation<ContestOrder, ContestReceipt> charging(Idempotency engine, Work work) {
        return engine.operation("charge", ContestOrder.class, ContestReceipt.class)
                .key(ContestOrder::id)
                .body((order, execution) -> work.charge(order));
    }

    private SqsHandler<ContestOrder, ContestReceipt> handler(Orders orders, BatchPolicy policy) {
        return SqsHandler.of((SqsMessage message) -> orders.readBody(message.body()), charge, policy);
    }

    private Deadline deadline() {
        return LambdaDeadline.of(context);
    }

    /** Charges an order once. */
    public Outcome<ContestReceipt> charge(ContestOrder order) throws Exception {
        return charge.tryRun(order, deadline());
    }

    void chargeByJackson(ContestOrder order) throws Exception {
        requireDone(chargeByJackson.tryRun(order, deadline()));
    }

    void chargeAtLength(ContestOrder order) throws Exception {
        requireDone(chargeAtLength.tryRun(order, deadline()));
    }

    void steps(ContestOrder order) throws Exception {
        requireDone(steps.tryRun(order, deadline()));
    }

    void transaction(ContestOrder order) throws Exception {
        requireDone(transaction.tryRun(order, deadline()));
    }

    void endOfBatch(byte[] event) throws IOException {
        handle(endOfBatch, event);
    }

    void runRedelivered(byte[] event) throws IOException {
        handle(redelivered, event);
    }

    void runParallel(byte[] event) throws IOException {
        handle(parallel, event);
    }

    /** The policy that users get who say nothing. */
    void runByDefault(byte[] event) throws IOException {
        handle(byDefault, event);
    }

    private void handle(SqsHandler<ContestOrder, ContestReceipt> handler, byte[] event) throws IOException {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event), response, context);
        String answer = response.toString(StandardCharsets.UTF_8);
        if (!answer.equals("{\"batchItemFailures\":[]}")) {
            throw new IllegalStateException("a message failed: " + answer);
        }
    }

    static void requireDone(Outcome<ContestReceipt> outcome) {
        boolean isDone = outcome instanceof Outcome.Executed<ContestReceipt>
                || outcome instanceof Outcome.Replayed<ContestReceipt>;
        if (!isDone) {
            throw new IllegalStateException("the operation ended otherwise: " + outcome);
        }
    }
}
