// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A secret under which the value of an idempotency key and the fingerprint of a payload are stored, so that a reader of
 * the store cannot check a guess. Tenant and scope stay readable. Pinned by golden values. Immutable and thread-safe.
 */
public final class IdentityKey {

    /** The fewest bytes of a secret: those of the digest. */
    private static final int FEWEST_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final String id;
    private final @Nullable SecretKey secret;

    private IdentityKey(String id, @Nullable SecretKey secret) {
        this.id = id;
        this.secret = secret;
    }

    /** {@return the identity without a secret: keys and fingerprints are stored as they are} */
    public static IdentityKey plain() {
        return new IdentityKey("", null);
    }

    /**
     * {@return the identity under a secret}
     *
     * @param id names the secret in every record, never used again for another one: 1 to 12 of [a-z0-9-]
     * @param secret at least 32 random bytes, decoded from the text that keeps them; copied
     * @throws IllegalArgumentException if the secret is absent or too short, or is no random bytes: one byte repeated,
     *     or a text such as hexadecimal digits or Base64
     */
    public static IdentityKey of(String id, byte[] secret) {
        if (!Objects.requireNonNull(id, "id").matches("[a-z0-9-]{1,12}")) {
            throw new IllegalArgumentException(
                    "id of an identity key must be 1 to 12 of [a-z0-9-], is '" + PrintableText.name(id) + "'");
        }
        Objects.requireNonNull(secret, "secret");
        if (secret.length < FEWEST_BYTES) {
            throw new IllegalArgumentException("Identity key '" + id + "' must have at least " + FEWEST_BYTES
                    + " bytes, has " + secret.length + ": without key material identities are no secret");
        }
        KeyMaterial.requireRandom("Identity key '" + id + "'", secret);
        return new IdentityKey(id, new SecretKeySpec(secret, ALGORITHM));
    }

    /**
     * {@return whether another identity has the same secret, whatever its id} The comparison takes a constant time.
     *
     * @param other the other identity
     */
    public boolean hasSecretOf(IdentityKey other) {
        SecretKey mine = secret;
        SecretKey theirs = other.secret;
        if (mine == null || theirs == null) {
            return mine == null && theirs == null;
        }
        return MessageDigest.isEqual(mine.getEncoded(), theirs.getEncoded());
    }

    /** {@return the id of the secret; empty for none} */
    public String id() {
        return id;
    }

    /**
     * {@return the key as the store has it: {@code hmac:}, the id and 43 characters in the place of the value}
     *
     * @param key the key of the caller
     */
    public IdempotencyKey keyed(IdempotencyKey key) {
        if (secret == null) {
            return key;
        }
        String mac = mac(secret, "semel-identity-1", key.tenant(), key.scope(), key.value());
        return new IdempotencyKey(key.tenant(), key.scope(), "hmac:" + id + ":" + mac);
    }

    /**
     * {@return the fingerprint as the store has it} Its algorithm names the secret and the algorithm that made the
     * digest. Equal payloads of two keys have different ones.
     *
     * @param fingerprint the fingerprint of a payload
     * @param key the key of the caller
     */
    public Fingerprint keyed(Fingerprint fingerprint, IdempotencyKey key) {
        if (secret == null || fingerprint.equals(Fingerprint.NONE)) {
            return fingerprint;
        }
        String named = "hmac." + id + "." + fingerprint.algorithm();
        String algorithm = named.length() <= Fingerprint.LONGEST_ALGORITHM
                ? named
                : "hmac." + id + "."
                        + new Sha256().text(fingerprint.algorithm()).hex().substring(0, 14);
        return new Fingerprint(
                algorithm,
                mac(
                        secret,
                        "semel-fingerprint-1",
                        key.tenant(),
                        key.scope(),
                        key.value(),
                        fingerprint.algorithm(),
                        fingerprint.value()));
    }

    private static String mac(SecretKey secret, String... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
                mac.update(bytes);
            }
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256, this one does not", e);
        }
    }

    /** {@return the id only} */
    @Override
    public String toString() {
        return secret == null ? "IdentityKey[plain]" : "IdentityKey[" + id + "]";
    }
}
