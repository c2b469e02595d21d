// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.store.StoreCall;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Each state is stored exactly as its golden item, and that item reads back as the record that was stored. */
@ExtendWith(LocalServer.class)
class GoldenItemsTest {

    private static final String TABLE = "golden";
    private static final Instant START = Instant.parse("2026-01-02T03:00:00.250Z");
    private static final ClaimId CLAIM = ClaimId.of(1, 2);
    private static final IdempotencyKey KEY = new IdempotencyKey("acme", "charge", "order/1");

    private final LocalDynamoDb server;
    private final DynamoDbStore store;
    private final Map<String, AttributeValue> id = Map.of("id", AttributeValue.fromS(KEY.recordId()));

    GoldenItemsTest(LocalDynamoDb server) {
        this.server = server;
        this.store = server.store(TABLE);
        server.client().deleteItem(request -> request.tableName(TABLE).key(id));
        ClaimRequest claim = new ClaimRequest(
                KEY,
                CLAIM,
                Scene.PAYLOAD,
                FingerprintPolicy.REFUSE_INCOMPARABLE,
                Duration.ofSeconds(30),
                Duration.ofDays(1),
                "golden");
        store.claim(claim, at(0));
    }

    @Test
    void inProgress() {
        expectGolden("in-progress.json");
    }

    @Test
    void inProgressWithRecoveryPoints() {
        checkpoint("charge", Blob.utf8("payment 7"));
        checkpoint("mail", null);
        checkpoint("upload", Blob.utf8("large".repeat(1000)));
        expectGolden("in-progress-with-recovery-points.json");
    }

    @Test
    void released() {
        Scene.applied(store.release(new WriteRequest.Release(KEY, CLAIM, Certainty.NOT_EXECUTED), at(1)));
        expectGolden("released.json");
    }

    @Test
    void quarantined() {
        Scene.applied(store.quarantine(new WriteRequest.Quarantine(KEY, CLAIM, "no answer"), at(1)));
        expectGolden("quarantined.json");
    }

    @Test
    void completed() {
        complete(Scene.small());
        expectGolden("completed.json");
    }

    @Test
    void completedWithALargeResult() {
        complete(Scene.success(Blob.utf8("large".repeat(1000))));
        expectGolden("completed-large.json");
        Map<String, AttributeValue> golden = new HashMap<>(GoldenItem.read("side-item.json"));
        server.client().putItem(request -> request.tableName(TABLE).item(golden));
        assertThat(((Completed) store.find(KEY, at(2)).orElseThrow()).result())
                .isEqualTo(Scene.success(Blob.utf8("large".repeat(1000))));
        Map<String, AttributeValue> stored = new HashMap<>(item(GoldenItem.text(golden, "id")));
        golden.remove("data"); // another version of zlib may compress otherwise
        stored.remove("data");
        assertThat(stored).isEqualTo(golden);
    }

    @Test
    void failed() {
        complete(new StoredResult.FinalFailure("card.declined", Blob.of(new byte[] {(byte) 0xC0, 0})));
        expectGolden("failed.json");
    }

    @Test
    void completedWithoutKeepingTheResult() {
        complete(new StoredResult.Missing("not kept", Scene.small().digest()));
        expectGolden("completed-without-result.json");
    }

    private void expectGolden(String name) {
        Map<String, AttributeValue> golden = GoldenItem.read(name);
        IdempotencyRecord stored = store.find(KEY, at(2)).orElseThrow();
        assertThat(item(KEY.recordId())).isEqualTo(golden);
        server.client().putItem(request -> request.tableName(TABLE).item(new HashMap<>(golden)));
        assertThat(store.find(KEY, at(2))).hasValue(stored);
        assertThat(stored).isInstanceOf(IdempotencyRecord.Known.class);
    }

    private Map<String, AttributeValue> item(String recordId) {
        return server.client()
                .getItem(request -> request.tableName(TABLE).key(Map.of("id", AttributeValue.fromS(recordId))))
                .item();
    }

    private void complete(StoredResult result) {
        Scene.applied(store.complete(new WriteRequest.Complete(KEY, CLAIM, result, Duration.ofHours(1)), at(1)));
    }

    private void checkpoint(String step, @Nullable Blob value) {
        RecoveryPoint point = new RecoveryPoint(step, value, 1, START.plusSeconds(1));
        Scene.applied(store.checkpoint(new WriteRequest.Checkpoint(KEY, CLAIM, point), at(1)));
    }

    private static StoreCall at(int seconds) {
        return new StoreCall(START.plusSeconds(seconds), Duration.ofSeconds(30));
    }
}
