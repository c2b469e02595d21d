// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.encryption;

import static dev.semel.encryption.EnvelopeEncryptionTest.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Deadline;
import dev.semel.FailureRule;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.Outcome;
import dev.semel.codec.FailureCodec;
import dev.semel.codec.TypeRef;
import dev.semel.model.Blob;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.step.Step;
import dev.semel.store.InMemoryStore;
import dev.semel.store.StoreCall;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Records of an engine that encrypts: what comes back, what a store sees, and what happens to a swapped value. */
final class EncryptedRecordsTest {

    private static final Deadline IN_20_S = Deadline.within(Duration.ofSeconds(20));
    private static final Duration DAY = Duration.ofHours(24);

    private final InMemoryStore records = new InMemoryStore();
    private final List<String> ran = new ArrayList<>();

    private Operation<String, String> charge(KeyProvider keys) {
        return Idempotency.builder(records)
                .wrapping(EnvelopeEncryption.of(keys))
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order)
                .withoutFingerprint()
                .onFailure(FailureRule.finalFor(IOException.class, FailureCodec.message(IOException::new)))
                .body((order, execution) -> {
                    ran.add(order);
                    String card = execution.step(
                            Step.named("reserve"), TypeRef.of(String.class), effect -> "card-of-" + order);
                    if (order.startsWith("bad")) {
                        throw new IOException("declined " + card);
                    }
                    return "charged " + card;
                });
    }

    private Operation<String, String> charge() {
        return charge(StaticKeys.of("2026-11", key(1)));
    }

    private StoreCall call() {
        return new StoreCall(Instant.now(), Duration.ofSeconds(5));
    }

    private StoredResult result(String order) {
        return ((Completed)
                        records.find(IdempotencyKey.of("charge", order), call()).orElseThrow())
                .result();
    }

    private String stored(String order) {
        Blob value = switch (result(order)) {
            case StoredResult.Success success -> success.value();
            case StoredResult.FinalFailure failure -> failure.value();
            case StoredResult.Missing missing -> null;
        };
        return Objects.requireNonNull(value, order).toUtf8();
    }

    private void complete(String order, StoredResult stolen) {
        IdempotencyKey key = IdempotencyKey.of("charge", order);
        ClaimId claim = ClaimId.of(1, order.hashCode());
        records.claim(
                new ClaimRequest(
                        key,
                        claim,
                        Fingerprint.NONE,
                        FingerprintPolicy.REFUSE_INCOMPARABLE,
                        Duration.ofSeconds(20),
                        DAY,
                        "thief"),
                call());
        records.complete(new WriteRequest.Complete(key, claim, stolen, DAY), call());
    }

    @Test
    void resultsAndFailuresComeBackAndTheStoreSeesNeither() throws Exception {
        assertThat(charge().run("42", IN_20_S)).isEqualTo("charged card-of-42");
        assertThat(charge().run("42", IN_20_S)).isEqualTo("charged card-of-42");
        for (int call = 0; call < 2; call++) {
            assertThatThrownBy(() -> charge().run("bad", IN_20_S))
                    .isInstanceOf(IOException.class)
                    .hasMessage("declined card-of-bad");
        }

        assertThat(ran).containsExactly("42", "bad");
        assertThat(stored("42")).doesNotContain("card");
        assertThat(stored("bad")).doesNotContain("card");
    }

    @Test
    void S12_swappedResultsAreReportedAndNothingIsExecuted() throws Exception {
        charge().run("42", IN_20_S);
        complete("43", result("42"));

        assertThat(charge().tryRun("43", IN_20_S))
                .isInstanceOfSatisfying(
                        Outcome.ResultUnavailable.class,
                        unavailable -> assertThat(unavailable.cause())
                                .isInstanceOf(EncryptionException.class)
                                .hasMessageContaining("does not belong there"));
        assertThat(ran).containsExactly("42");
    }

    @Test
    void S12_missingKeyIsReportedAndNothingIsExecuted() throws Exception {
        charge().run("42", IN_20_S);
        Operation<String, String> without = charge(StaticKeys.of("2027-01", key(2)));

        assertThatThrownBy(() -> without.run("42", IN_20_S)).hasMessageContaining("'2026-11'");
        assertThat(charge(StaticKeys.of("2027-01", key(2)).withPrevious("2026-11", key(1)))
                        .run("42", IN_20_S))
                .isEqualTo("charged card-of-42");
        assertThat(ran).containsExactly("42");
    }
}
