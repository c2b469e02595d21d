// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.encryption;

import dev.semel.codec.RecordContext;
import dev.semel.model.Blob;
import dev.semel.model.KeyMaterial;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys that the program brings, such as from AWS Secrets Manager: a current one, and previous ones that are only read.
 * Each value has a random data key of its own, wrapped by the current key (AES key wrap, RFC 3394). Immutable and
 * thread-safe.
 *
 * <p>To rotate, make the new key the current one and keep the old one with {@link #withPrevious} until the longest
 * window or retention of a record has ended. A value whose key is not there is refused by name.
 */
public final class StaticKeys implements KeyProvider {

    private static final String WRAP = "AESWrap";
    private static final int KEY_BYTES = 32;

    private final String current;
    private final Map<String, SecretKey> keys;

    private StaticKeys(String current, Map<String, SecretKey> keys) {
        this.current = current;
        this.keys = keys;
    }

    /**
     * {@return keys of which the current one is the only one}
     *
     * @param id names the key in every stored value, such as {@code 2026-11}; never used again for another key. 1 to
     *     2048 characters of printable ASCII without spaces, readable by every reader of the table
     * @param key 32 random bytes, decoded from the text that keeps them; copied
     * @throws IllegalArgumentException if the key has another length, or is no random bytes: one byte repeated, or a
     *     text such as hexadecimal digits or Base64
     */
    public static StaticKeys of(String id, byte[] key) {
        return new StaticKeys(id, Map.of(DataKey.requireId(id), checked(id, key)));
    }

    /**
     * {@return these keys and one more, which only reads values that it encrypted before}
     *
     * @param id the id that the key was given
     * @param key its 32 bytes; copied
     * @throws IllegalArgumentException if the id or the key is in use, or the key is refused as by {@link #of}
     */
    public StaticKeys withPrevious(String id, byte[] key) {
        Map<String, SecretKey> more = new LinkedHashMap<>(keys);
        SecretKey previous = checked(DataKey.requireId(id), key);
        keys.forEach((other, secret) -> {
            if (MessageDigest.isEqual(secret.getEncoded(), previous.getEncoded())) {
                throw new IllegalArgumentException(
                        "Keys '" + other + "' and '" + id + "' are the same bytes: a rotation needs a new key");
            }
        });
        if (more.putIfAbsent(id, previous) != null) {
            throw new IllegalArgumentException("Two keys have the id '" + id + "': each key has an id of its own");
        }
        return new StaticKeys(current, more);
    }

    private static SecretKey checked(String id, byte[] key) {
        Objects.requireNonNull(key, "key");
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("Key '" + id + "' must have 32 bytes, has " + key.length
                    + ": decode a key that is kept as a text, such as hexadecimal digits or Base64");
        }
        KeyMaterial.requireRandom("Key '" + id + "'", key);
        return new SecretKeySpec(key, "AES");
    }

    @Override
    public DataKey newDataKey(RecordContext context, RandomGenerator random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        SecretKey dataKey = new SecretKeySpec(bytes, "AES");
        try {
            Cipher cipher = Cipher.getInstance(WRAP);
            cipher.init(Cipher.WRAP_MODE, Objects.requireNonNull(keys.get(current), "current"));
            return new DataKey(current, Blob.of(cipher.wrap(dataKey)), dataKey);
        } catch (GeneralSecurityException e) {
            throw EncryptionException.failed(e);
        }
    }

    @Override
    public SecretKey unwrap(String keyId, Blob wrapped, RecordContext context) {
        SecretKey key = keys.get(keyId);
        if (key == null) {
            throw EncryptionException.unknownKey(keyId, keys.keySet());
        }
        try {
            Cipher cipher = Cipher.getInstance(WRAP);
            cipher.init(Cipher.UNWRAP_MODE, key);
            return (SecretKey) cipher.unwrap(wrapped.toByteArray(), "AES", Cipher.SECRET_KEY);
        } catch (GeneralSecurityException e) {
            throw EncryptionException.refused(context, e);
        }
    }

    /** {@return the ids of the keys} */
    @Override
    public String toString() {
        return "StaticKeys" + keys.keySet();
    }
}
