// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.BatchOptions;
import dev.semel.IdentityKeys;
import dev.semel.OperationBuilder;
import dev.semel.Outcome;
import dev.semel.PayloadMismatchException;
import dev.semel.SemelException;
import dev.semel.Transaction;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.event.OperationEvent;
import dev.semel.model.EffectKey;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.ListingStore;
import dev.semel.testkit.RecordingStore;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Keyed identities: what stores, listeners and messages get, and what the body gets. */
final class KeyedIdentitiesTest {

    static final String PERSON = "anna@example.com";
    static final IdentityKeys KEYS = IdentityKeys.of("k1", secret(1));

    private final Fixture fixture = new Fixture();

    static byte[] secret(int first) {
        byte[] secret = new byte[32];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) (first + i);
        }
        return secret;
    }

    private OperationBuilder<String, String> charge(IdempotencyStore store) {
        return fixture.engine(store)
                .keyedIdentities(KEYS)
                .build()
                .operation("charge", String.class, String.class)
                .tenant(person -> "shop")
                .key(person -> person)
                .dedupeWindow(Fixture.WINDOW);
    }

    private static IdempotencyKey plain(String person) {
        return new IdempotencyKey("shop", "charge", person);
    }

    private List<ListingStore.Entry> stored() {
        return fixture.records
                .list(new ListingStore.Query("", 100, ""), fixture.call())
                .entries();
    }

    @Test
    void storeAndListenersGetTheKeyedKeyAndTheBodyItsOwn() throws Exception {
        RecordingStore recording = RecordingStore.over(fixture.records);
        AtomicReference<String> effectKey = new AtomicReference<>();
        var operation = charge(recording.store()).body((person, execution) -> {
            assertThat(execution.key()).isEqualTo(plain(PERSON));
            effectKey.set(execution.effectKey("mail"));
            execution.step("reserve", String.class, effect -> effect.key());
            return "done";
        });

        assertThat(operation.run(PERSON, IN_20_S)).isEqualTo("done");
        assertThat(operation.run(PERSON, IN_20_S)).isEqualTo("done");

        assertThat(effectKey).hasValue(EffectKey.of(plain(PERSON), "mail").value());
        assertThat(stored()).singleElement().satisfies(entry -> {
            assertThat(entry.recordId()).startsWith("shop/charge/hmac:k1:").doesNotContain("anna");
            assertThat(((IdempotencyRecord.Known) entry.record()).fingerprint().algorithm())
                    .startsWith("hmac.k1.");
        });
        assertThat(recording.calls())
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.toString()).doesNotContain("anna"));
        assertThat(fixture.events)
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.toString()).doesNotContain("anna"));
        assertThat(stored().get(0).recordId())
                .isEqualTo(KEYS.recordKeys(plain(PERSON)).get(0).recordId());
    }

    @Test
    void messagesDoNotShowTheKey() throws Exception {
        var keyedByPerson = fixture.engine(fixture.records)
                .keyedIdentities(KEYS)
                .build()
                .operation("charge", String.class, String.class)
                .key(input -> PERSON)
                .onUnknownOutcome(UnknownOutcomePolicy.quarantine())
                .body((input, execution) -> {
                    if (input.equals("fails")) {
                        throw new IOException("down");
                    }
                    return "done";
                });
        keyedByPerson.run("a", IN_20_S);

        assertThatThrownBy(() -> keyedByPerson.run("another payload", IN_20_S))
                .isInstanceOf(PayloadMismatchException.class)
                .hasMessageContaining("hmac:k1:")
                .hasMessageNotContaining("anna");
        assertThat(fixture.events(OperationEvent.Mismatch.class)).hasSize(1);
    }

    @Test
    void batchesAndTransactionsAreKeyedToo() throws Exception {
        charge(fixture.records)
                .body((person, execution) -> "done")
                .tryRunAll(List.of("anna-1", "anna-2"), IN_20_S, BatchOptions.defaults());
        AtomicReference<String> effect = new AtomicReference<>();
        charge(fixture.records)
                .transaction(fixture.records, (person, context) -> {
                    assertThat(context.key()).isEqualTo(plain("anna-3"));
                    effect.set(context.effectKey("mail"));
                    return Transaction.of("done", () -> {});
                })
                .run("anna-3", IN_20_S);

        assertThat(stored())
                .hasSize(3)
                .allSatisfy(entry -> assertThat(entry.recordId()).startsWith("shop/charge/hmac:k1:"));
        assertThat(effect).hasValue(EffectKey.of(plain("anna-3"), "mail").value());
    }

    @Test
    void bypassedCallIsReportedUnderTheKeyedKeyWithTheSameEffectKeys() throws Exception {
        AtomicReference<String> effect = new AtomicReference<>();
        charge(fixture.records)
                .killSwitch(() -> true)
                .body((person, execution) -> {
                    effect.set(execution.effectKey("mail"));
                    return "done";
                })
                .run(PERSON, IN_20_S);

        assertThat(effect).hasValue(EffectKey.of(plain(PERSON), "mail").value());
        assertThat(fixture.events(OperationEvent.Bypassed.class))
                .singleElement()
                .satisfies(
                        event -> assertThat(event.key()).isEqualTo(KEYS.last().keyed(plain(PERSON))));
    }

    @Test
    void valueOfAnOutcomeNamesTheKeyedKey() throws Exception {
        var operation =
                charge(fixture.records).lease(Fixture.SKEW.plusSeconds(60)).body((person, execution) -> "done");
        operation.run(PERSON, IN_20_S);
        IdempotencyRecord.Completed completed =
                (IdempotencyRecord.Completed) stored().get(0).record();

        assertThatThrownBy(() -> operation.valueOf(PERSON, new Outcome.Mismatch<>(completed)))
                .isInstanceOf(SemelException.class)
                .hasMessageContaining("hmac:k1:")
                .hasMessageNotContaining("anna");
    }

    @Test
    void rotationsThatCannotBeMeantAreRefused() {
        IdentityKeys rotating = KEYS.rotatedAt(Instant.EPOCH, "k2", secret(2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rotating.rotatedAt(Instant.EPOCH, "k3", secret(3)))
                .withMessageContaining("leave the first key out when no record of it counts any more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KEYS.rotatedAt(Instant.EPOCH, "k2", secret(1)))
                .withMessageContainingAll("'k1'", "'k2'", "same secret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KEYS.rotatedAt(Instant.EPOCH, "k1", secret(2)))
                .withMessageContaining("Two identity keys have the id 'k1'");
        assertThatIllegalArgumentException().isThrownBy(() -> IdentityKeys.of("k1", new byte[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IdentityKeys.plainUntil(Instant.EPOCH, "k1", new byte[3]));
        assertThat(rotating).hasToString("IdentityKeys[IdentityKey[k1] until 1970-01-01T00:00:00Z, IdentityKey[k2]]");
        assertThat(rotating.withoutRotation()).hasToString("IdentityKeys[IdentityKey[k2]]");
        assertThat(rotating.recordKeys(plain(PERSON)))
                .extracting(IdempotencyKey::value)
                .satisfiesExactly(
                        newest -> assertThat(newest).startsWith("hmac:k2:"),
                        oldest -> assertThat(oldest).startsWith("hmac:k1:"));
    }
}
