// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.contest;

import dev.semel.prover.LocalContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.lambda.powertools.idempotency.Idempotency;
import software.amazon.lambda.powertools.idempotency.IdempotencyConfig;
import software.amazon.lambda.powertools.idempotency.persistence.DynamoDBPersistenceStore;

/**
 * Powertools for AWS Lambda (Java) with its own DynamoDB store on the client that all use. As it comes: no local cache,
 * as Semel has none by default either, and no validation of payloads, which Semel has by default.
 */
final class PeerSide {

    private final PeerFunction function;

    private PeerSide(PeerFunction function) {
        this.function = function;
    }

    /** Sets up the peer's singleton, and returns what calls it. */
    static PeerSide configure(DynamoDbClient client, Work work) {
        Idempotency.config()
                .withPersistenceStore(DynamoDBPersistenceStore.builder()
                        .withTableName(ContestTables.PEER)
                        .withDynamoDbClient(client)
                        .build())
                .withConfig(IdempotencyConfig.builder().build())
                .configure();
        Idempotency.registerLambdaContext(LocalContext.withTimeLeft("bench", "request", Duration.ofSeconds(30)));
        return new PeerSide(new PeerFunction(work, client));
    }

    void charge(ContestOrder order) {
        function.charge(order.id(), order);
    }

    void chargeAtLength(ContestOrder order) {
        function.chargeAtLength(order.id(), order);
    }

    void chargeAndWrite(ContestOrder order) {
        function.chargeAndWrite(order.id(), order);
    }

    /** As its handler for SQS does: one message after another. */
    void batch(List<ContestOrder> orders) {
        orders.forEach(this::charge);
    }

    /** The same calls at once, which it leaves to its user. */
    void batchOn(ExecutorService threads, List<ContestOrder> orders) throws Exception {
        List<Callable<Object>> calls = new ArrayList<>();
        for (ContestOrder order : orders) {
            calls.add(() -> function.charge(order.id(), order));
        }
        for (Future<Object> call : threads.invokeAll(calls)) {
            call.get();
        }
    }
}
