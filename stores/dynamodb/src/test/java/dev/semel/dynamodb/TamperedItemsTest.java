// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.CommitRequest;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.Transitions;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.BatchAnswer;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;

/**
 * S12: an item that somebody changed by hand is read as what it still is, or is unreadable. It never makes a call fail
 * with a raw exception, and never touches its neighbours in a batch. To repeat or vary a run: {@code
 * -Dsemel.tampering.seed=…}, {@code -Dsemel.tampering.count=…} and {@code -Dsemel.tampering.rounds=…}.
 */
@ExtendWith(LocalServer.class)
class TamperedItemsTest {

    private static final String TABLE = "tampered-items";
    private static final long SEED = Long.getLong("semel.tampering.seed", 29_000);
    private static final int COUNT = Integer.getInteger("semel.tampering.count", 29_000);
    private static final int ROUNDS = Integer.getInteger("semel.tampering.rounds", 6);
    private static final int TAMPERED = 20;
    private static final int HEALTHY = 5;

    private static final ClaimId CLAIM = ClaimId.of(1, 2);
    private static final Instant AFTER = Instant.parse("2026-01-02T03:00:01.250Z");
    private static final List<String> GOLDEN = List.of(
            "in-progress",
            "taken-over",
            "in-progress-with-recovery-points",
            "in-progress-with-recovery-points",
            "released",
            "quarantined",
            "completed",
            "completed-large",
            "failed",
            "completed-without-result",
            "powertools-completed",
            "powertools-in-progress",
            "powertools-in-progress-without-deadline");

    private final LocalDynamoDb server;
    private final DynamoDbStore store;

    TamperedItemsTest(LocalDynamoDb server) {
        this.server = server;
        this.store = server.store(TABLE);
    }

