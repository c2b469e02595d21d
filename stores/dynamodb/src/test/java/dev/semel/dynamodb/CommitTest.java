// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.CommitVerdict;
import dev.semel.model.CommitVerdict.Answered;
import dev.semel.model.CommitVerdict.TakeOverNeeded;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.StoreException;
import dev.semel.store.StoreException.Reason;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;

/** The costs of a commit, and the order of reasons when it is refused. */
@ExtendWith(LocalServer.class)
class CommitTest {

    private static final String TABLE = "commits";

    private final RequestCounter counter = new RequestCounter();
    private final DynamoDbClient client;
    private final Counts counts;
    private final Scene scene;
    private final String order;

    CommitTest(LocalDynamoDb server) {
        client = counter.client(server);
        counts = Counts.in(server, "commits-counts");
        scene = new Scene(LocalDynamoDb.ready(DynamoDbStore.of(client, TABLE)));
        order = scene.key.scope();
        counter.drain();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void aFreshCommitIsOneRequestAndSoIsItsDuplicate() {
        Completed committed = Scene.committed(scene.commit(scene.newId(), once()));
        assertThat(counter.drain()).containsExactly("TransactWriteItems");
        assertThat(scene.commit(scene.newId(), once())).isEqualTo(done(committed));
        assertThat(counter.drain()).containsExactly("TransactWriteItems");
        assertThat(scene.found()).isEqualTo(committed);
        assertThat(counts.of(order)).isEqualTo(1);
    }

    @Test
    void aCommitWithoutEffectsIsAPlainPut() {
        Scene.committed(scene.commit(scene.newId(), DynamoDbWrites.none()));
        assertThat(counter.drain()).containsExactly("PutItem");
    }

    @Test
    void aLargeResultGoesToASideItemFirst() {
        StoredResult large = Scene.success(Scene.noise(50_000));
        Completed committed = Scene.committed(scene.commit(scene.newId(), large, false, once()));
        assertThat(counter.drain()).containsExactly("PutItem", "TransactWriteItems");
        assertThat(scene.found()).isEqualTo(committed);
        assertThat(committed.result()).isEqualTo(large);
        assertThat(scene.claim(scene.newId())).isEqualTo(new ClaimVerdict.Completed(committed));
    }

    @Test
    void aDuplicateOfALargeCommitPutsASideItemInVainAndReadsTheOther() {
        StoredResult large = Scene.success(Scene.noise(50_000));
        Completed committed = Scene.committed(scene.commit(scene.newId(), large, false, once()));
        counter.drain();
        assertThat(scene.commit(scene.newId(), large, false, once())).isEqualTo(done(committed));
        assertThat(counter.drain()).containsExactly("PutItem", "TransactWriteItems", "GetItem");
        assertThat(counts.of(order)).isEqualTo(1);
    }

    @Test
    void aCommitPastTheWindowOrOverAReleasedClaimIsTwoRequests() {
        Scene.committed(scene.commit(scene.newId(), once()));
        scene.now = scene.now.plus(Duration.ofDays(1));
        counter.drain();
        Scene.committed(scene.commit(scene.newId(), once()));
        assertThat(counter.drain()).containsExactly("TransactWriteItems", "TransactWriteItems");
        scene.now = scene.now.plus(Duration.ofDays(1));
        Scene.applied(scene.release(scene.claimed().claim().id(), Certainty.UNKNOWN));
        IdempotencyRecord released = scene.found();
        counter.drain();
        assertThat(scene.commit(scene.newId(), once())).isInstanceOf(TakeOverNeeded.class);
        assertThat(counter.drain()).containsExactly("TransactWriteItems");
        assertThat(scene.found()).isEqualTo(released);
        counter.drain();
        Scene.committed(scene.commit(scene.newId(), Scene.small(), true, once()));
        assertThat(counter.drain()).containsExactly("TransactWriteItems", "TransactWriteItems");
        assertThat(counts.of(order)).isEqualTo(3);
    }

    @Test
    void aCheckpointWithEffectsIsTwoRequestsAndItsRepetitionOneRead() {
        ClaimId id = scene.claimed().claim().id();
        counter.drain();
        Scene.applied(checkpoint(id, once()));
        assertThat(counter.drain()).containsExactly("GetItem", "TransactWriteItems");
        Scene.applied(checkpoint(id, once()));
        assertThat(checkpoint(scene.newId(), once())).isInstanceOf(WriteVerdict.Fenced.class);
        assertThat(counter.drain()).containsExactly("GetItem", "GetItem");
        assertThat(counts.of(order)).isEqualTo(1);
    }

    // ---- whose reason counts ----

    @Test
    void S3_theRecordIsJudgedBeforeTheEffects() {
        DynamoDbWrites insert = DynamoDbWrites.none().put(insert("secret"));
        Completed committed = Scene.committed(scene.commit(scene.newId(), insert));
        assertThat(scene.commit(scene.newId(), insert)).isEqualTo(done(committed));
    }

    @Test
    void S7_refusedEffectsAreToldByIndexAndCodeAndLeaveNothing() {
        Scene.committed(scene.commit(scene.newId(), DynamoDbWrites.none().put(insert("secret"))));
        Scene other = new Scene(scene.store);
        DynamoDbWrites writes =
                DynamoDbWrites.none().update(counts.plusOne("other")).check(counts.mustBeAbsent(order));
        EffectsRefusedException e =
                catchThrowableOfType(EffectsRefusedException.class, () -> other.commit(other.newId(), writes));
        assertThat(e.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.index()).isEqualTo(1);
            assertThat(refusal.code()).isEqualTo(EffectsRefusedException.CONDITION_FAILED);
            assertThat(refusal.item()).containsEntry("note", AttributeValue.fromS("secret"));
            assertThat(refusal.toString()).doesNotContain("secret");
        });
        assertThat(e).hasMessageContaining("writes[1] ConditionalCheckFailed");
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain("secret");
        }
        assertThat(scene.store.find(other.key, other.call())).isEmpty();
        assertThat(counts.of("other")).isZero();
    }

    // ---- refused before anything is sent ----

    @Test
    void aWriteOnTheRecordItselfIsRefused() {
        Map<String, AttributeValue> record = Counts.key(scene.key.recordId());
        DynamoDbWrites put = DynamoDbWrites.none()
                .put(Put.builder().tableName(TABLE).item(record).build());
        DynamoDbWrites update = DynamoDbWrites.none()
                .update(new Counts(counts.server(), "arn:aws:dynamodb:us-east-1:000000000000:table/" + TABLE)
                        .plusOne(scene.key.recordId()));
        for (DynamoDbWrites effects : new DynamoDbWrites[] {put, update}) {
            assertThatThrownBy(() -> scene.commit(scene.newId(), effects))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("writes[0] is on the idempotency record itself");
            assertThatThrownBy(() -> checkpoint(scene.newId(), effects)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(counter.drain()).isEmpty();
    }

    @Test
    void S10_whatNoTransactionTakesIsRefused() {
        DynamoDbWrites total = DynamoDbWrites.none();
        for (int i = 0; i < 11; i++) {
            total = total.put(large(i, 390_000));
        }
        expectTooLarge(total, "one transaction");
        expectTooLarge(DynamoDbWrites.none().update(counts.plusOne(order)).put(large(0, 500_000)), "writes[1]");
        assertThat(counter.drain()).isEmpty();
    }

    private void expectTooLarge(DynamoDbWrites effects, String message) {
        StoredResult aside = Scene.success(Scene.noise(5000));
        StoreException e =
                catchThrowableOfType(StoreException.class, () -> scene.commit(scene.newId(), aside, false, effects));
        assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(e).hasMessageContaining(message);
    }

    private Put large(int number, int bytes) {
        SdkBytes data = SdkBytes.fromByteArray(new byte[bytes]);
        return Put.builder()
                .tableName(counts.table())
                .item(Map.of("id", AttributeValue.fromS("large-" + number), "data", AttributeValue.fromB(data)))
                .build();
    }

    private Put insert(String note) {
        return Put.builder()
                .tableName(counts.table())
                .item(Map.of("id", AttributeValue.fromS(order), "note", AttributeValue.fromS(note)))
                .conditionExpression("attribute_not_exists(id)")
                .build();
    }

    private DynamoDbWrites once() {
        return DynamoDbWrites.none().update(counts.plusOne(order));
    }

    private WriteVerdict checkpoint(ClaimId id, DynamoDbWrites effects) {
        RecoveryPoint point = new RecoveryPoint("charge", null, 1, scene.now);
        return scene.store.checkpoint(new WriteRequest.Checkpoint(scene.key, id, point), effects, scene.call());
    }

    private static CommitVerdict done(Completed record) {
        return new Answered(new ClaimVerdict.Completed(record));
    }
}
