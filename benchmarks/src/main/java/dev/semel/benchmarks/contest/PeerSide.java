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
import software.amazon.lambda.powertools.idempotency.persistence.BasePersistenceStore;
import software.amazon.lambda.powertools.idempotency.persistence.DynamoDBPersistenceStore;

/**
 * Powertools for AWS Lambda (Java) with its own DynamoDB store on the client that all use, without a local cache, as
 * Semel has none by default either. As it comes, it does not compare payloads; Semel does. The validating one is set up
 * to compare the whole payload.
 */
final class PeerSide {

    private final PeerFunction function;
    private final BasePersistenceStore store;
    private final IdempotencyConfig config;

    private PeerSide(DynamoDbClient client, Work work, IdempotencyConfig config) {
        this.function = new PeerFunction(work, client);
        this.store = DynamoDBPersistenceStore.builder()
                .withTableName(ContestTables.PEER)
                .withDynamoDbClient(client)
                .build();
        this.config = config;
    }

    /** {@return the peer as it comes} */
    static PeerSide asItComes(DynamoDbClient client, Work work) {
        return new PeerSide(client, work, IdempotencyConfig.builder().build());
    }

    /** {@return the peer comparing payloads: the key is the order's id, and its whole payload is validated} */
    static PeerSide validating(DynamoDbClient client, Work work) {
        return new PeerSide(
                client,
                work,
                IdempotencyConfig.builder()
                        .withEventKeyJMESPath("id")
                        .withPayloadValidationJMESPath("@")
                        .build());
    }

    /** Sets up the peer's engine, a singleton: the calls until the next turn are of this side. */
    void takeTurn() {
        Idempotency.config().withPersistenceStore(store).withConfig(config).configure();
        Idempotency.registerLambdaContext(LocalContext.withTimeLeft("bench", "request", Duration.ofSeconds(30)));
    }

    /** {@return the contestant, each of whose rounds is a turn of this side} */
    Contestant inTurn(Contestant contestant) {
        return new Contestant(contestant.side(), contestant.name(), contestant.isOnOneThread(), () -> {
            takeTurn();
            return contestant.rounds().next();
        });
    }

    void charge(ContestOrder order) {
        function.charge(order.id(), order);
    }

    /** The same where the argument is the payload, of which an expression takes the key. */
    void chargeValidated(ContestOrder order) {
        function.chargeValidated(order);
    }

    void chargeAtLength(ContestOrder order) {
        function.chargeAtLength(order.id(), order);
    }

    void chargeAndWrite(ContestOrder order) {
        function.chargeAndWrite(order.id(), order);
    }

    /** Handles one message after another, as its handler for SQS does. */
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
