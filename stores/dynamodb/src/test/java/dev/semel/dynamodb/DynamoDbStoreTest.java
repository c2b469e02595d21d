// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.WriteVerdict.Fenced;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Moments, stale attempts, options and the table itself. */
@ExtendWith(LocalServer.class)
class DynamoDbStoreTest {

    private final LocalDynamoDb server;
    private final Scene scene;

    DynamoDbStoreTest(LocalDynamoDb server) {
        this.server = server;
        this.scene = new Scene(server.store("store"));
    }

    @Test
    void S9_everyMillisecondAroundTheEndOfTheWindowReplaysOrExecutes() {
        for (int millis = -20; millis <= 20; millis++) {
            Scene one = new Scene(server.store("store"));
            Completed completed =
                    (Completed) Scene.applied(one.complete(one.claimed().claim().id(), Scene.small()));
            one.now = completed.windowEndsAt().plusMillis(millis);
            ClaimVerdict verdict = one.claim(one.newId());
            if (millis < 0) {
                assertThat(verdict).as("at %d ms", millis).isEqualTo(new ClaimVerdict.Completed(completed));
            } else {
                assertThat(verdict).as("at %d ms", millis).isInstanceOf(ClaimVerdict.Claimed.class);
            }
        }
    }

    @Test
    void S4_theFenceGrowsAlsoWhenTheWindowEndedBeforeTheLastFenceBecauseClocksDiffer() {
        InProgress first = scene.claimed();
        scene.now = Scene.START.minus(Scene.WINDOW).minusSeconds(2);
        Completed completed =
                (Completed) Scene.applied(scene.complete(first.claim().id(), Scene.small()));
        scene.now = completed.windowEndsAt();
        assertThat(scene.now).isBefore(Instant.ofEpochMilli(first.claim().fence()));
        assertThat(scene.claimed().claim().fence()).isEqualTo(first.claim().fence() + 1);
    }

    @Test
    void S2_aLiveLeaseOutlivesAShortWindowAndRetention() {
        ClaimId id = scene.claimed().claim().id();
        Scene.applied(scene.renew(id, Duration.ofDays(2), Duration.ofSeconds(5)));
        scene.now = scene.now.plus(Duration.ofDays(2)).minusMillis(1);
        assertThat(scene.claim(scene.newId())).isInstanceOf(ClaimVerdict.InProgress.class);
        Scene.applied(scene.complete(id, Scene.small()));
    }

    @Test
    void S5_aFrozenAttemptIsFencedAfterATakeOverAndChangesNothing() {
        ClaimId frozen = scene.claimed().claim().id();
        scene.now = scene.now.plus(Scene.LEASE);
        ClaimId winner = scene.claimed().claim().id();
        expectFenced(frozen, scene.found());
        IdempotencyRecord done = Scene.applied(scene.complete(winner, Scene.small()));
        expectFenced(frozen, done);
    }

    private void expectFenced(ClaimId frozen, IdempotencyRecord there) {
        Fenced fenced = new Fenced(there);
        assertThat(scene.complete(frozen, Scene.success(Scene.noise(9000)))).isEqualTo(fenced);
        assertThat(scene.complete(frozen, Scene.small())).isEqualTo(fenced);
        assertThat(scene.release(frozen, Certainty.UNKNOWN)).isEqualTo(fenced);
        assertThat(scene.renew(frozen, Duration.ofHours(9), Duration.ofHours(9)))
                .isEqualTo(fenced);
        assertThat(scene.checkpoint(frozen, "late", null)).isEqualTo(fenced);
        assertThat(scene.quarantine(frozen)).isEqualTo(fenced);
        assertThat(scene.found()).isEqualTo(there);
    }

