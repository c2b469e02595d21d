// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.encryption;

import dev.semel.model.Blob;
import dev.semel.model.KeyMaterial;
import java.util.Objects;
import javax.crypto.SecretKey;

/**
 * A key that encrypts one value, and its wrapped form that is stored beside the value. A class and no record, because
 * the text of a record would show the key. Immutable.
 */
public final class DataKey {

    private static final int KEY_BYTES = 32;

    private final String keyId;
    private final Blob wrapped;
    private final SecretKey key;

    /**
     * Makes a data key.
     *
     * @param keyId the id of the key that wrapped it; 1 to 2048 characters of printable ASCII without spaces
     * @param wrapped the data key, encrypted under that key; at most 65,535 bytes
     * @param key the data key: 256 random bits for AES
     * @throws IllegalArgumentException if the data key shows other bytes: another number, one repeated, or a text
     */
    public DataKey(String keyId, Blob wrapped, SecretKey key) {
        this.keyId = requireId(keyId);
        this.wrapped = Objects.requireNonNull(wrapped, "wrapped");
        this.key = Objects.requireNonNull(key, "key");
        byte[] bytes = key.getEncoded();
        if (bytes != null) { // null of a key that never leaves its device
            if (bytes.length != KEY_BYTES) {
                throw new IllegalArgumentException("key must have 32 bytes, has " + bytes.length);
            }
            KeyMaterial.requireRandom("A data key of '" + keyId + "'", bytes);
        }
        if (wrapped.size() > 0xFFFF) {
            throw new IllegalArgumentException("wrapped must have at most 65535 bytes, has " + wrapped.size());
        }
    }

    static String requireId(String keyId) {
        boolean isPrintable = Objects.requireNonNull(keyId, "keyId").chars().allMatch(c -> c > 0x20 && c <= 0x7E);
        if (keyId.isEmpty() || keyId.length() > 2048 || !isPrintable) {
            throw new IllegalArgumentException(
                    "keyId must have 1 to 2048 characters of printable ASCII without spaces");
        }
        return keyId;
    }

    /** {@return the id of the key that wrapped it} */
    public String keyId() {
        return keyId;
    }

    /** {@return the data key, encrypted under that key} */
    public Blob wrapped() {
        return wrapped;
    }

    /** {@return the data key} */
    public SecretKey key() {
        return key;
    }

    /** {@return the id of the wrapping key only} */
    @Override
    public String toString() {
        return "DataKey[" + keyId + "]";
    }
}
