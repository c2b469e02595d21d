// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.StoredResult;
import dev.semel.testkit.CountingClaimIds;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;

/**
 * Claims of likely duplicates: the read that travels with the insert answers only for completed records. The steps of a
 * call run in a known order here: the executor runs the insert first, then the caller the read, or the other way round.
 */
@ExtendWith(LocalServer.class)
class LikelyDuplicatesTest {

    private static final String TABLE = "likely-duplicates";
    private static final String WRITE = "BatchExecuteStatement";
    private static final String READ = "BatchGetItem";

    private final RequestCounter counter = new RequestCounter();
    private final BatchInterference interference = new BatchInterference();
    private final DynamoDbClient client;
    private final BatchScene scene;

    LikelyDuplicatesTest(LocalDynamoDb server) {
        client = server.clientBuilder()
                .overrideConfiguration(
                        config -> config.addExecutionInterceptor(interference).addExecutionInterceptor(counter))
                .build();
        LocalDynamoDb.ready(DynamoDbStore.of(client, TABLE));
        scene = new BatchScene(inTurn(client));
        scene.claimed(1);
        counter.drain();
    }

    /** The insert, then the read, on the caller's thread. */
    private static DynamoDbStore inTurn(DynamoDbClient client) {
        Executor dropping = task -> {};
        return DynamoDbStore.builder(client, TABLE).groups(dropping).build();
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static List<ClaimRequest> likely(List<ClaimRequest> requests) {
        return requests.stream().map(ClaimRequest::ofLikelyDuplicate).toList();
    }

    @Test
    void completedRecordsTakeOneReadWhichNeedNotWait() {
        BatchScene keys = new BatchScene(scene.store);
        keys.writeAll(BatchScene.completions(keys.claimed(10), Scene.small()));
        counter.drain();
        BatchScene.expectAllDone(keys.claimAll(likely(keys.requests(10))), Scene.small());
        assertThat(counter.drain()).containsExactly(WRITE, READ);
    }

    /** Two requests at once: each waits until the other is under way. */
    @Test
    void insertAndReadTravelAtOnce() {
        BatchScene keys = new BatchScene(scene.store);
        keys.writeAll(BatchScene.completions(keys.claimed(3), Scene.small()));
        List<Runnable> beside = new ArrayList<>();
        BatchScene others = keys.sharing(
                DynamoDbStore.builder(client, TABLE).groups(beside::add).build());
        others.claimAll(likely(others.requests(3)));
        assertThat(beside).hasSize(1);
    }

    @Test
    void sideItemsOfLargeResultsAreReadAfterThat() {
        StoredResult large = Scene.success(Scene.noise(50_000));
        BatchScene keys = new BatchScene(scene.store);
        keys.writeAll(BatchScene.completions(keys.claimed(2), large));
        counter.drain();
        BatchScene.expectAllDone(keys.claimAll(likely(keys.requests(2))), large);
        assertThat(counter.drain()).containsExactly(WRITE, READ, READ);
    }

    @Test
    void freshKeysAreClaimedWhateverTheReadFound() {
        BatchScene keys = new BatchScene(scene.store);
        assertThat(keys.claimAll(likely(keys.requests(3)))).allMatch(ClaimVerdict.Claimed.class::isInstance);
        assertThat(counter.drain()).containsExactly(WRITE, READ);
    }

    /** In progress and released records, and those whose window is over, may have changed by the insert's reply. */
    @Test
    void everythingElseIsReadAgain() {
        BatchScene keys = new BatchScene(scene.store);
        List<ClaimRequest> claims = keys.claimed(3);
        keys.writeAll(BatchScene.releases(claims.subList(1, 2)));
        keys.writeAll(BatchScene.completions(claims.subList(2, 3), Scene.small()));
        keys.now = keys.now.plus(Scene.WINDOW).plusSeconds(2);
        counter.drain();
        List<ClaimVerdict> verdicts = keys.claimAll(likely(keys.requests(3)));
        assertThat(counter.drain()).containsExactly(WRITE, READ, READ, WRITE);
        assertThat(verdicts.get(1)).isInstanceOf(ClaimVerdict.Claimed.class);
        assertThat(verdicts.get(2)).isInstanceOf(ClaimVerdict.Claimed.class);
    }

    @Test
    void S6_ownClaimAfterALostReplyIsRecognised() {
        BatchScene keys = new BatchScene(scene.store);
        List<ClaimRequest> requests = likely(keys.requests(3));
        keys.claimAll(requests);
        counter.drain();
        assertThat(keys.claimAll(requests)).allMatch(ClaimVerdict.Claimed.class::isInstance);
        assertThat(counter.drain()).containsExactly(WRITE, READ, READ);
    }

    /** A statement that is throttled is decided by its later reply, although the read already showed the record. */
    @Test
    void throttledInsertsAreAnsweredLikeAllOthers() {
        BatchScene keys = new BatchScene(scene.store);
        keys.writeAll(BatchScene.completions(keys.claimed(2), Scene.small()));
        interference.answer(0, BatchStatementErrorCodeEnum.THROTTLING_ERROR);
        BatchScene.expectAllDone(keys.claimAll(likely(keys.requests(2))), Scene.small());
    }

    @Test
    void S11_otherPayloadsAreMismatches() {
        BatchScene keys = new BatchScene(scene.store);
        keys.writeAll(BatchScene.completions(keys.claimed(1), Scene.small()));
        ClaimRequest mine = keys.request(0);
        ClaimRequest other = new ClaimRequest(
                mine.key(),
                CountingClaimIds.ofSeries(9).next(),
                new Fingerprint(mine.fingerprint().algorithm(), "other"),
                mine.fingerprintPolicy(),
                mine.lease(),
                mine.retention(),
                "scene",
                true);
        assertThat(keys.claimAll(List.of(other, keys.request(1))).get(0)).isInstanceOf(ClaimVerdict.Mismatch.class);
    }

    /** The record is completed by the time of the second read, whatever the first one showed. */
    @Test
    void recordThatIsCompletedAfterTheFirstReadReplays() {
        BatchScene keys = new BatchScene(scene.store);
        List<ClaimRequest> claims = keys.claimed(2);
        ClaimId id = claims.get(0).claimId();
        interference.beforeReads(
                () -> {}, () -> keys.writeAll(BatchScene.completions(claims.subList(0, 1), Scene.small())));
        List<ClaimVerdict> verdicts = keys.claimAll(likely(keys.requests(2)));
        assertThat(verdicts.get(0))
                .isInstanceOfSatisfying(
                        ClaimVerdict.Completed.class,
                        done -> assertThat(done.record().claim().id()).isEqualTo(id));
        assertThat(verdicts.get(1)).isInstanceOf(ClaimVerdict.InProgress.class);
    }
}
