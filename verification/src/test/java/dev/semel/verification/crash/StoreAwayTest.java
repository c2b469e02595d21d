// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.StoreUnavailableException;
import dev.semel.UnreadableRecordException;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.dynamodb.LocalDynamoDb;
import dev.semel.model.IdempotencyKey;
import dev.semel.store.IdempotencyStore;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** E9 and S12 through the engine, on DynamoDB: nothing executes, and the error names table and operation. */
final class StoreAwayTest {

    private final AtomicInteger executions = new AtomicInteger();

    private Operation<String, String> charge(IdempotencyStore store) {
        return Idempotency.builder(store)
                .withoutLog()
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order)
                .body((order, execution) -> "execution " + executions.incrementAndGet());
    }

    private void assertNotExecuted(IdempotencyStore store) {
        Operation<String, String> charge = charge(store);

        assertThatThrownBy(() -> charge.run("42", Deadline.within(Duration.ofSeconds(3))))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("'charge'")
                .hasMessageContaining("'orders'")
                .hasMessageContaining("was not executed");
        assertThat(executions).hasValue(0);
    }

    @Test
    void E9_nobodyListens() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        try (DynamoDbClient client = LocalDynamoDb.clientBuilder(URI.create("http://127.0.0.1:" + port))
                .build()) {
            assertNotExecuted(DynamoDbStore.of(client, "orders"));
        }
    }

    @Test
    void E9_somebodyListensAndNeverAnswers() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                DynamoDbClient client = LocalDynamoDb.clientBuilder(
                                URI.create("http://127.0.0.1:" + silent.getLocalPort()))
                        .build()) {
            assertNotExecuted(DynamoDbStore.of(client, "orders"));
        }
    }

    @Test
    void E9_tableIsMissing() throws Exception {
        try (LocalDynamoDb dynamoDb = LocalDynamoDb.start()) {
            assertNotExecuted(DynamoDbStore.of(dynamoDb.client(), "orders"));
        }
    }

    @Test
    void S12_recordOfALaterFormatFailsClosed() throws Exception {
        try (LocalDynamoDb dynamoDb = LocalDynamoDb.start()) {
            IdempotencyStore store = dynamoDb.store("orders");
            String id = IdempotencyKey.of("charge", "42").recordId();
            dynamoDb.client()
                    .putItem(put -> put.tableName("orders")
                            .item(Map.of(
                                    "id", AttributeValue.fromS(id),
                                    "status", AttributeValue.fromS("COMPLETED"),
                                    "expiration", AttributeValue.fromN("4102444800"),
                                    "format", AttributeValue.fromN("7"))));

            assertThatThrownBy(() -> charge(store).run("42", Deadline.within(Duration.ofSeconds(20))))
                    .isInstanceOf(UnreadableRecordException.class)
                    .hasMessageContaining("7");
            assertThat(executions).hasValue(0);
        }
    }
}
