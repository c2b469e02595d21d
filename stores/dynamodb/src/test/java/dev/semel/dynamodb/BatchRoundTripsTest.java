// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.BatchOptions;
import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict.Applied;
import dev.semel.model.WriteVerdict.Fenced;
import dev.semel.store.EarlyBatchStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The requests of each batch. */
@ExtendWith(LocalServer.class)
class BatchRoundTripsTest {

    private static final String WRITE = "BatchExecuteStatement";
    private static final String READ = "BatchGetItem";

    private final RequestCounter counter = new RequestCounter();
    private final DynamoDbClient client;
    private final BatchScene scene;

    BatchRoundTripsTest(LocalDynamoDb server) {
        client = counter.client(server);
        scene = new BatchScene(LocalDynamoDb.ready(DynamoDbStore.of(client, "batch-round-trips")));
        counter.drain();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void freshClaimsAreOneRequestForEach25() {
        scene.claimed(10);
        assertThat(counter.drain()).containsExactly(WRITE);
        BatchScene other = new BatchScene(scene.store);
        other.claimed(25);
        assertThat(counter.drain()).containsExactly(WRITE);
        BatchScene more = new BatchScene(scene.store);
        more.claimed(26);
        assertThat(counter.drain()).containsExactly(WRITE, WRITE);
    }

    /** Else a batch of 100 would take four round trips for its claims and four for its results. */
    @Test
    void groupsTravelAtOnce() {
        List<Runnable> beside = new ArrayList<>();
        DynamoDbStore store = DynamoDbStore.builder(client, "batch-round-trips")
                .groups(beside::add)
                .build();
        BatchScene other = new BatchScene(store);
        List<ClaimRequest> claims = other.claimed(60);
        assertThat(beside).hasSize(2);
        other.writeAll(BatchScene.completions(claims, Scene.small()));
        assertThat(beside).hasSize(4);
        counter.drain();
        beside.forEach(Runnable::run);
        assertThat(counter.drain()).as("requests after the calls").isEmpty();
    }

    /** Nothing that a batch claimed could be recorded if the role may not update, so that is found out first, once. */
    @Test
    void aFirstBatchOfSeveralGroupsSendsOneRequestMore() {
        BatchScene other = new BatchScene(DynamoDbStore.of(client, "batch-round-trips"));
        other.claimed(60);
        assertThat(counter.drain()).containsExactly(WRITE, WRITE, WRITE, WRITE);
    }

    @Test
    void anEmptyBatchIsNoRequest() {
        assertThat(scene.claimAll(List.of())).isEmpty();
        assertThat(scene.writeAll(List.of())).isEmpty();
        assertThat(counter.drain()).isEmpty();
    }

    @Test
    void duplicatesAreTwoRequests() {
        List<ClaimRequest> claims = scene.claimed(10);
        counter.drain();
        assertThat(scene.claimAll(scene.requests(10))).allMatch(ClaimVerdict.InProgress.class::isInstance);
        assertThat(counter.drain()).containsExactly(WRITE, READ);
        scene.writeAll(BatchScene.completions(claims, Scene.small()));
        counter.drain();
        BatchScene.expectAllDone(scene.claimAll(scene.requests(10)), Scene.small());
        assertThat(counter.drain()).containsExactly(WRITE, READ);
    }

    @Test
    void duplicatesOfLargeResultsAreThreeRequests() {
        StoredResult large = Scene.success(Scene.noise(50_000));
        scene.writeAll(BatchScene.completions(scene.claimed(10), large));
        counter.drain();
        BatchScene.expectAllDone(scene.claimAll(scene.requests(10)), large);
        assertThat(counter.drain()).containsExactly(WRITE, READ, READ);
    }

    @Test
    void takeOversAreThreeRequests() {
        scene.writeAll(BatchScene.releases(scene.claimed(10)));
        counter.drain();
        assertThat(scene.claimAll(scene.requests(10))).allMatch(ClaimVerdict.Claimed.class::isInstance);
        assertThat(counter.drain()).containsExactly(WRITE, READ, WRITE);
        scene.now = scene.now.plus(Scene.LEASE);
        assertThat(scene.claimAll(scene.requests(10))).allMatch(ClaimVerdict.Claimed.class::isInstance);
        assertThat(counter.drain()).containsExactly(WRITE, READ, WRITE);
        scene.now = scene.now.plus(Duration.ofDays(1));
        assertThat(scene.claimAll(scene.requests(10))).allMatch(ClaimVerdict.Claimed.class::isInstance);
        assertThat(counter.drain()).containsExactly(WRITE, READ, WRITE);
    }

    @Test
    void recordsOfOthersAreTakenOverInThreeRequests() {
        scene.now = Instant.ofEpochMilli(4_102_444_830_250L);
        for (int i = 0; i < 2; i++) {
            Map<String, AttributeValue> item = new HashMap<>(GoldenItem.read("powertools-in-progress.json"));
            item.put("id", AttributeValue.fromS(scene.key(i).recordId()));
            client.putItem(put -> put.tableName("batch-round-trips").item(item));
        }
        counter.drain();
        assertThat(scene.claimAll(scene.requests(2))).allMatch(ClaimVerdict.Claimed.class::isInstance);
        assertThat(counter.drain()).containsExactly(WRITE, READ, WRITE);
    }

    @Test
    void everyOtherWriteIsOneRequestForEach25() {
        List<ClaimRequest> claims = scene.claimed(10);
        counter.drain();
        scene.writeAll(BatchScene.completions(claims, Scene.small()));
        assertThat(counter.drain()).containsExactly(WRITE);
        BatchScene other = new BatchScene(scene.store);
        List<ClaimRequest> many = other.claimed(26);
        counter.drain();
        assertThat(other.writeAll(BatchScene.releases(many))).allMatch(Applied.class::isInstance);
        assertThat(counter.drain()).containsExactly(WRITE, WRITE);
    }

    @Test
    void aRepeatedOrFencedWriteIsNoFurtherRequest() {
        List<ClaimRequest> claims = scene.claimed(10);
        List<WriteRequest> completions = BatchScene.completions(claims, Scene.small());
        scene.writeAll(completions);
        counter.drain();
        assertThat(scene.writeAll(completions)).allMatch(Applied.class::isInstance);
        assertThat(counter.drain()).containsExactly(WRITE);
        assertThat(scene.writeAll(BatchScene.releases(claims))).allMatch(Fenced.class::isInstance);
        assertThat(counter.drain()).containsExactly(WRITE);
    }

    @Test
    void largeResultsAndRecoveryPointsTakeTheirOwnRequests() {
        List<ClaimRequest> claims = scene.claimed(3);
        counter.drain();
        List<WriteRequest> writes = new ArrayList<>(BatchScene.completions(claims.subList(0, 1), Scene.small()));
        writes.addAll(BatchScene.completions(claims.subList(1, 2), Scene.success(Scene.noise(50_000))));
        writes.add(new WriteRequest.Checkpoint(
                claims.get(2).key(), claims.get(2).claimId(), new RecoveryPoint("charge", null, 1, scene.now)));
        assertThat(scene.writeAll(writes)).allMatch(Applied.class::isInstance);
        assertThat(counter.drain()).containsExactly("PutItem", WRITE, "UpdateItem");
    }

    @Test
    void aMixedBatchOfClaimsIsThreeRequests() {
        List<ClaimRequest> claims = scene.claimed(6);
        scene.writeAll(BatchScene.completions(claims.subList(0, 2), Scene.small()));
        scene.writeAll(List.of(
                new WriteRequest.Release(claims.get(2).key(), claims.get(2).claimId(), Certainty.UNKNOWN)));
        counter.drain();
        scene.claimAll(scene.requests(12));
        assertThat(counter.drain()).containsExactly(WRITE, READ, WRITE);
    }

    /** Else the bodies of new items would wait for the read of the others. */
    @Test
    void claimsOfNewKeysAreKnownBeforeTheOtherRecordsAreRead() {
        List<Runnable> beside = new ArrayList<>();
        DynamoDbStore store = DynamoDbStore.builder(client, "batch-round-trips")
                .groups(beside::add)
                .build();
        BatchScene other = new BatchScene(store);
        other.writeAll(BatchScene.completions(other.claimed(2), Scene.small()));
        counter.drain();

        EarlyBatchStore.EarlyAnswers early = store.claimAllEarly(other.requests(4), other.call());

        assertThat(counter.drain()).containsExactly(WRITE);
        assertThat(early.known()).map(Optional::isPresent).containsExactly(false, false, true, true);
        assertThat(early.isComplete()).isFalse();
        assertThat(beside).hasSize(1);
        beside.forEach(Runnable::run);
        assertThat(counter.drain()).containsExactly(READ);
        assertThat(early.isComplete()).isTrue();
        assertThat(BatchScene.decided(early.all()))
                .hasExactlyElementsOfTypes(
                        ClaimVerdict.Completed.class,
                        ClaimVerdict.Completed.class,
                        ClaimVerdict.Claimed.class,
                        ClaimVerdict.Claimed.class);
        assertThat(counter.drain()).isEmpty();
    }

    /** The two threads are the caller's, so the order of its requests is the order of this list. */
    @Test
    void bodiesAndWritesOfNewItemsDoNotWaitForTheReadOfTheOthers() throws Exception {
        List<String> trace = new ArrayList<>();
        DynamoDbStore store = DynamoDbStore.builder(client, "batch-round-trips")
                .groups(dropped -> {})
                .build();
        Operation<String, String> operation = Idempotency.builder(store)
                .withoutLog()
                .build()
                .operation("round-trips-" + UUID.randomUUID(), String.class, String.class)
                .key(input -> input)
                .dedupeWindow(Duration.ofHours(1))
                .body((input, execution) -> {
                    trace.addAll(counter.drain());
                    trace.add(input);
                    return input;
                });
        Deadline deadline = Deadline.within(Duration.ofSeconds(20));
        BatchOptions<String> options = BatchOptions.<String>defaults().recorder(refused -> {
            throw new RejectedExecutionException("full");
        });
        operation.tryRunAll(List.of("1", "3"), deadline, options);
        counter.drain();
        trace.clear();

        assertThat(operation.tryRunAll(List.of("1", "2", "3", "4"), deadline, options))
                .allMatch(options::isCompleted);

        trace.addAll(counter.drain());
        assertThat(trace).containsExactly(WRITE, "2", "4", WRITE, READ);
    }
}
