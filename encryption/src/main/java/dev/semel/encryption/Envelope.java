// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.encryption;

import dev.semel.codec.RecordContext;
import dev.semel.model.Blob;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The stored form of an encrypted value. Pinned by golden values; a change is a new version.
 *
 * <pre>
 * 3 bytes    0xFF 'S' 'E': no text begins so
 * 1 byte     version, 1
 * 1 byte     algorithm, 1: AES-256-GCM, nonce of 96 bits, tag of 128 bits
 * 2 bytes    length of the key id, and the key id in UTF-8
 * 2 bytes    length of the wrapped data key, and the wrapped data key
 * 12 bytes   nonce
 * the rest   ciphertext and tag
 * </pre>
 *
 * <p>Associated data: everything before the nonce, and the context of the record. Numbers are big-endian.
 *
 * @param keyId the id of the key that wrapped the data key
 * @param wrappedKey the wrapped data key
 * @param nonce the nonce
 * @param text ciphertext and tag
 */
record Envelope(String keyId, Blob wrappedKey, Blob nonce, Blob text) {

    static final int NONCE_BYTES = 12;
    static final int TAG_BITS = 128;

    private static final int MARK = 0xFF5345; // 0xFF 'S' 'E'
    private static final int MARK_BYTES = 3;
    private static final byte VERSION = 1;
    private static final byte ALGORITHM = 1;

    static boolean isOne(Blob stored) {
        if (stored.size() < MARK_BYTES) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.wrap(stored.toByteArray());
        return ((Byte.toUnsignedInt(bytes.get()) << 16) | Short.toUnsignedInt(bytes.getShort())) == MARK;
    }

    /** {@return the envelope in stored bytes} */
    static Envelope read(Blob stored, RecordContext context) {
        if (!isOne(stored)) {
            throw EncryptionException.noEnvelope(context);
        }
        ByteBuffer bytes = ByteBuffer.wrap(stored.toByteArray()).position(MARK_BYTES);
        try {
            byte version = bytes.get();
            byte algorithm = bytes.get();
            if (version != VERSION || algorithm != ALGORITHM) {
                throw EncryptionException.unknownForm(
                        context, Byte.toUnsignedInt(version), Byte.toUnsignedInt(algorithm));
            }
            String keyId = new String(next(bytes, Short.toUnsignedInt(bytes.getShort())), StandardCharsets.UTF_8);
            Blob wrapped = Blob.of(next(bytes, Short.toUnsignedInt(bytes.getShort())));
            Blob nonce = Blob.of(next(bytes, NONCE_BYTES));
            return new Envelope(keyId, wrapped, nonce, Blob.of(next(bytes, bytes.remaining())));
        } catch (BufferUnderflowException e) {
            throw EncryptionException.cutOff(context);
        }
    }

    private static byte[] next(ByteBuffer bytes, int count) {
        if (count > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] next = new byte[count];
        bytes.get(next);
        return next;
    }

    /** {@return the bytes that are stored} */
    Blob stored() {
        byte[] header = header(keyId, wrappedKey);
        return Blob.of(ByteBuffer.allocate(header.length + nonce.size() + text.size())
                .put(header)
                .put(nonce.toByteArray())
                .put(text.toByteArray())
                .array());
    }

    /** {@return the associated data of a value under a key, in a place} */
    static byte[] associated(String keyId, Blob wrappedKey, RecordContext context) {
        byte[] header = header(keyId, wrappedKey);
        byte[] place = context.encoded().toByteArray();
        return ByteBuffer.allocate(header.length + place.length)
                .put(header)
                .put(place)
                .array();
    }

    private static byte[] header(String keyId, Blob wrappedKey) {
        byte[] id = keyId.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(MARK_BYTES + 6 + id.length + wrappedKey.size())
                .put((byte) (MARK >> 16))
                .putShort((short) MARK)
                .put(VERSION)
                .put(ALGORITHM)
                .putShort((short) id.length)
                .put(id)
                .putShort((short) wrappedKey.size())
                .put(wrappedKey.toByteArray())
                .array();
    }
}
