// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest.Resolution;
import dev.semel.model.WriteVerdict;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** S6: a reply lost below the SDK makes its own retry meet our own write; with retries off, the caller's. */
@ExtendWith(LocalServer.class)
class LostReplyTest {

    private final LossyHttpClient http = new LossyHttpClient();
    private final DynamoDbClient retrying;
    private final DynamoDbClient plain;
    private final Scene scene;
    private final Scene once;

    LostReplyTest(LocalDynamoDb server) {
        retrying =
                server.clientBuilder().httpClientBuilder(null).httpClient(http).build();
        plain = server.clientBuilder()
                .httpClientBuilder(null)
                .httpClient(http)
                .overrideConfiguration(config -> config.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
        scene = new Scene(LocalDynamoDb.ready(DynamoDbStore.of(retrying, "lost-replies")));
        once = new Scene(DynamoDbStore.of(plain, "lost-replies"), scene.key);
    }

    @AfterEach
    void close() {
        retrying.close();
        plain.close();
        http.close();
    }

    @Test
    void S6_aFirstClaimWhoseReplyWasLostIsRecognised() {
        InProgress mine = losing(1, scene::claimed);
        assertThat(mine).isEqualTo(scene.found());
        assertThat(mine.revision()).isEqualTo(1);
        assertThat(mine.claim().attempt()).isEqualTo(1);
    }

    @Test
    void S6_aTakeOverWhoseReplyWasLostIsRecognised() {
        Scene.applied(scene.release(scene.claimed().claim().id(), Certainty.UNKNOWN));
        InProgress mine = losing(2, scene::claimed); // the failed condition's, and the swap's or a retry's
        assertThat(mine).isEqualTo(scene.found());
        assertThat(mine.claim().attempt()).isEqualTo(2);
    }

    @Test
    void S6_aReClaimOfAnExpiredRecordWhoseReplyWasLostIsRecognised() {
        Scene.applied(scene.complete(scene.claimed().claim().id(), Scene.small()));
        scene.now = scene.now.plus(Duration.ofDays(1));
        InProgress mine = losing(1, scene::claimed);
        assertThat(mine).isEqualTo(scene.found());
        assertThat(mine.revision()).isEqualTo(3);
    }

    @Test
    void S6_everyWriteWhoseReplyWasLostIsRecognised() {
        ClaimId id = scene.claimed().claim().id();
        expectOnce(2, () -> scene.renew(id, Duration.ofMinutes(2), Duration.ofHours(2)));
        expectOnce(3, () -> scene.checkpoint(id, "charge", Scene.noise(20)));
        expectOnce(4, () -> scene.checkpoint(id, "upload", Scene.noise(5000)));
        expectOnce(5, () -> scene.quarantine(id));
        expectOnce(6, () -> scene.resolve(id, new Resolution.ReExecute(Scene.RETENTION)));
        ClaimId next = scene.claimed().claim().id();
        expectOnce(8, () -> scene.release(next, Certainty.UNKNOWN));
        ClaimId last = scene.claimed().claim().id();
        expectOnce(10, () -> scene.complete(last, Scene.small()));
    }

    @Test
    void S6_aLargeCompletionWhoseRepliesWereLostIsRecognised() {
        ClaimId id = scene.claimed().claim().id();
        StoredResult large = Scene.success(Scene.noise(50_000));
        WriteVerdict verdict = losing(2, () -> scene.complete(id, large));
        assertThat(Scene.applied(verdict)).isEqualTo(scene.found()).hasFieldOrPropertyWithValue("result", large);
    }

    @Test
    void S6_aResolutionWithAResultWhoseReplyWasLostIsRecognised() {
        ClaimId id = scene.claimed().claim().id();
        Scene.applied(scene.quarantine(id));
        expectOnce(3, () -> scene.resolve(id, new Resolution.WithResult(Scene.small(), Scene.WINDOW)));
    }

    @Test
    void S6_withoutRetriesTheCallerRepeatsAndIsRecognised() {
        ClaimId id = once.newId();
        http.loseNext(1);
        assertThatThrownBy(() -> once.claim(id))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.UNAVAILABLE));
        assertThat(once.claim(id)).isInstanceOf(ClaimVerdict.Claimed.class);
        http.loseNext(1);
        assertThatThrownBy(() -> once.complete(id, Scene.small())).isInstanceOf(StoreException.class);
        assertThat(Scene.applied(once.complete(id, Scene.small())).revision()).isEqualTo(2);
    }

    private void expectOnce(long revision, Supplier<WriteVerdict> write) {
        WriteVerdict verdict = losing(1, write);
        assertThat(Scene.applied(verdict).revision()).isEqualTo(revision);
        assertThat(scene.found()).isEqualTo(Scene.applied(verdict));
    }

    private <T> T losing(int replies, Supplier<T> call) {
        int before = http.lost();
        http.loseNext(replies);
        T answer = call.get();
        assertThat(http.lost() - before).as("replies lost").isEqualTo(replies);
        return answer;
    }
}
