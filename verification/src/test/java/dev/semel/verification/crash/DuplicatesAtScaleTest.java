// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.Outcome;
import dev.semel.Transaction;
import dev.semel.TransactionalOperation;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.dynamodb.DynamoDbWrites;
import dev.semel.dynamodb.LocalDynamoDb;
import dev.semel.dynamodb.LossyHttpClient;
import dev.semel.dynamodb.RequestCounter;
import dev.semel.testkit.CountingClaimIds;
import dev.semel.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Transactional operations on DynamoDB: sixteen duplicates at once, on a network that loses requests and replies. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DuplicatesAtScaleTest {

    private static final String TABLE = "bookings";
    private static final int KEYS = 1_000;
    private static final int DUPLICATES = 16;
    private static final long SEED = 20_260_801;
    private static final double LOST = 0.05;
    private static final Deadline IN_20_S = Deadline.within(Duration.ofSeconds(20));

    private final CountingClaimIds claimIds = CountingClaimIds.ofSeries(1);
    private final AtomicInteger bodies = new AtomicInteger();
    private LocalDynamoDb dynamoDb;
    private DynamoDbCounters counters;

    @BeforeAll
    void start() throws Exception {
        dynamoDb = LocalDynamoDb.start();
        dynamoDb.createTable(TABLE);
        counters = DynamoDbCounters.in(dynamoDb, "booking-counters");
    }

    @AfterAll
    void stop() {
        dynamoDb.close();
    }

    /** Books, in a process whose clock stands still, so that a slow machine misses no deadline. */
    private TransactionalOperation<String, String, DynamoDbWrites> booking(DynamoDbClient client) {
        ManualClock clock = ManualClock.at(Instant.parse("2100-01-01T00:00:00Z"));
        DynamoDbStore store = DynamoDbStore.of(client, TABLE);
        return Idempotency.builder(store)
                .withoutLog()
                .clock(clock)
                .waiting(pause -> {}) // at once: the clock stands still
                .claimIds(claimIds)
                .build()
                .operation("book", String.class, String.class)
                .key(order -> order)
                .transaction(
                        store,
                        (order, context) -> Transaction.of(
                                order + " booked by " + bodies.incrementAndGet(), counters.plusOne(order)));
    }

    @Test
    void S1_sixteenDuplicatesOnABadNetworkMoveEachOfAThousandCountsByOne() throws Exception {
        LossyHttpClient network = new LossyHttpClient(new Random(SEED), LOST);
        int executed = 0;
        int replayed = 0;
        try (DynamoDbClient client = client(network);
                ExecutorService threads = Executors.newFixedThreadPool(DUPLICATES)) {
            TransactionalOperation<String, String, DynamoDbWrites> booking = booking(client);
            CyclicBarrier together = new CyclicBarrier(DUPLICATES);
            List<Future<List<Outcome<String>>>> deliveries = new ArrayList<>();
            for (int i = 0; i < DUPLICATES; i++) {
                deliveries.add(threads.submit(eachKey(booking, together)));
            }
            for (Future<List<Outcome<String>>> delivery : deliveries) {
                for (Outcome<String> outcome : delivery.get()) {
                    executed += outcome instanceof Outcome.Executed<String> ? 1 : 0;
                    replayed += outcome instanceof Outcome.Replayed<String> ? 1 : 0;
                }
            }
        } finally {
            network.close();
        }

        System.out.printf(
                "Transactional duplicates on DynamoDB Local: %d keys, %d duplicates each, %d commits, %d replays,"
                        + " %d replies and %d requests lost, seed %d%n",
                KEYS, DUPLICATES, executed, replayed, network.lostReplies(), network.lostRequests(), SEED);
        for (int key = 0; key < KEYS; key++) {
            assertThat(counters.of("order " + key))
                    .as("order %d, seed %d", key, SEED)
                    .isEqualTo(1);
        }
        assertThat(executed).as("commits that were told, seed %d", SEED).isEqualTo(KEYS);
        assertThat(replayed).as("replays, seed %d", SEED).isEqualTo(KEYS * (DUPLICATES - 1));
        assertThat(network.lostReplies()).isGreaterThan(KEYS / 4);
        assertThat(network.lostRequests()).isGreaterThan(KEYS / 4);
    }

    /**
     * Delivers each order once, at the same time as the other threads, and checks that it is the one that is stored.
     */
    private static Callable<List<Outcome<String>>> eachKey(
            TransactionalOperation<String, String, DynamoDbWrites> booking, CyclicBarrier together) {
        return () -> {
            List<Outcome<String>> outcomes = new ArrayList<>();
            for (int key = 0; key < KEYS; key++) {
                together.await();
                outcomes.add(booking.tryRun("order " + key, IN_20_S));
            }
            return outcomes;
        };
    }

    /** Two tries by the SDK, at once; the rest is the engine's. */
    private DynamoDbClient client(LossyHttpClient network) {
        return dynamoDb.clientBuilder()
                .httpClientBuilder(null)
                .httpClient(network)
                .overrideConfiguration(config -> config.retryStrategy(DefaultRetryStrategy.standardStrategyBuilder()
                        .maxAttempts(2)
                        .backoffStrategy(BackoffStrategy.retryImmediately())
                        .build()))
                .build();
    }

    @Test
    void aFreshCommitIsOneRoundTripAndSoIsItsDuplicate() throws Exception {
        RequestCounter requests = new RequestCounter();
        try (DynamoDbClient client = requests.client(dynamoDb)) {
            TransactionalOperation<String, String, DynamoDbWrites> booking = booking(client);

            assertThat(booking.tryRun("counted", IN_20_S)).isInstanceOf(Outcome.Executed.class);
            assertThat(requests.drain()).containsExactly("TransactWriteItems");
            assertThat(booking.tryRun("counted", IN_20_S)).isInstanceOf(Outcome.Replayed.class);
            assertThat(requests.drain()).containsExactly("TransactWriteItems");
        }
        assertThat(counters.of("counted")).isEqualTo(1);
    }
}
