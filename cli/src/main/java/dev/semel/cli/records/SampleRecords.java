// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import dev.semel.console.FiguresBuilder;
import dev.semel.console.LoggedFigures;
import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.operate.EventCount;
import dev.semel.store.InMemoryStore;
import dev.semel.store.StoreCall;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A store of samples: what a shop's operations would have left, in every state. */
final class SampleRecords {

    private static final Duration WEEKS = Duration.ofDays(14);
    private static final Duration LEASE = Duration.ofSeconds(45);
    private static final Duration CALL = Duration.ofSeconds(10);

    private final InMemoryStore store = new InMemoryStore();
    private final Instant now;
    private int claims;

    private SampleRecords(Instant now) {
        this.now = now;
    }

    /** {@return a store of samples whose times lie around a moment} */
    static InMemoryStore plantedAt(Instant now) {
        SampleRecords sample = new SampleRecords(now.truncatedTo(ChronoUnit.MILLIS));
        sample.plant();
        return sample.store;
    }

    private void plant() {
        for (int i = 0; i < 96; i++) {
            completed("charge", "order-" + (4000 + i), Duration.ofMinutes(7L + 11L * i * i / 10));
        }
        for (int i = 0; i < 1096; i++) {
            completed("send-receipt", "order-" + (3000 + i), Duration.ofMinutes(9 + 11L * i));
        }
        for (int i = 0; i < 9; i++) {
            completed("import", "inbox/2026/stock-" + (310 + i) + ".csv", Duration.ofHours(3L + 5L * i));
        }
        failed("charge", "order-4101", "card-declined", Duration.ofMinutes(50));
        failed("charge", "order-4107", "card-declined", Duration.ofHours(5));
        failed("refund", "order-3980", "nothing-to-refund", Duration.ofHours(9));
        quarantined("charge", "order-4117", "the payment provider gave no answer", Duration.ofMinutes(38), true);
        quarantined("charge", "order-4120", "the payment provider gave no answer", Duration.ofMinutes(36), false);
        quarantined("refund", "order-3977", "lease lapsed in the second attempt", Duration.ofHours(26), true);
        lapsed("charge", "order-4122", Duration.ofMinutes(21));
        lapsed("import", "inbox/2026/stock-322.csv", Duration.ofHours(2));
        released("send-receipt", "order-4118", Duration.ofMinutes(4), Certainty.NOT_EXECUTED);
        released("charge", "order-4119", Duration.ofMinutes(12), Certainty.UNKNOWN);
        running("charge", "order-4123");
        running("send-receipt", "order-4116");
        missing("import", "inbox/2026/stock-300.csv", Duration.ofHours(30));
        erased("charge", "order-3850", Duration.ofDays(3));
        expired("charge", "order-2001");
        expired("charge", "order-2002");
    }

    // ---- keys ----

    private static IdempotencyKey key(String operation, String value) {
        return new IdempotencyKey(operation.equals("import") ? "" : "acme", operation, value);
    }

    private StoreCall at(Duration ago) {
        return new StoreCall(now.minus(ago), CALL);
    }

    private ClaimId claim(IdempotencyKey key, Duration ago) {
        return claim(key, ago, LEASE);
    }

    private ClaimId claim(IdempotencyKey key, Duration ago, Duration lease) {
        ClaimId id = ClaimId.of(77, ++claims);
        store.claim(
                new ClaimRequest(
                        key,
                        id,
                        Fingerprint.sha256("sha256-json1", Blob.utf8(key.value())),
                        FingerprintPolicy.REFUSE_INCOMPARABLE,
                        lease,
                        WEEKS,
                        key.scope() + "-fn"),
                at(ago));
        return id;
    }

    private void completed(String operation, String value, Duration ago) {
        complete(operation, value, ago, new StoredResult.Success(Blob.utf8("{\"receipt\":\"sample\"}")), WEEKS);
    }

