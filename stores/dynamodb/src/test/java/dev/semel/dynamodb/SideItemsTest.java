// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.semel.model.Blob;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Unreadable;
import dev.semel.model.StoredResult;
import dev.semel.model.StoredResult.Missing;
import dev.semel.model.WriteVerdict.Fenced;
import dev.semel.store.ListingStore;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Large results and recovery points: kept beside the record, outliving it, reported when they are lost. */
@ExtendWith(LocalServer.class)
class SideItemsTest {

    private static final String TABLE = "side-items";
    private static final StoredResult LARGE = Scene.success(Blob.utf8("large ".repeat(2000)));
    private static final StoredResult OVERSIZED = Scene.success(Scene.noise(500_000));

    private final LocalDynamoDb server;
    private final Scene scene;

    SideItemsTest(LocalDynamoDb server) {
        this.server = server;
        this.scene = new Scene(server.store(TABLE));
    }

    @Test
    void S12_aLostResultIsReportedAndNeverReExecuted() {
        Completed completed = complete(scene, LARGE);
        delete(onlySideItem());
        scene.now = scene.now.plus(Scene.LEASE);
        assertThat(scene.claim(scene.newId()))
                .isInstanceOfSatisfying(
                        ClaimVerdict.Completed.class,
                        done -> assertThat(done.record().result())
                                .isEqualTo(new Missing("its side item is gone", LARGE.digest())));
        assertThat(Scene.applied(scene.complete(completed.claim().id(), LARGE))).isNotNull();
    }

    @Test
    void S12_aDamagedResultIsReported() {
        complete(scene, LARGE);
        Map<String, AttributeValue> side = new HashMap<>(onlySideItem());
        side.put("data", AttributeValue.fromS("not deflated"));
        put(side);
        assertThat(((Completed) scene.found()).result())
                .isEqualTo(new Missing("its side item is damaged", LARGE.digest()));
    }

    @Test
    void S12_aResultThatDoesNotMatchItsDigestIsReported() {
        complete(scene, Scene.small());
        Map<String, AttributeValue> item = new HashMap<>(record());
        item.put("data", AttributeValue.fromS("{\"receipt\":43}"));
        put(item);
        assertThat(((Completed) scene.found()).result())
                .isEqualTo(new Missing(
                        "it does not match its digest", Scene.small().digest()));
    }

    @Test
    void S5_aFencedCompletionLeavesTheStoredLargeResult() {
        Completed completed = complete(scene, LARGE);
        StoredResult other = Scene.success(Blob.utf8("other ".repeat(2000)));
        scene.now = scene.now.plusSeconds(60); // its side item would live longer
        assertThat(scene.complete(completed.claim().id(), other)).isEqualTo(new Fenced(completed));
        assertThat(scene.found()).isEqualTo(completed);
    }

    @Test
    void aSideItemOutlivesItsRecordByADayAndARepetitionNeverShortensIt() {
        Completed completed = complete(scene, LARGE);
        long end = completed.windowEndsAt().plus(Duration.ofDays(1)).getEpochSecond();
        assertThat(number(onlySideItem(), "expiration")).isEqualTo(end);
        scene.now = scene.now.minusSeconds(60);
        Scene.applied(scene.complete(completed.claim().id(), LARGE));
        assertThat(number(onlySideItem(), "expiration")).isEqualTo(end);
    }

    @Test
    void aLargeRecoveryPointOutlivesRenewalsAndQuarantine() {
        ClaimId id = scene.claimed().claim().id();
        Scene.applied(scene.checkpoint(id, "upload", Scene.noise(5000)));
        InProgress renewed = (InProgress) Scene.applied(scene.renew(id, Scene.LEASE, Duration.ofDays(100)));
        assertThat(number(onlySideItem(), "expiration"))
                .isGreaterThanOrEqualTo(
                        renewed.retainedUntil().plus(Duration.ofDays(1)).getEpochSecond());
        assertThat(scene.found()).isEqualTo(renewed);
        assertThat(scene.store
                        .list(new ListingStore.Query(scene.key.recordId(), 1000, ""), scene.call())
                        .entries())
                .extracting(ListingStore.Entry::record)
                .containsExactly(renewed);
        Scene.applied(scene.quarantine(id));
        Instant inNineYears = scene.now.plus(Duration.ofDays(3285));
        assertThat(number(onlySideItem(), "expiration")).isGreaterThan(inNineYears.getEpochSecond());
    }

    /** The record has room for either point alone: a duplicate pays for the size of the record. */
    @Test
    void aRecoveryPointForWhichOthersLeaveNoRoomIsKeptAside() {
        ClaimId id = scene.claimed().claim().id();
        Scene.applied(scene.checkpoint(id, "first", Scene.noise(300)));
        assertThat(sideItems()).isEmpty();
        InProgress both = (InProgress) Scene.applied(scene.checkpoint(id, "second", Scene.noise(300)));
        assertThat(onlySideItem()).isNotEmpty();
        assertThat(scene.found()).isEqualTo(both);
        assertThat(ItemSize.of(record())).isLessThanOrEqualTo(1024);
    }

