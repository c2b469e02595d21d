// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Keyed identities: pinned, injective, and without the key in them. */
class IdentityKeyTest {

    private static final IdempotencyKey KEY = new IdempotencyKey("shop", "charge", "anna@example.com");
    private static final Fingerprint PAYLOAD = Fingerprint.sha256("sha256-json1", Blob.utf8("{}"));

    private static byte[] secret(int first) {
        byte[] secret = new byte[32];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) (first + i);
        }
        return secret;
    }

    @Test
    void S13_keyedValuesArePinned() {
        IdentityKey key = IdentityKey.of("2026-11", secret(0));

        assertThat(key.keyed(KEY))
                .isEqualTo(new IdempotencyKey(
                        "shop", "charge", "hmac:2026-11:U67UyGIGA-cb6gOfqRic5db7G449kTJcAPn1xgV-kM8"));
        assertThat(key.keyed(KEY).recordId())
                .isEqualTo("shop/charge/hmac:2026-11:U67UyGIGA-cb6gOfqRic5db7G449kTJcAPn1xgV-kM8");
        assertThat(key.keyed(PAYLOAD, KEY))
                .isEqualTo(new Fingerprint("hmac.2026-11.sha256-json1", "XnijJMqVDvToyC7yNQVT2dKkG_9q5DxKT1a5J-5jv70"));
    }

    @Test
    void secretIsTheSameWhateverItsId() {
        IdentityKey key = IdentityKey.of("a", secret(0));
        assertThat(key.hasSecretOf(IdentityKey.of("b", secret(0)))).isTrue();
        assertThat(key.hasSecretOf(IdentityKey.of("a", secret(1)))).isFalse();
        assertThat(key.hasSecretOf(IdentityKey.plain())).isFalse();
        assertThat(IdentityKey.plain().hasSecretOf(key)).isFalse();
        assertThat(IdentityKey.plain().hasSecretOf(IdentityKey.plain())).isTrue();
    }

    @Test
    void longestAlgorithmThatFitsStaysReadable() {
        IdentityKey key = IdentityKey.of("a", secret(0));
        String fits = "x".repeat(Fingerprint.LONGEST_ALGORITHM - "hmac.a.".length());
        Fingerprint keyed = key.keyed(Fingerprint.sha256(fits, Blob.utf8("{}")), KEY);
        assertThat(keyed.algorithm()).isEqualTo("hmac.a." + fits);
        Fingerprint shortened = key.keyed(Fingerprint.sha256(fits + "x", Blob.utf8("{}")), KEY);
        assertThat(shortened.algorithm())
                .hasSizeLessThanOrEqualTo(Fingerprint.LONGEST_ALGORITHM)
                .doesNotContain("xx");
    }

    @Test
    void onlyTheValueIsKeyed() {
        IdempotencyKey keyed = IdentityKey.of("a", secret(0)).keyed(KEY);
        assertThat(keyed.tenant()).isEqualTo("shop");
        assertThat(keyed.scope()).isEqualTo("charge");
        assertThat(keyed.value()).doesNotContain("anna").hasSize("hmac:a:".length() + 43);
    }

    @Test
    void S13_differentKeysAndSecretsGiveDifferentValues() {
        List<String> texts = List.of("a", "b", "ab", "ba", "a/b", "hmac:a:");
        Set<String> values = new HashSet<>();
        Set<Fingerprint> fingerprints = new HashSet<>();
        int count = 0;
        for (int first : new int[] {0, 1}) {
            IdentityKey by = IdentityKey.of("a", secret(first));
            for (String tenant : texts) {
                for (String scope : texts) {
                    for (String value : texts) {
                        IdempotencyKey key = new IdempotencyKey(tenant, scope, value);
                        values.add(by.keyed(key).value());
                        fingerprints.add(by.keyed(PAYLOAD, key));
                        count++;
                    }
                }
            }
        }
        assertThat(values).hasSize(count);
        assertThat(fingerprints).hasSize(count);
    }

    @Test
    void fingerprintsOfOneKeyAreEqualForEqualPayloadsOnly() {
        IdentityKey by = IdentityKey.of("a", secret(0));
        Fingerprint other = Fingerprint.sha256("sha256-json1", Blob.utf8("[]"));
        assertThat(by.keyed(PAYLOAD, KEY)).isEqualTo(by.keyed(PAYLOAD, KEY)).isNotEqualTo(by.keyed(other, KEY));
        assertThat(by.keyed(Fingerprint.NONE, KEY)).isEqualTo(Fingerprint.NONE);
    }

    @Test
    void longNamesOfAlgorithmsStayApart() {
        IdentityKey by = IdentityKey.of("twelve-chars", secret(0));
        Fingerprint one = by.keyed(new Fingerprint("a-name-of-thirty-two-characters1", "x"), KEY);
        Fingerprint other = by.keyed(new Fingerprint("a-name-of-thirty-two-characters2", "x"), KEY);
        assertThat(one.algorithm()).startsWith("hmac.twelve-chars.").hasSize(32).isNotEqualTo(other.algorithm());
    }

    @Test
    void plainIdentityChangesNothing() {
        assertThat(IdentityKey.plain().keyed(KEY)).isEqualTo(KEY);
        assertThat(IdentityKey.plain().keyed(PAYLOAD, KEY)).isEqualTo(PAYLOAD);
    }

    @Test
    void missingKeyMaterialIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IdentityKey.of("a", new byte[0]))
                .withMessageContaining("at least 32 bytes, has 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IdentityKey.of("a", new byte[31]))
                .withMessageContaining("has 31");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IdentityKey.of("a", new byte[64]))
                .withMessageContaining("one byte repeated");
        for (String id : List.of("", "A", "a.b", "thirteen-char")) {
            assertThatIllegalArgumentException().isThrownBy(() -> IdentityKey.of(id, secret(0)));
        }
    }

    @Test
    void secretIsCopiedAndDoesNotShow() {
        byte[] secret = secret(0);
        IdentityKey by = IdentityKey.of("a", secret);
        IdempotencyKey before = by.keyed(KEY);
        Arrays.fill(secret, (byte) 9);
        assertThat(by.keyed(KEY)).isEqualTo(before);
        assertThat(by).hasToString("IdentityKey[a]");
    }

    /** Whatever its length: the text that keeps a secret is not the secret. */
    @Test
    void textIsNoKeyMaterial() {
        String hex = "00112233445566778899aabbccddeeff";
        List<byte[]> texts = List.of(
                hex.getBytes(StandardCharsets.UTF_8),
                (hex + hex).getBytes(StandardCharsets.UTF_8),
                (hex.toUpperCase(Locale.ROOT) + "\r\n").getBytes(StandardCharsets.UTF_8),
                hex.substring(16).getBytes(StandardCharsets.UTF_16LE),
                hex.substring(16).getBytes(StandardCharsets.UTF_16BE),
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=".getBytes(StandardCharsets.UTF_8),
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh_-".getBytes(StandardCharsets.UTF_8),
                "123e4567-e89b-12d3-a456-426614174000".getBytes(StandardCharsets.UTF_8),
                "correct horse battery staple, and more".getBytes(StandardCharsets.UTF_8),
                "\u043f\u0430\u0440\u043e\u043b\u044c, \u0434\u043b\u0438\u043d\u043d\u044b\u0439 \u0438 1"
                        .getBytes(StandardCharsets.UTF_8),
                "{\"key\": \"00112233445566778899aabb\"}".getBytes(StandardCharsets.UTF_8),
                "-----BEGIN PRIVATE KEY-----\nMIIEvgIBADANBg".getBytes(StandardCharsets.UTF_8));
        for (byte[] text : texts) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> IdentityKey.of("a", text))
                    .withMessageContaining("Identity key 'a' is a text")
                    .withMessageContaining("decode it")
                    .withMessageNotContaining("0011");
        }
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            byte[] secret = new byte[32 + i % 33];
            random.nextBytes(secret);
            IdentityKey.of("a", secret);
        }
    }
}
