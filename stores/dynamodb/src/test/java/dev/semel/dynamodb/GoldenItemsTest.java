// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.ResultDigest;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.store.StoreCall;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
        store.claim(claim(CLAIM), at(0));
    }

    private static ClaimRequest claim(ClaimId id) {
        return new ClaimRequest(
                KEY,
                id,
                Scene.PAYLOAD,
                FingerprintPolicy.REFUSE_INCOMPARABLE,
                Duration.ofSeconds(30),
                Duration.ofDays(1),
                "golden");
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

    @Test
    void takenOver() {
        ClaimRequest later = claim(ClaimId.of(3, 4));
        assertThat(store.claim(later, at(31))).isInstanceOf(ClaimVerdict.Claimed.class);
        expectGolden("taken-over.json");
    }

    /** Earlier builds stored every attribute, whatever its value. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "in-progress",
                "in-progress-with-recovery-points",
                "released",
                "quarantined",
                "completed",
                "completed-large",
                "failed",
                "completed-without-result"
            })
    void anAttributeThatHasItsUsualValueCanBeThereOrNot(String state) {
        Map<String, AttributeValue> full = GoldenItem.read("full/" + state + ".json");
        Map<String, AttributeValue> lean = GoldenItem.read(state + ".json");
        assertThat(full).containsAllEntriesOf(lean).hasSizeGreaterThan(lean.size());
        assertThat(decoded(full)).isEqualTo(decoded(lean)).isInstanceOf(IdempotencyRecord.Known.class);
    }

    /** S12: what an item of a later attempt lost is never read as a first attempt, or as nothing that happened. */
    @ParameterizedTest
    @CsvSource({
        "earlier, attribute 'earlier' is absent",
        "attempt, its attempt and its generation contradict each other",
        "generation, attribute 'generation' is absent",
        "attempt earlier, its attempt and its generation contradict each other"
    })
    void S12_aLaterAttemptKeepsItsPast(String lost, String problem) {
        assertThat(decoded(without("taken-over", lost))).isEqualTo(new IdempotencyRecord.Unreadable(problem));
    }

    /** S12: the record is completed all the same, and a failure whose kind is lost is no success. */
    @ParameterizedTest
    @CsvSource({
        "completed, data, its bytes are absent",
        "completed-large, placement, its bytes are absent",
        "failed, result, it does not match its digest",
        "failed, result detail, it does not match its digest",
        "failed, detail, attribute 'detail' is absent",
        "failed, data, its bytes are absent",
        "completed-without-result, detail, attribute 'detail' is absent",
        "completed-without-result, result, its bytes are absent"
    })
    void S12_aResultThatLostAPartIsMissing(String state, String lost, String reason) {
        Completed damaged = (Completed) decoded(without(state, lost));
        ResultDigest digest = new ResultDigest(GoldenItem.text(GoldenItem.read(state + ".json"), "digest"));
        assertThat(damaged.result()).isEqualTo(new StoredResult.Missing(reason, digest));
    }

    private static Map<String, AttributeValue> without(String state, String lost) {
        Map<String, AttributeValue> item = new HashMap<>(GoldenItem.read(state + ".json"));
        assertThat(item.keySet().removeAll(List.of(lost.split(" ", -1)))).isTrue();
        return item;
    }

    private static IdempotencyRecord decoded(Map<String, AttributeValue> item) {
        return new ItemCodec(new Attributes(Map.of(), null))
                .decode(item, (pointer, placement) -> Blob.utf8("large".repeat(1000)));
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
