// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Unreadable;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Records of Powertools for AWS Lambda answer for themselves, and are taken over only where they may be. */
@ExtendWith(LocalServer.class)
class PowertoolsItemsTest {

    private static final String TABLE = "powertools";

    private final LocalDynamoDb server;
    private final Scene scene;
    private final String id = "orders.Handler.handle#" + UUID.randomUUID();

    PowertoolsItemsTest(LocalDynamoDb server) {
        this.server = server;
        this.scene = new Scene(LocalDynamoDb.ready(DynamoDbStore.builder(server.client(), TABLE)
                .recordIds(key -> id)
                .build()));
    }

    @Test
    void S3_aCompletedRecordIsReplayedByPolicyAndElseUnverifiable() {
        plant("powertools-completed.json");
        assertThat(scene.claim(scene.newId())).isInstanceOf(ClaimVerdict.Unverifiable.class);
        assertThat(scene.claim(scene.newId(), FingerprintPolicy.ACCEPT_INCOMPARABLE))
                .isInstanceOfSatisfying(ClaimVerdict.Completed.class, done -> {
                    assertThat(done.record().result()).isEqualTo(Scene.small());
                    assertThat(done.record().claim().id()).isEqualTo(ClaimId.FOREIGN);
                    assertThat(done.record().fingerprint())
                            .isEqualTo(new Fingerprint("powertools-md5", "5d41402abc4b2a76b9719d911017c592"));
                });
    }

    @Test
    void S9_aCompletedRecordPastItsExpirationIsTakenOverToTheMillisecond() {
        plant("powertools-completed.json");
        scene.now = Instant.ofEpochSecond(4_102_448_400L).minusMillis(1);
        assertThat(scene.claim(scene.newId())).isInstanceOf(ClaimVerdict.Unverifiable.class);
        scene.now = scene.now.plusMillis(1);
        InProgress mine = scene.claimed();
        assertThat(mine.claim().attempt()).isEqualTo(1);
        assertThat(scene.found()).isEqualTo(mine);
        Completed done = (Completed) Scene.applied(scene.complete(mine.claim().id(), Scene.small()));
        assertThat(scene.found()).isEqualTo(done);
    }

    @Test
    void S2_aLiveRecordIsHeldAndALapsedOneTakenOver() {
        plant("powertools-in-progress.json");
        scene.now = Instant.ofEpochMilli(4_102_444_830_249L);
        assertThat(scene.claim(scene.newId(), FingerprintPolicy.ACCEPT_INCOMPARABLE))
                .isInstanceOf(ClaimVerdict.InProgress.class);
        scene.now = scene.now.plusMillis(1);
        assertThat(scene.claim(scene.newId())).isInstanceOf(ClaimVerdict.Unverifiable.class);
        assertThat(scene.claim(scene.newId(), FingerprintPolicy.ACCEPT_INCOMPARABLE))
                .isInstanceOfSatisfying(ClaimVerdict.Claimed.class, claimed -> {
                    assertThat(claimed.record().claim().attempt()).isEqualTo(2);
                    assertThat(claimed.record().earlier()).isEqualTo(Certainty.UNKNOWN);
                    assertThat(claimed.record()).isEqualTo(scene.found());
                });
    }

    @Test
    void S2_aRecordWithoutADeadlineIsLiveUntilItExpires() {
        plant("powertools-in-progress-without-deadline.json");
        scene.now = Instant.ofEpochSecond(4_102_448_400L).minusMillis(1);
        assertThat(scene.claim(scene.newId(), FingerprintPolicy.ACCEPT_INCOMPARABLE))
                .isInstanceOf(ClaimVerdict.InProgress.class);
        scene.now = scene.now.plusMillis(1);
        assertThat(scene.claimed().claim().attempt()).isEqualTo(1);
    }

    @Test
    void S1_aTakeOverIsRefusedWhenTheRecordChangedMeanwhile() {
        Map<String, AttributeValue> seen = plant("powertools-in-progress.json");
        plant("powertools-completed.json");
        Attributes names = new Attributes(Map.of(), null);
        DynamoDbRequests requests = new DynamoDbRequests(server.client(), TABLE, names);
        Call call = new Call("table", "claim", scene.call(), System::nanoTime);
        assertThat(requests.put(call, seen, UnchangedCondition.of(names, seen))).isInstanceOf(Reply.Refused.class);
    }

    @Test
    void S12_anUnknownStatusIsUnreadable() {
        Map<String, AttributeValue> item = new HashMap<>(GoldenItem.read("powertools-completed.json"));
        item.put("status", AttributeValue.fromS("EXPIRED"));
        put(item);
        assertThat(scene.found()).isInstanceOf(Unreadable.class);
    }

    private Map<String, AttributeValue> plant(String name) {
        Map<String, AttributeValue> item = new HashMap<>(GoldenItem.read(name));
        put(item);
        return item;
    }

    private void put(Map<String, AttributeValue> item) {
        item.put("id", AttributeValue.fromS(id));
        server.client().putItem(request -> request.tableName(TABLE).item(item));
    }
}
