// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import java.util.Map;
import java.util.TreeMap;

/** Computes what {@code golden.txt} pins, by name. */
final class Golden {

    private Golden() {}

    static Map<String, String> computed() {
        Map<String, String> values = new TreeMap<>();
        addRecordIds(values);
        addEffectKeys(values);
        addDigests(values);
        return values;
    }

    private static void addRecordIds(Map<String, String> values) {
        values.put("record id, plain", IdempotencyKey.of("charge", "order-42").recordId());
        values.put("record id, tenant", new IdempotencyKey("acme", "charge", "order-42").recordId());
        values.put("record id, escapes", new IdempotencyKey("a/b", "c%d", "e~f g#h").recordId());
        values.put(
                "record id, unprintable",
                IdempotencyKey.of("charge", "caf\u00e9\n").recordId());
        values.put(
                "record id, supplementary",
                IdempotencyKey.of("charge", "\ud83d\ude00").recordId());
        values.put(
                "record id, 128 characters",
                IdempotencyKey.of("charge", "x".repeat(128)).recordId());
        values.put(
                "record id, 129 characters",
                IdempotencyKey.of("charge", "x".repeat(129)).recordId());
    }

    private static void addEffectKeys(Map<String, String> values) {
        IdempotencyKey key = new IdempotencyKey("acme", "charge", "order-42");
        EffectKey effect = EffectKey.of(key, "mail");
        values.put("effect key", effect.value());
        values.put("effect key, uuid", effect.uuid().toString());
        values.put(
                "effect key, no tenant",
                EffectKey.of(IdempotencyKey.of("charge", "order-42"), "mail").value());
        values.put(
                "effect key, generation",
                EffectKey.ofGeneration(key, "mail", 1_700_000_000_000L).value());
    }

    private static void addDigests(Map<String, String> values) {
        values.put("digest, success", digest(new StoredResult.Success(Blob.utf8("{\"id\":7}"))));
        values.put("digest, success, empty", digest(new StoredResult.Success(Blob.utf8(""))));
        values.put("digest, success, none", digest(new StoredResult.Success(null)));
        values.put("digest, failure", digest(new StoredResult.FinalFailure("declined", Blob.utf8("{\"id\":7}"))));
        values.put("digest, failure, none", digest(new StoredResult.FinalFailure("declined", null)));
        values.put(
                "fingerprint",
                Fingerprint.sha256("sha256-json1", Blob.utf8("{\"id\":7}")).value());
        values.put(
                "claim id", ClaimId.of(0x0123456789ABCDEFL, 0xFEDCBA9876543210L).value());
        values.put("claim id, foreign", ClaimId.FOREIGN.value());
    }

    private static String digest(StoredResult result) {
        return result.digest().value();
    }
}