    @Test
    void badOptionsAreRefusedByName() {
        assertThatThrownBy(() -> DynamoDbStore.of(server.client(), "")).hasMessageContaining("table");
        DynamoDbStoreBuilder builder = DynamoDbStore.builder(server.client(), "store");
        assertThatThrownBy(() -> builder.recordSizeLimit(1023)).hasMessageContaining("recordSizeLimit");
        assertThatThrownBy(() -> builder.sortKey("sk", "")).hasMessageContaining("sortKey value");
        assertThat(builder.sortKey("sk", "é".repeat(512))).isNotNull();
        assertThatThrownBy(() -> builder.sortKey("sk", "é".repeat(512) + "x"))
                .hasMessageContaining("1 to 1024 bytes, has 1025");
        assertThatThrownBy(() -> builder.attributeName(Attribute.CLAIM, "fence").build())
                .hasMessage("name of FENCE is 'fence', which is used twice");
        String longest = "é".repeat(127) + "x";
        for (String name : List.of("c", longest)) {
            assertThat(DynamoDbStore.builder(server.client(), "store")
                            .attributeName(Attribute.CLAIM, name)
                            .build())
                    .isNotNull();
        }
        assertThatThrownBy(() -> DynamoDbStore.builder(server.client(), "store")
                        .attributeName(Attribute.CLAIM, longest + "x")
                        .build())
                .hasMessageContaining("1 to 255 bytes, has 256");
    }

    @Test
    void recordIdsAreOf1To1900Bytes() {
        String longest = "é".repeat(950);
        for (String id : List.of("x", longest)) {
            assertThat(new Scene(mapping(id)).claimed()).isNotNull();
        }
        for (String id : List.of("", longest + "x")) {
            assertThatThrownBy(() -> new Scene(mapping(id)).claimed())
                    .hasMessageContaining("recordIds must yield 1 to 1900 bytes");
        }
    }

    private DynamoDbStore mapping(String id) {
        return DynamoDbStore.builder(server.client(), "store")
                .recordIds(key -> id)
                .build();
    }

    @Test
    void creatingTheTableAgainIsHarmlessAndEnablesTtl() {
        DynamoDbStore store = LocalDynamoDb.ready(DynamoDbStore.of(server.client(), "created-twice"));
        store.createTable(LocalDynamoDb.BOUND);
        store.createTable(LocalDynamoDb.BOUND);
        assertThat(server.client()
                        .describeTimeToLive(request -> request.tableName("created-twice"))
                        .timeToLiveDescription())
                .satisfies(ttl ->
                        assertThat(ttl.timeToLiveStatus()).isIn(TimeToLiveStatus.ENABLED, TimeToLiveStatus.ENABLING))
                .satisfies(ttl -> assertThat(ttl.attributeName()).isEqualTo("expiration"));
    }

    @Test
    void aTableWithAnotherKeySchemaIsRefused() {
        DynamoDbStore composite = DynamoDbStore.builder(server.client(), "store")
                .sortKey("sk", "IDEMPOTENCY")
                .build();
        assertThatThrownBy(() -> composite.createTable(LocalDynamoDb.BOUND))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.REFUSED))
                .hasMessageContaining("{HASH=id}")
                .hasMessageContaining("{HASH=id, RANGE=sk}");
    }

    @Test
    void itemSizesAreCountedByTheRulesOfDynamoDb() {
        assertThat(ItemSize.of(Map.of("é", AttributeValue.fromS("añb")))).isEqualTo(2 + 4);
        assertThat(ItemSize.of(Map.of("n", AttributeValue.fromN("1234500")))).isEqualTo(1 + 4);
        assertThat(ItemSize.of(Map.of("n", AttributeValue.fromN("-12")))).isEqualTo(1 + 3);
        assertThat(ItemSize.of(Map.of("b", AttributeValue.fromBool(true)))).isEqualTo(2);
        AttributeValue map = AttributeValue.fromM(Map.of("k", AttributeValue.fromS("v")));
        assertThat(ItemSize.of(Map.of("m", map))).isEqualTo(1 + 3 + 1 + 2);
        assertThat(ItemSize.of(Map.of("l", AttributeValue.fromL(List.of(map))))).isEqualTo(1 + 3 + 1 + 6);
    }
}
