// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.CommitVerdict;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.BatchAnswer;
import dev.semel.store.StoreException;
import dev.semel.store.StoreException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * S6: the SDK loses a reply, tries again by itself, and gets a refusal. The refusal is about its last attempt only; the
 * first one was applied.
 */
@ExtendWith(LocalServer.class)
class RefusalAfterLossTest {

    private static final String TABLE = "refusal-after-loss";

    private final RefusingHttpClient http = new RefusingHttpClient();
    private final DynamoDbClient client;
    private final Scene scene;
    private final LocalDynamoDb server;

    RefusalAfterLossTest(LocalDynamoDb server) {
        this.server = server;
        client = server.clientBuilder().httpClientBuilder(null).httpClient(http).build();
        scene = new Scene(LocalDynamoDb.ready(DynamoDbStore.of(client, TABLE)));
    }

    @AfterEach
    void close() {
        client.close();
        http.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AccessDeniedException",
                "ExpiredTokenException",
                "UnrecognizedClientException",
                "ResourceNotFoundException",
                "ValidationException",
                "SomethingNewException"
            })
    void S6_aClaimIsUnavailableAndRecognisedLater(String code) {
        ClaimId id = scene.newId();
        http.loseReplyThenRefuse("PutItem", code);
        StoreException e = expectUnavailable(() -> scene.claim(id));
        assertThat(e).hasMessageContaining(code).hasMessageContaining("may have been applied");
        http.passAll();
        assertThat(scene.claim(id)).isInstanceOf(ClaimVerdict.Claimed.class);
        assertThat(scene.release(id, Certainty.NOT_STARTED)).isInstanceOf(WriteVerdict.Applied.class);
    }

    @Test
    void S6_aRefusalOfTheFirstAttemptIsStillRefused() {
        http.refuse("PutItem", "AccessDeniedException");
        StoreException e = catchThrowableOfType(StoreException.class, () -> scene.claim(scene.newId()));
        assertThat(e.reason()).isEqualTo(Reason.REFUSED);
    }

    @Test
    void S6_aCompletionIsUnavailableAndRecognisedLater() {
        ClaimId id = scene.claimed().claim().id();
        http.loseReplyThenRefuse("UpdateItem", "AccessDeniedException");
        expectUnavailable(() -> scene.complete(id, Scene.small()));
        http.passAll();
        assertThat(Scene.applied(scene.complete(id, Scene.small())).revision()).isEqualTo(2);
    }

    @Test
    void S6_aCommitIsUnavailableAndItsEffectsAreMadeOnce() {
        Counts counts = Counts.in(server, "refusal-after-loss-counts");
        ClaimId id = scene.newId();
        http.loseReplyThenRefuse("TransactWriteItems", "ExpiredTokenException");
        expectUnavailable(() -> scene.commit(id, DynamoDbWrites.none().update(counts.plusOne("mark"))));
        assertThat(counts.of("mark")).as("the first attempt was applied").isEqualTo(1);
        http.passAll();
        assertThat(scene.commit(id, DynamoDbWrites.none().update(counts.plusOne("mark"))))
                .isInstanceOf(CommitVerdict.Committed.class);
        assertThat(counts.of("mark")).isEqualTo(1);
    }

    @Test
    void S6_aBatchIsUnavailableAndRecognisedLater() {
        BatchScene batch = new BatchScene(scene.store);
        List<ClaimRequest> claims = batch.requests(3);
        http.loseReplyThenRefuse("BatchExecuteStatement", "ResourceNotFoundException");
        for (BatchAnswer<ClaimVerdict> answer : batch.store.claimAll(claims, batch.call())) {
            assertThat(BatchScene.failed(answer).reason()).isEqualTo(Reason.UNAVAILABLE);
        }
        http.passAll();
        assertThat(batch.claimAll(claims)).allMatch(ClaimVerdict.Claimed.class::isInstance);
        List<WriteRequest> completions = BatchScene.completions(claims, Scene.small());
        http.loseReplyThenRefuse("BatchExecuteStatement", "ResourceNotFoundException");
        for (BatchAnswer<WriteVerdict> answer : batch.store.writeAll(completions, batch.call())) {
            assertThat(BatchScene.failed(answer).reason()).isEqualTo(Reason.UNAVAILABLE);
        }
        http.passAll();
        assertThat(batch.writeAll(completions))
                .allSatisfy(
                        verdict -> assertThat(Scene.applied(verdict).revision()).isEqualTo(2));
    }

    @Test
    void S6_aSingleWriteIsUnavailableAndRecognisedLater() {
        SingleWrites writes = SingleWrites.builder(client, TABLE, "id").build();
        PutOnce put = PutOnce.of(Map.of(
                        "id", AttributeValue.fromS("once-" + scene.newId().value())))
                .nonce("nonce");
        http.loseReplyThenRefuse("PutItem", "AccessDeniedException");
        expectUnavailable(() -> writes.putOnce(put, Duration.ofSeconds(30)));
        http.passAll();
        assertThat(writes.putOnce(put, Duration.ofSeconds(30))).isInstanceOf(PutOnceAnswer.Inserted.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400 | {\"__type\":\"com.amazonaws.dynamodb.v20120810#AccessDeniedException\",\"mess",
                "400 | {\"__type\":\"com.amazonaws.dyna",
                "400 | {}",
                "400 | {\"__type\":\"\"}",
                "400 | {\"message\":\"no\"}",
                "400 | ``",
                "403 | <html>Forbidden</html>",
                "413 | [1,2",
                "302 | moved"
            })
    void anErrorThatCannotBeReadIsUnavailable(int status, String body) throws IOException {
        try (ScriptedServer scripted = new ScriptedServer().raw(status, body);
                DynamoDbClient reader = scripted.client(new RequestCounter())) {
            Scene other = new Scene(DynamoDbStore.of(reader, TABLE));
            expectUnavailable(() -> other.claim(other.newId()));
            expectUnavailable(() -> other.complete(other.newId(), Scene.small()));
            expectUnavailable(() -> other.commit(
                    other.newId(), DynamoDbWrites.none().update(new Counts(server, "counts").plusOne("mark"))));
        }
    }

    private static StoreException expectUnavailable(ThrowingCallable call) {
        StoreException e = catchThrowableOfType(StoreException.class, call);
        assertThat(e).isNotNull();
        assertThat(e.reason()).as(e.toString()).isEqualTo(Reason.UNAVAILABLE);
        return e;
    }
}
