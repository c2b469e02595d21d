// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.Idempotency;
import dev.semel.RecordingPolicy;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.dynamodb.LocalDynamoDb;
import dev.semel.dynamodb.RequestCounter;
import dev.semel.lambda.BatchPolicy;
import dev.semel.lambda.SqsHandler;
import dev.semel.lambda.SqsMessage;
import dev.semel.lambda.SqsSource;
import dev.semel.prover.LocalContext;
import dev.semel.store.IdempotencyStore;
import dev.semel.testkit.Fault;
import dev.semel.testkit.FaultyStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The cost of ten messages through the SQS handler, in requests over HTTP to DynamoDB. */
final class SqsRoundTripsTest {

    private static final String BATCH_WRITE = "BatchExecuteStatement";

    private final RequestCounter counter = new RequestCounter();
    private final AtomicInteger executions = new AtomicInteger();
    private LocalDynamoDb server;
    private DynamoDbClient client;
    private IdempotencyStore store;

    @BeforeEach
    void start() throws Exception {
        server = LocalDynamoDb.start();
        server.store("round-trips"); // makes the table
        client = counter.client(server);
        store = DynamoDbStore.of(client, "round-trips");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private SqsHandler<SqsMessage, String> handler(IdempotencyStore records, BatchPolicy policy) {
        return SqsHandler.of(
                SqsSource.operationPerDelivery(
                                Idempotency.builder(records).withoutLog().build(), "handle", String.class)
                        .body((message, execution) -> "execution " + executions.incrementAndGet()),
                policy);
    }

    private List<String> requests(SqsHandler<SqsMessage, String> handler) throws IOException {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(tenMessages().getBytes(StandardCharsets.UTF_8)),
                response,
                LocalContext.withTimeLeft("orders", "request", Duration.ofSeconds(20)));
        assertThat(response.toString(StandardCharsets.UTF_8)).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(executions).hasValue(10);
        return counter.drain();
    }

    private static String tenMessages() {
        return IntStream.range(0, 10)
                .mapToObj(i -> """
                        {"messageId": "m%d", "body": "order %d", "eventSource": "aws:sqs",
                         "eventSourceARN": "arn:aws:sqs:us-east-2:123456789012:my-queue"}""".formatted(i, i))
                .collect(Collectors.joining(",", "{\"Records\": [", "]}"));
    }

    @Test
    void freshMessagesRecordedAtTheEndTakeTwo_andDuplicatesTwo() throws Exception {
        SqsHandler<SqsMessage, String> handler =
                handler(store, BatchPolicy.defaults().recording(RecordingPolicy.END_OF_BATCH));
        assertThat(requests(handler)).containsExactly(BATCH_WRITE, BATCH_WRITE);
        assertThat(requests(handler)).as("duplicates").containsExactly(BATCH_WRITE, "BatchGetItem");
    }

    @Test
    void freshMessagesRecordedOneByOneTakeEleven_andDuplicatesTwo() throws Exception {
        SqsHandler<SqsMessage, String> handler =
                handler(store, BatchPolicy.defaults().recording(RecordingPolicy.EACH_RECORD));
        assertThat(requests(handler)).hasSize(11).startsWith(BATCH_WRITE).containsOnlyOnce(BATCH_WRITE);
        assertThat(requests(handler)).as("duplicates").hasSize(2);
    }

    /** Bodies that end together: within the first call that records. */
    @Test
    void freshMessagesPipelinedWithParallelBodiesTakeTwoToFour_andDuplicatesTwo() throws Exception {
        CountDownLatch ended = new CountDownLatch(10);
        IdempotencyStore slow = FaultyStore.builder(store, (method, request) -> {
                    if (!method.startsWith("claim")) {
                        awaitAll(ended);
                    }
                    return new Fault.None();
                })
                .build()
                .store();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Executor counting = body -> threads.execute(() -> {
                body.run();
                ended.countDown();
            });
            SqsHandler<SqsMessage, String> handler =
                    handler(slow, BatchPolicy.defaults().parallel(counting));
            List<String> fresh = requests(handler);
            System.out.println("Ten fresh messages, pipelined, parallel bodies: " + fresh);
            assertThat(fresh).hasSizeBetween(2, 4);
            assertThat(requests(handler)).as("duplicates").hasSize(2);
        }
    }

    private static void awaitAll(CountDownLatch ended) {
        try {
            assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