    @Test
    void S12_everyTamperedItemIsARecordThatTheProtocolCanDecideAbout() {
        Attributes attributes = new Attributes(Map.of(), null);
        ItemCodec codec = new ItemCodec(attributes);
        List<Map<String, AttributeValue>> golden =
                GOLDEN.stream().map(name -> GoldenItem.read(name + ".json")).toList();
        int unreadable = 0;
        for (int i = 0; i < COUNT; i++) {
            Map<String, AttributeValue> item = new Tampering(SEED + i).change(golden.get(i % GOLDEN.size()));
            try {
                codec.sideItemIds("id", item);
                IdempotencyRecord record = codec.decode(item, TamperedItemsTest::sideValue);
                unreadable += record instanceof IdempotencyRecord.Unreadable ? 1 : 0;
                decideAbout(record, i % 2 == 0 ? AFTER : AFTER.plus(Duration.ofDays(400)));
                if (record instanceof IdempotencyRecord.Known) {
                    UnchangedCondition.of(attributes, item);
                }
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + (SEED + i) + ", item " + item, e);
            }
        }
        assertThat(unreadable).as("unreadable of " + COUNT).isBetween(COUNT / 3, COUNT * 9 / 10);
    }

    private static Blob sideValue(SidePointer pointer, Placement placement) throws MissingSideItemException {
        Blob large = Blob.utf8("large".repeat(1000));
        if (placement == Placement.OVERFLOW || pointer.digest().isEmpty()) {
            throw new MissingSideItemException("it is gone");
        }
        return large;
    }

    private static void decideAbout(IdempotencyRecord record, Instant now) {
        IdempotencyKey key = IdempotencyKey.of("tampered", "1");
        Transitions.claim(record, claim(key), now);
        for (WriteRequest write : writes(key)) {
            Transitions.write(record, write, now);
        }
        for (boolean takeOver : new boolean[] {true, false}) {
            Transitions.commit(
                    record,
                    new CommitRequest(
                            key,
                            ClaimId.of(3, 4),
                            Scene.PAYLOAD,
                            FingerprintPolicy.ACCEPT_INCOMPARABLE,
                            Scene.small(),
                            Scene.WINDOW,
                            takeOver,
                            ""),
                    now);
        }
    }

    @Test
    void S12_aTamperedItemIsAnsweredAloneAndAsByASingleCall() {
        for (int round = 0; round < ROUNDS; round++) {
            long seed = SEED + 1_000L * round;
            List<IdempotencyKey> single = planted(seed);
            List<IdempotencyKey> batch = planted(seed);
            List<String> expected = new ArrayList<>();
            single.forEach(key -> expected.add(kind(() -> store.claim(claim(key), call()))));
            List<BatchAnswer<ClaimVerdict>> answers =
                    store.claimAll(batch.stream().map(TamperedItemsTest::claim).toList(), call());
            assertThat(answers.stream().map(TamperedItemsTest::kind))
                    .as("claims, seed " + seed)
                    .isEqualTo(expected);
            assertThat(expected.subList(TAMPERED, TAMPERED + HEALTHY)).containsOnly("Completed");
            expectWritesAlike(seed);
        }
    }

    private void expectWritesAlike(long seed) {
        List<IdempotencyKey> single = planted(seed);
        List<IdempotencyKey> batch = planted(seed);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < single.size(); i++) {
            WriteRequest write = writes(single.get(i)).get(i % 3);
            expected.add(kind(() -> send(write)));
        }
        List<WriteRequest> writes = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            writes.add(writes(batch.get(i)).get(i % 3));
        }
        List<BatchAnswer<WriteVerdict>> answers = store.writeAll(writes, call());
        assertThat(answers.stream().map(TamperedItemsTest::kind))
                .as("writes, seed " + seed)
                .isEqualTo(expected);
        for (int i = TAMPERED; i < TAMPERED + HEALTHY; i++) { // S6: the completion that the record shows is recognised
            assertThat(expected.get(i)).isEqualTo(i % 3 == 0 ? "Applied" : "Fenced");
        }
    }

    /** Plants tampered items, then healthy completed ones. */
    private List<IdempotencyKey> planted(long seed) {
        String scope = "tampered-" + UUID.randomUUID();
        List<IdempotencyKey> keys = new ArrayList<>();
        List<PutRequest> puts = new ArrayList<>();
        for (int i = 0; i < TAMPERED + HEALTHY; i++) {
            IdempotencyKey key = IdempotencyKey.of(scope, "order-" + i);
            String name = i < TAMPERED ? GOLDEN.get(i % GOLDEN.size()) : "completed";
            Map<String, AttributeValue> item = new HashMap<>(GoldenItem.read(name + ".json"));
            if (i < TAMPERED) {
                item = new HashMap<>(new Tampering(seed + i).change(item));
            }
            item.put("id", AttributeValue.fromS(key.recordId()));
            puts.add(PutRequest.builder().item(item).build());
            keys.add(key);
        }
        server.client()
                .batchWriteItem(batch -> batch.requestItems(Map.of(
                        TABLE,
                        puts.stream()
                                .map(put -> software.amazon.awssdk.services.dynamodb.model.WriteRequest.builder()
                                        .putRequest(put)
                                        .build())
                                .toList())));
        return keys;
    }

    private WriteVerdict send(WriteRequest request) {
        return switch (request) {
            case WriteRequest.Complete complete -> store.complete(complete, call());
            case WriteRequest.Release release -> store.release(release, call());
            case WriteRequest.Renew renew -> store.renew(renew, call());
            case WriteRequest.Checkpoint checkpoint -> store.checkpoint(checkpoint, call());
            case WriteRequest.Quarantine quarantine -> store.quarantine(quarantine, call());
            case WriteRequest.Resolve resolve -> store.resolve(resolve, call());
        };
    }

    private static List<WriteRequest> writes(IdempotencyKey key) {
        return List.of(
                new WriteRequest.Complete(key, CLAIM, Scene.small(), Scene.WINDOW),
                new WriteRequest.Renew(key, CLAIM, Scene.LEASE, Scene.RETENTION),
                new WriteRequest.Quarantine(key, CLAIM, "no answer"),
                new WriteRequest.Release(key, CLAIM, Certainty.UNKNOWN),
                new WriteRequest.Checkpoint(key, CLAIM, new RecoveryPoint("later", Blob.utf8("1"), 1, AFTER)),
                new WriteRequest.Resolve(key, CLAIM, new WriteRequest.Resolution.ReExecute(Scene.RETENTION)),
                new WriteRequest.Resolve(
                        key, CLAIM, new WriteRequest.Resolution.WithResult(Scene.small(), Scene.WINDOW)));
    }

    private static ClaimRequest claim(IdempotencyKey key) {
        return new ClaimRequest(
                key,
                ClaimId.of(3, 4),
                Scene.PAYLOAD,
                FingerprintPolicy.ACCEPT_INCOMPARABLE,
                Scene.LEASE,
                Scene.RETENTION,
                "tampering");
    }

    private static StoreCall call() {
        return new StoreCall(AFTER, Duration.ofSeconds(30));
    }

    private static String kind(Supplier<?> call) {
        try {
            return call.get().getClass().getSimpleName();
        } catch (StoreException e) {
            return e.reason().name();
        }
    }

    private static String kind(BatchAnswer<?> answer) {
        return switch (answer) {
            case BatchAnswer.Decided<?> decided -> decided.verdict().getClass().getSimpleName();
            case BatchAnswer.Failed<?> failed -> failed.exception().reason().name();
        };
    }
}
