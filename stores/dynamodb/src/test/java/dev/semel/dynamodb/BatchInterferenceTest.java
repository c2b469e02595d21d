// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.model.WriteVerdict.Applied;
import dev.semel.store.BatchAnswer;
import dev.semel.store.StoreException.Reason;
import dev.semel.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.RequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** The possible replies for one statement or key, and writes of others between two requests of a batch. */
@ExtendWith(LocalServer.class)
class BatchInterferenceTest {

    private static final String TABLE = "batch-interference";
    private static final String WRITE = "BatchExecuteStatement";
    private static final String READ = "BatchGetItem";

    private final BatchInterference interference = new BatchInterference();
    private final RequestCounter counter = new RequestCounter();
    private final ManualClock clock = ManualClock.at(Scene.START);
    private final LocalDynamoDb server;
    private final DynamoDbClient client;
    private final BatchScene scene;

    BatchInterferenceTest(LocalDynamoDb server) {
        this.server = server;
        client = server.clientBuilder()
                .overrideConfiguration(
                        config -> config.addExecutionInterceptor(interference).addExecutionInterceptor(counter))
                .build();
        server.store(TABLE);
        scene = new BatchScene(DynamoDbStore.builder(client, TABLE)
                .waiting(clock)
                .ticker(() -> Duration.between(Scene.START, clock.instant()).toNanos())
                .build());
    }

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "THROTTLING_ERROR",
                "PROVISIONED_THROUGHPUT_EXCEEDED",
                "REQUEST_LIMIT_EXCEEDED",
                "TRANSACTION_CONFLICT",
                "INTERNAL_SERVER_ERROR"
            })
    void S6_throttledStatementsAreSentAgainAloneAndRecognised(BatchStatementErrorCodeEnum code) {
        List<ClaimRequest> requests = scene.requests(3);
        interference.answerOnly(2, code);
        interference.answer(0, code);
        interference.answer(0, code);
        assertThat(scene.claimAll(requests)).allMatch(ClaimVerdict.Claimed.class::isInstance);
        assertThat(counter.drain()).containsExactly(WRITE, WRITE, WRITE, WRITE, READ);
        assertThat(clock.waits()).extracting(Duration::toMillis).containsExactly(25L, 50L, 100L);

        interference.answer(2, code);
        assertThat(scene.writeAll(BatchScene.completions(requests, Scene.small())))
                .allSatisfy(
                        verdict -> assertThat(Scene.applied(verdict).revision()).isEqualTo(2));
    }

    @Test
    void S6_aStatementThatIsThrottledUntilTheDeadlineFailsAloneAndIsRecognisedWhenRepeated() {
        List<ClaimRequest> requests = scene.requests(3);
        interference.answerOnly(2, BatchStatementErrorCodeEnum.THROTTLING_ERROR);
        for (int i = 0; i < 100; i++) {
            interference.answer(0, BatchStatementErrorCodeEnum.THROTTLING_ERROR);
        }
        Instant start = clock.instant();
        List<BatchAnswer<ClaimVerdict>> answers = scene.store.claimAll(requests, scene.call());
        assertThat(BatchScene.decided(answers.subList(0, 2))).allMatch(ClaimVerdict.Claimed.class::isInstance);
        assertThat(BatchScene.failed(answers.get(2)).reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(BatchScene.failed(answers.get(2))).hasMessageContaining("ThrottlingError");
        assertThat(Duration.between(start, clock.instant()))
                .isBetween(scene.call().timeout().minusSeconds(1), scene.call().timeout());
        interference.answerAsSent();
        assertThat(scene.claimAll(requests)).allMatch(ClaimVerdict.Claimed.class::isInstance);
    }

    @Test
    void anInterruptEndsTheTriesOfThrottledStatements() {
        BatchScene interrupted = scene.sharing(DynamoDbStore.builder(client, TABLE)
                .waiting(pause -> {
                    throw new InterruptedException();
                })
                .build());
        interference.answer(0, BatchStatementErrorCodeEnum.THROTTLING_ERROR);
        List<BatchAnswer<ClaimVerdict>> answers =
                interrupted.store.claimAll(interrupted.requests(2), interrupted.call());
        assertThat(counter.drain()).containsExactly(WRITE);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(BatchScene.failed(answer).reason()).isEqualTo(Reason.UNAVAILABLE));
    }

    @Test
    void aStoreWithoutPartiQlSendsABatchOneByOne() {
        BatchScene single = scene.sharing(
                DynamoDbStore.builder(client, TABLE).withoutPartiQl().build());
        List<ClaimRequest> requests = single.requests(2);
        assertThat(single.claimAll(requests)).allMatch(ClaimVerdict.Claimed.class::isInstance);
        assertThat(single.writeAll(BatchScene.completions(requests, Scene.success(Scene.noise(5000)))))
                .allMatch(Applied.class::isInstance);
        assertThat(single.claimAll(single.requests(2))).allMatch(ClaimVerdict.Completed.class::isInstance);
        assertThat(counter.drain()).doesNotContain(WRITE, READ);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "VALIDATION_ERROR",
                "RESOURCE_NOT_FOUND",
                "ITEM_COLLECTION_SIZE_LIMIT_EXCEEDED",
                "UNKNOWN_TO_SDK_VERSION"
            })
    void aStatementThatIsNotForBatchesIsASingleCall(BatchStatementErrorCodeEnum code) {
        List<ClaimRequest> requests = scene.requests(3);
        interference.answer(1, code);
        assertThat(scene.claimAll(requests)).allMatch(ClaimVerdict.Claimed.class::isInstance);
        assertThat(counter.drain()).containsExactly(WRITE, "PutItem", "PutItem");
        interference.answer(1, code);
        assertThat(scene.writeAll(BatchScene.completions(requests, Scene.small())))
                .allMatch(Applied.class::isInstance);
        assertThat(counter.drain()).containsExactly(WRITE, "UpdateItem", "UpdateItem");
        assertThat(scene.claimAll(scene.requests(3))).allMatch(ClaimVerdict.Completed.class::isInstance);
        assertThat(counter.drain()).containsExactly(WRITE, READ);
    }

    /** The single call sends the write that was prepared for the batch: a result is put into its side item once. */
    @Test
    void S7_aSingleCallInsteadOfAStatementPutsNoSideItemAgain() {
        List<ClaimRequest> requests = scene.claimed(2);
        counter.drain();
        interference.answer(0, BatchStatementErrorCodeEnum.VALIDATION_ERROR);
        StoredResult large = Scene.success(Scene.noise(5000));
        assertThat(scene.writeAll(BatchScene.completions(requests, large))).allMatch(Applied.class::isInstance);
        assertThat(counter.drain())
                .containsExactly("PutItem", "PutItem", WRITE, "UpdateItem", "GetItem", "UpdateItem", "GetItem");
        BatchScene.expectAllDone(scene.claimAll(scene.requests(2)), large);
    }

    @Test
    void S6_aCompletionOfTheRecordAsSeenThatIsNotForBatchesIsASingleCall() {
        List<WriteRequest> completions = new ArrayList<>();
        for (ClaimVerdict verdict : scene.claimAll(scene.requests(2))) {
            InProgress seen = ((ClaimVerdict.Claimed) verdict).record();
            completions.add(new WriteRequest.Complete(
                    scene.key(completions.size()), seen.claim().id(), Scene.small(), Scene.WINDOW, seen));
        }
        interference.answer(0, BatchStatementErrorCodeEnum.VALIDATION_ERROR);
        assertThat(scene.writeAll(completions))
                .allSatisfy(
                        verdict -> assertThat(Scene.applied(verdict).revision()).isEqualTo(2));
        BatchScene.expectAllDone(scene.claimAll(scene.requests(2)), Scene.small());
    }

    @Test
    void aDeniedStatementSendsThisAndEveryLaterBatchOneByOne() {
        List<ClaimRequest> requests = scene.requests(3);
        interference.answer(1, BatchStatementErrorCodeEnum.ACCESS_DENIED);
        assertThat(scene.claimAll(requests)).allMatch(ClaimVerdict.Claimed.class::isInstance);
        // the update that travels with the first claims is denied too, so that no insert counts as a claim
        assertThat(counter.drain()).containsExactly(WRITE, "PutItem", "PutItem", "PutItem");
        assertThat(scene.writeAll(BatchScene.completions(requests, Scene.small())))
                .allMatch(Applied.class::isInstance);
        assertThat(counter.drain()).containsExactly("UpdateItem", "UpdateItem", "UpdateItem");
    }

    @Test
    void aDuplicateThatComesWithItsItemIsNotRead() {
        List<ClaimRequest> requests = scene.claimed(1);
        counter.drain();
        Map<String, AttributeValue> item = item(requests.get(0));
        BatchStatementResponse duplicate = BatchStatementResponse.builder()
                .error(error ->
                        error.code(BatchStatementErrorCodeEnum.DUPLICATE_ITEM).item(item))
                .build();
        interference.nextWrite(
                response -> response.toBuilder().responses(duplicate).build());
        assertThat(scene.claimAll(scene.requests(1))).allMatch(ClaimVerdict.InProgress.class::isInstance);
        assertThat(counter.drain()).containsExactly(WRITE);
    }

    @Test
    void S6_aWriteThatComesBackWithoutItsItemIsRecognised() {
        List<ClaimRequest> requests = scene.claimed(2);
        counter.drain();
        interference.withoutItems();
        assertThat(scene.writeAll(BatchScene.completions(requests, Scene.small())))
                .allSatisfy(
                        verdict -> assertThat(Scene.applied(verdict).revision()).isEqualTo(2));
        assertThat(counter.drain()).containsExactly(WRITE, "UpdateItem", "UpdateItem");
    }

    @Test
    void S8_readsAreConsistentAndWithinTheTimeout() {
        scene.writeAll(BatchScene.completions(scene.claimed(2), Scene.success(Scene.noise(5000))));
        scene.claimAll(scene.requests(2));
        assertThat(interference.reads()).hasSize(2).allSatisfy(read -> {
            assertThat(read.requestItems().values()).allMatch(KeysAndAttributes::consistentRead);
            assertThat(read.overrideConfiguration().flatMap(RequestOverrideConfiguration::apiCallTimeout))
                    .hasValueSatisfying(timeout ->
                            assertThat(timeout).isLessThanOrEqualTo(scene.call().timeout()));
        });
    }

    @Test
    void unprocessedKeysAreReadAgain() {
        scene.claimed(4);
        counter.drain();
        interference.leaveUnprocessed(2);
        assertThat(scene.claimAll(scene.requests(4))).allMatch(ClaimVerdict.InProgress.class::isInstance);
        assertThat(counter.drain()).containsExactly(WRITE, READ, READ, READ);
    }

    @Test
    void keysThatStayUnprocessedAreSingleCalls() {
        scene.claimed(7);
        counter.drain();
        interference.leaveUnprocessed(Integer.MAX_VALUE);
        assertThat(scene.claimAll(scene.requests(7))).allMatch(ClaimVerdict.InProgress.class::isInstance);
        assertThat(counter.drain()).containsExactly(WRITE, READ, READ, READ, READ, READ, "PutItem", "PutItem");
    }

    @Test
    void S1_ofTwoTakeOversByBatchesOneWins() {
        scene.writeAll(BatchScene.releases(scene.claimed(3)));
        BatchScene rival = scene.sharing(server.store(TABLE));
        List<ClaimVerdict> others = new ArrayList<>();
        interference.beforeWrites(() -> {}, () -> others.addAll(rival.claimAll(rival.requests(3))));
        counter.drain();
        List<ClaimVerdict> mine = scene.claimAll(scene.requests(3));
        assertThat(others).allMatch(ClaimVerdict.Claimed.class::isInstance);
        for (int i = 0; i < 3; i++) {
            InProgress winner = ((ClaimVerdict.Claimed) others.get(i)).record();
            assertThat(mine.get(i)).isEqualTo(new ClaimVerdict.InProgress(winner));
        }
        assertThat(counter.drain()).containsExactly(WRITE, READ, WRITE);
    }

    @Test
    void S1_recordsPurgedBeforeTheyAreReadOrTakenOverAreClaimedAsFromNothing() {
        List<ClaimRequest> gone = scene.claimed(2);
        scene.writeAll(BatchScene.releases(gone));
        interference.beforeWrites(() -> {}, () -> gone.forEach(this::delete));
        assertThat(scene.claimAll(scene.requests(2))).allSatisfy(this::isFirstAttempt);
        scene.now = scene.now.plus(Scene.LEASE);
        interference.nextWrite(response -> {
            gone.forEach(this::delete);
            return response;
        });
        assertThat(scene.claimAll(scene.requests(2))).allSatisfy(this::isFirstAttempt);
    }

    @Test
    void S5_ofABatchOnlyWhatIsStillOwnedIsWritten() {
        List<ClaimRequest> claims = scene.claimed(3);
        BatchScene rival = scene.sharing(server.store(TABLE));
        interference.beforeWrites(() -> {
            rival.writeAll(BatchScene.releases(claims.subList(1, 2)));
            rival.claimAll(List.of(rival.request(1)));
            delete(claims.get(2));
        });
        List<WriteVerdict> verdicts = scene.writeAll(BatchScene.completions(claims, Scene.small()));
        assertThat(verdicts.get(0)).isInstanceOf(Applied.class);
        assertThat(verdicts.get(1))
                .isEqualTo(new WriteVerdict.Fenced(
                        scene.store.find(scene.key(1), scene.call()).orElseThrow()));
        assertThat(verdicts.get(2)).isEqualTo(new WriteVerdict.Fenced(null));
    }

    @Test
    void aResultThatIsTooLargeFailsAlone() {
        List<ClaimRequest> claims = scene.claimed(2);
        StoredResult oversized = Scene.success(Scene.noise(500_000));
        List<WriteRequest> writes = new ArrayList<>(BatchScene.completions(claims.subList(0, 1), oversized));
        writes.addAll(BatchScene.completions(claims.subList(1, 2), Scene.small()));
        List<BatchAnswer<WriteVerdict>> answers = scene.store.writeAll(writes, scene.call());
        assertThat(BatchScene.failed(answers.get(0)).reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(BatchScene.decided(answers.subList(1, 2))).allMatch(Applied.class::isInstance);
    }

    @Test
    void aStatementThatWouldBeTooLongIsASingleCall() {
        ClaimRequest request = scene.request(0);
        Map<String, AttributeValue> foreign = new HashMap<>(GoldenItem.read("powertools-in-progress.json"));
        foreign.putAll(id(request));
        for (int i = 0; i < 50; i++) {
            foreign.put("long".repeat(50) + i, AttributeValue.fromBool(true));
        }
        server.client().putItem(put -> put.tableName(TABLE).item(foreign));
        scene.now = Instant.ofEpochMilli(4_102_444_830_250L);
        assertThat(scene.claimAll(List.of(request))).allMatch(ClaimVerdict.Claimed.class::isInstance);
        assertThat(counter.drain()).containsExactly(WRITE, READ, "PutItem", "PutItem");
    }

    private void isFirstAttempt(ClaimVerdict verdict) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        ClaimVerdict.Claimed.class,
                        claimed ->
                                assertThat(claimed.record().claim().attempt()).isEqualTo(1));
    }

    private void delete(ClaimRequest request) {
        server.client().deleteItem(delete -> delete.tableName(TABLE).key(id(request)));
    }

    private Map<String, AttributeValue> item(ClaimRequest request) {
        return server.client()
                .getItem(get -> get.tableName(TABLE).key(id(request)))
                .item();
    }

    private static Map<String, AttributeValue> id(ClaimRequest request) {
        return Map.of("id", AttributeValue.fromS(request.key().recordId()));
    }
}
