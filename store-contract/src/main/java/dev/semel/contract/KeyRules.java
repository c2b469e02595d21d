// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord.InProgress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rules of keys that look alike and name different records: S13. */
abstract class KeyRules extends ContractRules {

    private final String run = UUID.randomUUID().toString();

    @Test
    void S13_partsThatConcatenateAlikeAreDifferentKeys() {
        for (String separator : List.of("/", "#", ":", "|", ".", "-", "_", "~", "%", " ", "\0", "\\", "//", "%2F")) {
            expectDifferentRecords(
                    key(run, "a" + separator + "b", "c"),
                    key(run, "a", "b" + separator + "c"),
                    key(run + separator + "a", "b", "c"));
        }
    }

    @Test
    void S13_anEmptyTenantIsNotATenantWithinTheScope() {
        expectDifferentRecords(key("", run, "a/b"), key(run, "a", "b"), key("", run + "/a", "b"));
    }

    @Test
    void S13_caseMatters() {
        expectDifferentRecords(key(run, "charge", "Order"), key(run, "charge", "order"), key(run, "Charge", "order"));
    }

    @Test
    void S13_spacesMatter() {
        expectDifferentRecords(
                key(run, "charge", "a"), key(run, "charge", "a "), key(run, "charge", " a"), key(run, "charge ", "a"));
    }

    @Test
    void S13_unicodeFormsMatter() {
        expectDifferentRecords(
                key(run, "charge", "\u00e9"), // é, composed
                key(run, "charge", "e\u0301"), // e and an accent
                key(run, "charge", "e"),
                key(run, "charge", "\u212B"), // Angstrom sign
                key(run, "charge", "\u00c5")); // the letter that it normalises to
    }

    @Test
    void S13_whatLocalesFoldMatters() {
        expectDifferentRecords(
                key(run, "charge", "stra\u00dfe"),
                key(run, "charge", "strasse"),
                key(run, "charge", "I"),
                key(run, "charge", "\u0131"),
                key(run, "charge", "i"));
    }

    @Test
    void S13_invisibleCharactersMatter() {
        expectDifferentRecords(
                key(run, "charge", "a"),
                key(run, "charge", "a\0"),
                key(run, "charge", "a\n"),
                key(run, "charge", "a\u200B"),
                key(run, "charge", "\uFEFFa"));
    }

    @Test
    void S13_anEscapedValueIsNotTheValueItEscapes() {
        expectDifferentRecords(
                key(run, "charge", "a/b"),
                key(run, "charge", "a%2Fb"),
                key(run, "charge", "a%252Fb"),
                key(run, "charge", "a%2fb"));
    }

    @Test
    void S13_longKeysDifferInTheirLastCharacter() {
        String long1 = "x".repeat(3000);
        expectDifferentRecords(key(run, "charge", long1 + "1"), key(run, "charge", long1 + "2"));
    }

    @Test
    void S13_aValueThatLooksLikeTheIdOfAnotherIsNotThatOther() {
        IdempotencyKey hashed = key(run, "charge", "\u00e9");
        String id = hashed.recordId();
        expectDifferentRecords(hashed, key(run, "charge", id.substring(id.lastIndexOf('/') + 1)), key(run, "x", id));
    }

    private static IdempotencyKey key(String tenant, String scope, String value) {
        return new IdempotencyKey(tenant, scope, value);
    }

    /** Claims every key, then reads each one back. Every claim must have a record of its own. */
    private void expectDifferentRecords(IdempotencyKey... keys) {
        Map<IdempotencyKey, InProgress> claims = new LinkedHashMap<>();
        for (IdempotencyKey each : keys) {
            ClaimVerdict verdict = store().claim(claimRequest(each, newId(), PAYLOAD), call());
            assertThat(verdict).as("claim of %s", each).isInstanceOf(ClaimVerdict.Claimed.class);
            claims.put(each, ((ClaimVerdict.Claimed) verdict).record());
        }
        claims.forEach((each, record) ->
                assertThat(store().find(each, call())).as("record of %s", each).hasValue(record));
    }
}
