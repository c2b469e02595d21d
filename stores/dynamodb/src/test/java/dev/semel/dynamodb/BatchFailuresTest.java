// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.model.WriteVerdict.Applied;
import dev.semel.store.BatchAnswer;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import dev.semel.store.StoreException.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Batches whose whole request is refused, gets no answer, or loses it. */
@ExtendWith(LocalServer.class)
class BatchFailuresTest {

    private static final String TABLE = "batch-failures";
    private static final String WRITE = "BatchExecuteStatement";
    private static final String READ = "BatchGetItem";

    private final RequestCounter counter = new RequestCounter();
    private final RefusingHttpClient refusing = new RefusingHttpClient();
    private final LossyHttpClient lossy = new LossyHttpClient();
    private final DynamoDbClient refused;
    private final DynamoDbClient retrying;
    private final DynamoDbClient once;
    private final BatchScene scene;

    BatchFailuresTest(LocalDynamoDb server) {
        server.store(TABLE);
        refused = server.clientBuilder()
                .httpClientBuilder(null)
                .httpClient(refusing)
                .overrideConfiguration(config ->
                        config.addExecutionInterceptor(counter).retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
        retrying =
                server.clientBuilder().httpClientBuilder(null).httpClient(lossy).build();
        once = server.clientBuilder()
                .httpClientBuilder(null)
                .httpClient(lossy)
                .overrideConfiguration(config -> config.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
        scene = new BatchScene(DynamoDbStore.of(refused, TABLE));
    }

    @AfterEach
    void close() {
        refused.close();
        retrying.close();
        once.close();
        refusing.close();
        lossy.close();
    }

    @Test
    void withoutPermissionForStatementsRequestsAreSentOneByOneAndTheRefusalIsRemembered() {
        refusing.refuse(WRITE, "AccessDeniedException");
        List<ClaimRequest> claims = scene.claimed(3);
        assertThat(counter.drain()).containsExactly(WRITE, "PutItem", "PutItem", "PutItem");
        assertThat(scene.writeAll(BatchScene.completions(claims, Scene.small())))
                .allMatch(Applied.class::isInstance);
        assertThat(scene.claimAll(scene.requests(3))).allMatch(ClaimVerdict.Completed.class::isInstance);
        assertThat(counter.drain()).hasSize(6).containsOnly("PutItem", "UpdateItem");
        BatchScene anew = scene.sharing(DynamoDbStore.of(refused, TABLE));
        assertThat(anew.claimAll(anew.requests(1))).allMatch(ClaimVerdict.Completed.class::isInstance);
        assertThat(counter.drain()).containsExactly(WRITE, "PutItem");
    }

    @Test
    void withoutPermissionToReadBatchesDuplicatesAreSingleCalls() {
        scene.claimed(2);
        counter.drain();
        refusing.refuse(READ, "AccessDeniedException");
        assertThat(scene.claimAll(scene.requests(2))).allMatch(ClaimVerdict.InProgress.class::isInstance);
        assertThat(counter.drain()).containsExactly(WRITE, READ, "PutItem", "PutItem");
        assertThat(scene.claimAll(scene.requests(2))).allMatch(ClaimVerdict.InProgress.class::isInstance);
        assertThat(counter.drain()).containsExactly("PutItem", "PutItem");
    }

    @Test
    void aBatchThatIsInvalidAsAWholeIsSentOneByOneThisTime() {
        refusing.refuse(WRITE, "ValidationException");
        scene.claimed(2);
        assertThat(counter.drain()).containsExactly(WRITE, "PutItem", "PutItem");
        assertThat(scene.claimAll(scene.requests(2))).allMatch(ClaimVerdict.InProgress.class::isInstance);
        assertThat(counter.drain()).containsExactly(WRITE, "PutItem", "PutItem");
    }

    @Test
    void aBatchWithoutAnAnswerFailsEachUndecidedRequest() {
        scene.claimed(2);
        counter.drain();
        refusing.refuse(READ, "ThrottlingException");
        List<BatchAnswer<ClaimVerdict>> answers = scene.store.claimAll(scene.requests(3), scene.call());
        assertThat(BatchScene.failed(answers.get(0)).reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(BatchScene.failed(answers.get(1)).reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(BatchScene.decided(answers.subList(2, 3))).allMatch(ClaimVerdict.Claimed.class::isInstance);
        assertThat(counter.drain()).containsExactly(WRITE, READ);
        refusing.refuse(WRITE, "ProvisionedThroughputExceededException");
        List<ClaimRequest> others = scene.requests(30);
        assertThat(scene.store.claimAll(others, scene.call()))
                .hasSize(30)
                .allSatisfy(
                        answer -> assertThat(BatchScene.failed(answer).reason()).isEqualTo(Reason.UNAVAILABLE));
    }

    @Test
    void aMissingTableIsRefusedWithTheRemedy() {
        BatchScene nowhere = new BatchScene(DynamoDbStore.of(refused, "nowhere"));
        List<BatchAnswer<ClaimVerdict>> answers = nowhere.store.claimAll(nowhere.requests(2), nowhere.call());
        assertThat(answers).hasSize(2).allSatisfy(answer -> {
            StoreException e = BatchScene.failed(answer);
            assertThat(e.reason()).isEqualTo(Reason.REFUSED);
            assertThat(e).hasMessageContaining("the table does not exist");
        });
    }

    @Test
    void noRequestIsSentWhenTheTimeIsOver() {
        long[] nanos = {0};
        BatchScene late = new BatchScene(DynamoDbStore.builder(refused, TABLE)
                .ticker(() -> nanos[0] += Duration.ofSeconds(1).toNanos())
                .build());
        StoreCall call = new StoreCall(late.now, Duration.ofMillis(700));
        List<BatchAnswer<ClaimVerdict>> answers = late.store.claimAll(late.requests(2), call);
        assertThat(answers)
                .hasSize(2)
                .allSatisfy(answer -> assertThat(BatchScene.failed(answer)).hasMessageContaining("time is over"));
        assertThat(counter.drain()).isEmpty();
    }

    @Test
    void twoKeysOfOneRecordAreRefusedBeforeAnythingIsSent() {
        BatchScene shared = new BatchScene(DynamoDbStore.builder(refused, TABLE)
                .recordIds(key -> "all the same")
                .build());
        assertThatThrownBy(() -> shared.store.claimAll(shared.requests(2), shared.call()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("recordIds");
        assertThat(counter.drain()).isEmpty();
    }

    @Test
    void aTableNamedByItsArnIsSentSingleCalls() {
        BatchScene byArn =
                new BatchScene(DynamoDbStore.of(refused, "arn:aws:dynamodb:us-east-1:000000000000:table/" + TABLE));
        byArn.claimed(2);
        assertThat(counter.drain()).containsExactly("PutItem", "PutItem");
    }

    @Test
    void S6_claimsWhoseReplyWasLostBelowTheClientAreRecognised() {
        BatchScene unlucky = new BatchScene(DynamoDbStore.of(retrying, TABLE));
        lossy.loseNext(1);
        for (ClaimRequest claim : unlucky.claimed(3)) {
            assertThat(unlucky.store.find(claim.key(), unlucky.call()).orElseThrow())
                    .hasFieldOrPropertyWithValue("revision", 1L);
        }
        assertThat(lossy.lost()).isEqualTo(1);
    }

    @Test
    void S6_takeOversWhoseRepliesWereLostAreRecognised() {
        BatchScene unlucky = new BatchScene(DynamoDbStore.of(retrying, TABLE));
        unlucky.writeAll(BatchScene.releases(unlucky.claimed(3)));
        lossy.loseNext(4); // of the insert, the read or a retry, the swap
        assertThat(unlucky.claimAll(unlucky.requests(3)))
                .allSatisfy(verdict -> assertThat(verdict)
                        .isInstanceOfSatisfying(ClaimVerdict.Claimed.class, claimed -> {
                            assertThat(claimed.record().claim().attempt()).isEqualTo(2);
                            assertThat(claimed.record().revision()).isEqualTo(3);
                        }));
        assertThat(lossy.lost()).isEqualTo(4);
    }

    @Test
    void S6_completionsWhoseReplyWasLostAreRecognised() {
        BatchScene unlucky = new BatchScene(DynamoDbStore.of(retrying, TABLE));
        List<ClaimRequest> claims = unlucky.claimed(3);
        lossy.loseNext(1);
        assertThat(unlucky.writeAll(BatchScene.completions(claims, Scene.small())))
                .allSatisfy(
                        verdict -> assertThat(Scene.applied(verdict).revision()).isEqualTo(2));
        assertThat(lossy.lost()).isEqualTo(1);
    }

    @Test
    void S6_withoutRetriesTheCallerRepeatsTheBatchAndIsRecognised() {
        BatchScene unlucky = new BatchScene(DynamoDbStore.of(once, TABLE));
        List<ClaimRequest> claims = unlucky.requests(3);
        lossy.loseNext(1);
        assertThat(unlucky.store.claimAll(claims, unlucky.call()))
                .allSatisfy(
                        answer -> assertThat(BatchScene.failed(answer).reason()).isEqualTo(Reason.UNAVAILABLE));
        assertThat(unlucky.claimAll(claims)).allMatch(ClaimVerdict.Claimed.class::isInstance);
        List<WriteRequest> completions = BatchScene.completions(claims, Scene.small());
        lossy.loseNext(1);
        assertThat(unlucky.store.writeAll(completions, unlucky.call()))
                .allSatisfy(
                        answer -> assertThat(BatchScene.failed(answer).reason()).isEqualTo(Reason.UNAVAILABLE));
        expectAppliedOnce(unlucky.writeAll(completions));
    }

    @Test
    void S7_aResultWhoseSideItemGotNoAnswerFailsAlone() {
        BatchScene unlucky = new BatchScene(DynamoDbStore.of(once, TABLE));
        List<WriteRequest> completions = BatchScene.completions(unlucky.claimed(3), Scene.success(Scene.noise(50_000)));
        lossy.loseNext(1);
        List<BatchAnswer<WriteVerdict>> answers = unlucky.store.writeAll(completions, unlucky.call());
        assertThat(BatchScene.failed(answers.get(0)).reason()).isEqualTo(Reason.UNAVAILABLE);
        expectAppliedOnce(BatchScene.decided(answers.subList(1, 3)));
        expectAppliedOnce(unlucky.writeAll(completions));
    }

    private static void expectAppliedOnce(List<WriteVerdict> verdicts) {
        assertThat(verdicts)
                .allSatisfy(
                        verdict -> assertThat(Scene.applied(verdict).revision()).isEqualTo(2));
    }
}