    @Test
    void S12_aRecordWhoseRecoveryPointIsLostIsNeitherReadNorClaimed() {
        Scene.applied(scene.checkpoint(scene.claimed().claim().id(), "upload", Scene.noise(5000)));
        delete(onlySideItem());
        assertThat(scene.found()).isInstanceOf(Unreadable.class);
    }

    @Test
    void S10_anOversizedResultIsRefusedBeforeAnythingIsWritten() {
        InProgress mine = scene.claimed();
        StoreException e = catchThrowableOfType(
                StoreException.class, () -> scene.complete(mine.claim().id(), OVERSIZED));
        assertThat(e.reason()).isEqualTo(StoreException.Reason.TOO_LARGE);
        assertThat(sideItems()).isEmpty();
        assertThat(scene.found()).isEqualTo(mine);
    }

    @Test
    void byPolicyAKeyCompletesWithoutAnOversizedResult() {
        Scene without = new Scene(DynamoDbStore.builder(server.client(), TABLE)
                .oversizedResults(OversizedResults.completeWithoutResult())
                .build());
        Completed completed = complete(without, OVERSIZED);
        assertThat(completed.result())
                .isInstanceOfSatisfying(
                        Missing.class, missing -> assertThat(missing.digest()).isEqualTo(OVERSIZED.digest()));
        assertThat(without.found()).isEqualTo(completed);
        assertThat(Scene.applied(without.complete(completed.claim().id(), OVERSIZED)))
                .isEqualTo(completed);
    }

    @Test
    void byPolicyAnOversizedResultGoesToTheOverflowStore() {
        Map<String, Blob> bucket = new HashMap<>();
        Scene overflowing = new Scene(DynamoDbStore.builder(server.client(), TABLE)
                .oversizedResults(OversizedResults.overflowTo(new Bucket(bucket)))
                .build());
        Completed completed = complete(overflowing, OVERSIZED);
        assertThat(completed.result()).isEqualTo(OVERSIZED);
        assertThat(overflowing.found()).isEqualTo(completed);
        bucket.clear();
        assertThat(((Completed) overflowing.found()).result()).isInstanceOf(Missing.class);
    }

    @Test
    void noNameInTheOverflowStoreIsARelativePath() {
        Map<String, Blob> bucket = new HashMap<>();
        DynamoDbStore store = DynamoDbStore.builder(server.client(), TABLE)
                .oversizedResults(OversizedResults.overflowTo(new Bucket(bucket)))
                .build();
        Scene climbing = new Scene(
                store, new IdempotencyKey("..", ".", "../etc." + scene.newId().value()));
        Completed completed = complete(climbing, OVERSIZED);
        assertThat(bucket.keySet())
                .singleElement()
                .satisfies(name -> assertThat(name)
                        .startsWith("%2E%2E/%2E/%2E%2E%2Fetc%2E")
                        .doesNotContain("."));
        assertThat(climbing.found()).isEqualTo(completed);
    }

    @Test
    void S10_whatWouldNotBeInflatedAgainIsRefusedBeforeAnythingIsWritten() {
        Blob endless = Blob.of(new byte[Compression.LIMIT + 1]);
        InProgress mine = scene.claimed();
        for (ThrowingCallable write : List.<ThrowingCallable>of(
                () -> scene.complete(mine.claim().id(), Scene.success(endless)),
                () -> scene.checkpoint(mine.claim().id(), "step", endless))) {
            StoreException e = catchThrowableOfType(StoreException.class, write);
            assertThat(e.reason()).isEqualTo(StoreException.Reason.TOO_LARGE);
            assertThat(e).hasMessageContaining("67108865 bytes, the limit is 67108864");
        }
        assertThat(sideItems()).isEmpty();
        assertThat(scene.found()).isEqualTo(mine);
    }

    private static Completed complete(Scene scene, StoredResult result) {
        return (Completed) Scene.applied(scene.complete(scene.claimed().claim().id(), result));
    }

    private Map<String, AttributeValue> record() {
        Map<String, AttributeValue> id = Map.of("id", AttributeValue.fromS(scene.key.recordId()));
        return server.client()
                .getItem(request -> request.tableName(TABLE).key(id))
                .item();
    }

    private Map<String, AttributeValue> onlySideItem() {
        List<Map<String, AttributeValue>> items = sideItems();
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    private List<Map<String, AttributeValue>> sideItems() {
        return server.client().scanPaginator(request -> request.tableName(TABLE)).items().stream()
                .filter(item -> GoldenItem.text(item, "id").startsWith(scene.key.recordId() + "/"))
                .toList();
    }

    private void put(Map<String, AttributeValue> item) {
        server.client().putItem(request -> request.tableName(TABLE).item(item));
    }

    private void delete(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> id = Map.of("id", AttributeValue.fromS(GoldenItem.text(item, "id")));
        server.client().deleteItem(request -> request.tableName(TABLE).key(id));
    }

    private static long number(Map<String, AttributeValue> item, String attribute) {
        return Fields.number(item.get(attribute), attribute);
    }

    private record Bucket(Map<String, Blob> contents) implements OverflowStore {

        @Override
        public void put(String name, Blob content, Instant keepUntil, Duration timeout) {
            contents.put(name, content);
        }

        @Override
        public Optional<Blob> get(String name, Duration timeout) {
            return Optional.ofNullable(contents.get(name));
        }
    }
}
