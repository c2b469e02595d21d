// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.Claim;
import dev.semel.model.ClaimId;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.model.IdempotencyRecord.Unreadable;
import dev.semel.model.IdentityKey;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.ResultDigest;
import dev.semel.model.StoredResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The words for each situation, compared with the golden page {@code explanations.txt}. To change them: run with
 * {@code -Dsemel.golden=write}, and read the difference.
 */
class ExplanationTextTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final Instant CLAIMED = NOW.minusSeconds(7_500);
    private static final Instant END = NOW.plusSeconds(86_400);
    private static final Fingerprint PAYLOAD = Fingerprint.sha256("sha256-json1", Blob.utf8("{}"));
    private static final Fingerprint OTHER = Fingerprint.sha256("sha256-json1", Blob.utf8("{1}"));
    private static final Claim CLAIM =
            new Claim(ClaimId.of(7, 42), CLAIMED.toEpochMilli(), 1, CLAIMED.toEpochMilli(), CLAIMED, "orders-fn");
    private static final Claim FOREIGN = new Claim(ClaimId.FOREIGN, 0, 1, 0, Instant.EPOCH, "");
    private static final List<RecoveryPoint> CHARGED =
            List.of(new RecoveryPoint("charge", Blob.utf8("{\"id\":\"p-1\"}"), 1, CLAIMED.plusSeconds(2)));

    @Test
    void everySituationIsToldAsTheGoldenPageHasIt() throws IOException {
        StringBuilder page = new StringBuilder();
        cases().forEach((title, explanation) -> {
            page.append("=== ").append(title).append('\n');
            ExplanationText.of(explanation, List.of("mail"))
                    .lines()
                    .forEach(line -> page.append(line.stripTrailing()).append('\n'));
            page.append('\n');
        });
        Path golden = Path.of("src/test/resources/dev/semel/operate/explanations.txt");
        Path file = Files.exists(golden) ? golden : Path.of("operate").resolve(golden);
        if ("write".equals(System.getProperty("semel.golden"))) {
            Files.writeString(file, page);
        }
        assertThat(page.toString()).isEqualTo(Files.readString(file));
    }

    @Test
    void everySituationHasACase() {
        assertThat(cases().values().stream().map(Explanation::situation).distinct())
                .containsExactlyInAnyOrder(Situation.values());
    }

    @Test
    void noTextOfASenderSteersATerminal() {
        Quarantined parked = new Quarantined(
                CLAIM, PAYLOAD, 2, "\u001b[2Jreason\u202e", NOW, List.of(new RecoveryPoint("a\nb", null, 1, NOW)));
        Explanation hostile =
                explain(RecordName.ofKey(IdempotencyKey.of("charge\n", "x\u001b[31m"), IdentityKey.plain()), parked);
        assertThat(String.join("", ExplanationText.of(hostile, List.of()).lines()))
                .doesNotContainPattern("[\\p{Cntrl}\u202e]");
    }

    private static Map<String, Explanation> cases() {
        Map<String, Explanation> cases = new LinkedHashMap<>();
        cases.put("absent", explain(null));
        cases.put("stuck: crashed before any step", explain(inProgress(NOW.minusSeconds(7_400), List.of())));
        cases.put("stuck: crashed after a step", explain(inProgress(NOW.minusSeconds(7_400), CHARGED)));
        cases.put("in progress", explain(inProgress(NOW.plusSeconds(18), List.of())));
        for (Certainty certainty : Certainty.values()) {
            cases.put(
                    "released: " + certainty,
                    explain(new Released(CLAIM, PAYLOAD, 2, certainty, NOW.minusSeconds(60), END, List.of())));
        }
        cases.put(
                "quarantined",
                explain(new Quarantined(CLAIM, PAYLOAD, 2, "the bank did not answer", NOW.minusSeconds(60), CHARGED)));
        cases.put("completed", explain(completed(new StoredResult.Success(Blob.utf8("{\"receipt\":42}")), END)));
        cases.put(
                "failed for good",
                explain(completed(new StoredResult.FinalFailure("card-declined", Blob.utf8("no funds")), END)));
        cases.put(
                "completed without a result",
                explain(completed(new StoredResult.Missing("its side item is gone", new ResultDigest("d")), END)));
        cases.put("erased", explain(completed(ErasedResult.MARK, END)));
        cases.put("expired", explain(completed(new StoredResult.Success(null), NOW.minusSeconds(1))));
        cases.put(
                "mismatched",
                Explainer.explanation(
                        name(), Optional.of(inProgress(NOW.minusSeconds(9), List.of())), Optional.of(OTHER), NOW));
        cases.put(
                "the same payload",
                Explainer.explanation(
                        name(),
                        Optional.of(completed(new StoredResult.Success(null), END)),
                        Optional.of(PAYLOAD),
                        NOW));
        cases.put(
                "foreign, completed",
                explain(new Completed(
                        FOREIGN, Fingerprint.NONE, 0, new StoredResult.Success(null), Instant.EPOCH, END)));
        cases.put("corrupt", explain(new Unreadable("its attributes contradict each other")));
        cases.put(
                "a record id with a hashed part",
                explain(RecordName.ofId("acme/charge/~47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"), null));
        return cases;
    }

    private static InProgress inProgress(Instant lease, List<RecoveryPoint> points) {
        return new InProgress(CLAIM, PAYLOAD, 1 + points.size(), Certainty.NOT_STARTED, lease, END, points);
    }

    private static Completed completed(StoredResult result, Instant end) {
        return new Completed(CLAIM, PAYLOAD, 2, result, CLAIMED.plusSeconds(3), end);
    }

    private static RecordName name() {
        return RecordName.ofKey(new IdempotencyKey("acme", "charge", "order-42"), IdentityKey.plain());
    }

    private static Explanation explain(@org.jspecify.annotations.Nullable IdempotencyRecord record) {
        return explain(name(), record);
    }

    private static Explanation explain(RecordName name, @org.jspecify.annotations.Nullable IdempotencyRecord record) {
        return Explainer.explanation(name, Optional.ofNullable(record), Optional.empty(), NOW);
    }
}