    private void complete(String operation, String value, Duration ago, StoredResult result, Duration window) {
        IdempotencyKey key = key(operation, value);
        ClaimId id = claim(key, ago);
        Duration kept = operation.equals("import") && window.equals(WEEKS) ? Duration.ofDays(2) : window;
        store.complete(new WriteRequest.Complete(key, id, result, kept), at(ago.minusSeconds(2)));
    }

    private void failed(String operation, String value, String type, Duration ago) {
        complete(operation, value, ago, new StoredResult.FinalFailure(type, Blob.utf8("{}")), WEEKS);
    }

    private void missing(String operation, String value, Duration ago) {
        complete(operation, value, ago, StoredResult.Missing.unencodable("larger than the store takes"), WEEKS);
    }

    private void erased(String operation, String value, Duration ago) {
        complete(operation, value, ago, StoredResult.Missing.unencodable("result erased by an operator"), WEEKS);
    }

    private void expired(String operation, String value) {
        complete(operation, value, Duration.ofDays(8), new StoredResult.Success(null), Duration.ofDays(7));
    }

    private void step(IdempotencyKey key, ClaimId id, String name, int attempt, Duration ago) {
        RecoveryPoint point = new RecoveryPoint(name, Blob.utf8("{}"), attempt, now.minus(ago));
        store.checkpoint(new WriteRequest.Checkpoint(key, id, point), at(ago));
    }

    private void quarantined(String operation, String value, String reason, Duration ago, boolean isSecond) {
        IdempotencyKey key = key(operation, value);
        ClaimId id = claim(key, ago);
        step(key, id, "reserve", 1, ago.minusSeconds(1));
        Duration late = isSecond ? ago.minusMinutes(5) : ago;
        if (isSecond) {
            id = claim(key, late);
        }
        store.quarantine(new WriteRequest.Quarantine(key, id, reason), at(late.minusSeconds(20)));
    }

    private void lapsed(String operation, String value, Duration ago) {
        IdempotencyKey key = key(operation, value);
        step(key, claim(key, ago), "reserve", 1, ago.minusSeconds(3));
    }

    private void released(String operation, String value, Duration ago, Certainty certainty) {
        IdempotencyKey key = key(operation, value);
        store.release(new WriteRequest.Release(key, claim(key, ago), certainty), at(ago.minusSeconds(4)));
    }

    private void running(String operation, String value) {
        claim(key(operation, value), Duration.ofSeconds(8), Duration.ofMinutes(15)); // live while somebody looks
    }

    // ---- figures ----

    /** {@return figures as a day of metrics would give them} */
    static LoggedFigures figures() {
        FiguresBuilder figures = new FiguresBuilder();
        count(
                figures,
                "charge",
                List.of(
                        "Executions 4180",
                        "Replays 212",
                        "InProgressConflicts 9",
                        "TakeOvers 6",
                        "Quarantines 3",
                        "FinalFailures 31",
                        "DuplicatesRedelivered 171",
                        "DuplicatesConcurrent 9",
                        "DuplicatesInBatch 12",
                        "DuplicatesOfUnknownCause 29"));
        ages(figures, "charge", List.of(4L, 38L, 47L, 95L, 640L, 1_500L, 5_000L, 30_000L, 70_000L));
        count(figures, "import", List.of("Executions 96", "Replays 3", "DuplicatesOfUnknownCause 3"));
        ages(figures, "import", List.of(20L, 3_900L, 118_000L));
        count(
                figures,
                "send-receipt",
                List.of("Executions 3991", "Replays 402", "DuplicatesRedelivered 388", "DuplicatesInBatch 14"));
        ages(figures, "send-receipt", List.of(1L, 1L, 9L, 33L, 33L, 60L, 610L));
        return figures.build(1284, false);
    }

    private static void count(FiguresBuilder figures, String operation, List<String> outcomes) {
        outcomes.forEach(each -> figures.count(new EventCount(
                operation,
                each.substring(0, each.indexOf(' ')),
                "",
                Long.parseLong(each.substring(each.indexOf(' ') + 1)))));
    }

    private static void ages(FiguresBuilder figures, String operation, List<Long> seconds) {
        seconds.forEach(each -> figures.age(operation, Duration.ofSeconds(each), true));
    }
}
