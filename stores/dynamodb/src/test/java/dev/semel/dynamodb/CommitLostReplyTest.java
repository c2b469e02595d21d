// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.CommitVerdict;
import dev.semel.model.CommitVerdict.Answered;
import dev.semel.model.CommitVerdict.Committed;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.store.StoreException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** S6: whichever reply is lost, effects are applied once, and the winner learns that it committed. */
@ExtendWith(LocalServer.class)
class CommitLostReplyTest {

    private static final String TABLE = "commits-lost";
    private static final long SEED = 20_260_801;

    private final LossyHttpClient http = new LossyHttpClient();
    private final LossyHttpClient lossy = new LossyHttpClient(new Random(SEED), 0.2);
    private final DynamoDbClient retrying;
    private final DynamoDbClient plain;
    private final DynamoDbClient unreliable;
    private final Counts counts;
    private final Scene scene;
    private final Scene once;
    private final String order;

    CommitLostReplyTest(LocalDynamoDb server) {
        retrying = client(server, http, true);
        plain = client(server, http, false);
        unreliable = client(server, lossy, false);
        counts = Counts.in(server, "commits-lost-counts");
        scene = new Scene(LocalDynamoDb.ready(DynamoDbStore.of(retrying, TABLE)));
        once = new Scene(DynamoDbStore.of(plain, TABLE), scene.key);
        order = scene.key.scope();
    }

    private static DynamoDbClient client(LocalDynamoDb server, LossyHttpClient http, boolean retries) {
        return server.clientBuilder()
                .httpClientBuilder(null)
                .httpClient(http)
                .overrideConfiguration(config -> {
                    if (!retries) {
                        config.retryStrategy(DefaultRetryStrategy.doNotRetry());
                    }
                })
                .build();
    }

    @AfterEach
    void close() {
        retrying.close();
        plain.close();
        unreliable.close();
        http.close();
        lossy.close();
    }

    @Test
    void S6_theClientsOwnRetryMakesNoEffectsAgain() {
        http.loseNext(1);
        expectOnce(scene.commit(scene.newId(), effects()));
    }

    @Test
    void S6_theCallersRepetitionIsAnotherRequestAndMakesNoEffectsAgain() {
        ClaimId id = once.newId();
        http.loseNext(1);
        assertThatThrownBy(() -> once.commit(id, effects())).isInstanceOf(StoreException.class);
        once.now = once.now.plusSeconds(2); // so that the repetition's parameters differ
        expectOnce(once.commit(id, effects()));
    }

    @Test
    void S6_aLargeCommitWhoseRepliesWereLostIsRecognised() {
        StoredResult large = Scene.success(Scene.noise(50_000));
        http.loseNext(2);
        expectOnce(scene.commit(scene.newId(), large, false, effects()));
        assertThat(scene.found()).hasFieldOrPropertyWithValue("result", large);
    }

    @Test
    void S6_aTakeOverWhoseRepliesWereLostIsRecognised() {
        Scene.applied(scene.release(scene.claimed().claim().id(), Certainty.UNKNOWN));
        http.loseNext(2);
        expectOnce(scene.commit(scene.newId(), Scene.small(), true, effects()));
    }

    @Test
    void S6_aCheckpointWhoseRepliesWereLostMakesNoEffectsAgain() {
        ClaimId id = scene.claimed().claim().id();
        WriteRequest.Checkpoint request =
                new WriteRequest.Checkpoint(scene.key, id, new RecoveryPoint("charge", Scene.noise(20), 1, scene.now));
        http.loseNext(1, "TransactWriteItems");
        assertThat(Scene.applied(scene.store.checkpoint(request, effects(), scene.call())))
                .isEqualTo(scene.found());
        assertThat(http.lost()).isEqualTo(1);
        assertThat(counts.of(order)).isEqualTo(1);
    }

    @Test
    @Tag("many-calls")
    void S1_sixteenDuplicatesOnABadNetworkMoveACountByOne() throws Exception {
        for (int i = 0; i < 40; i++) {
            Scene duplicates = new Scene(DynamoDbStore.of(unreliable, TABLE));
            String name = duplicates.key.scope();
            List<CommitVerdict> verdicts =
                    Together.run(16, thread -> untilAnswered(duplicates, duplicates.newId(), counts.plusOne(name)));
            Completed record = (Completed)
                    scene.store.find(duplicates.key, duplicates.call()).orElseThrow();
            assertThat(verdicts)
                    .as("key %s, seed %s", i, SEED)
                    .containsOnly(new Committed(record), new Answered(new ClaimVerdict.Completed(record)))
                    .containsOnlyOnce(new Committed(record));
            assertThat(counts.of(name)).as("key %s, seed %s", i, SEED).isEqualTo(1);
        }
        assertThat(lossy.lost()).isPositive();
    }

    private static CommitVerdict untilAnswered(Scene scene, ClaimId id, Update effect) {
        while (true) {
            try {
                return scene.commit(id, DynamoDbWrites.none().update(effect));
            } catch (StoreException e) {
                assertThat(e.reason()).isEqualTo(StoreException.Reason.UNAVAILABLE);
            }
        }
    }

    private DynamoDbWrites effects() {
        return DynamoDbWrites.none().update(counts.plusOne(order));
    }

    private void expectOnce(CommitVerdict verdict) {
        assertThat(Scene.committed(verdict)).isEqualTo(scene.found());
        assertThat(counts.of(order)).isEqualTo(1);
    }
}
