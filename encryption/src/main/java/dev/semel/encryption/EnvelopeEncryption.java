// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.encryption;

import dev.semel.codec.RecordContext;
import dev.semel.codec.Wrapping;
import dev.semel.model.Blob;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts results, final failures and recovery points with AES-256-GCM, each under a data key of its own, bound to its
 * record and the part of it. Immutable and thread-safe.
 *
 * <pre>{@code
 * Idempotency.builder(store)
 *         .codec(PlainJsonCodec.create())
 *         .wrapping(EnvelopeEncryption.of(StaticKeys.of("2026-11", key)))
 *         .build();
 * }</pre>
 *
 * <p>A stored value that was changed, or moved from another record or part, is refused: a replay answers {@code
 * ResultUnavailable}, and nothing is executed. What is not a value stays readable and is not authenticated: see the
 * security page of the documentation. A value grows by 77 bytes and the key's id under {@link StaticKeys}, and no
 * longer shrinks by a store's compression.
 */
public final class EnvelopeEncryption implements Wrapping {

    private static final String CIPHER = "AES/GCM/NoPadding";

    private final KeyProvider keys;
    private final Supplier<? extends RandomGenerator> random;
    private final boolean readsPlainValues;

    private EnvelopeEncryption(KeyProvider keys, Supplier<? extends RandomGenerator> random, boolean readsPlainValues) {
        this.keys = Objects.requireNonNull(keys, "keys");
        this.random = Objects.requireNonNull(random, "random");
        this.readsPlainValues = readsPlainValues;
    }

    /**
     * {@return the encryption under keys, with a new {@link SecureRandom} for each value} Nothing is drawn ahead, so a
     * process restored from a snapshot repeats no nonce and no data key.
     *
     * @param keys the keys
     */
    public static EnvelopeEncryption of(KeyProvider keys) {
        return of(keys, SecureRandom::new);
    }

    /**
     * {@return the encryption under keys, with another source of nonces and data keys}
     *
     * @param keys the keys
     * @param random asked for each value; what it gives must be unpredictable, and must not repeat in a process
     *     restored from a snapshot
     */
    public static EnvelopeEncryption of(KeyProvider keys, Supplier<? extends RandomGenerator> random) {
        return new EnvelopeEncryption(keys, random, false);
    }

    /**
     * {@return this encryption, which also reads values that are no envelopes} For the time after encryption was
     * switched on, until the windows of earlier records have ended: meanwhile a writer of the table can put values of
     * its own in the place of encrypted ones. Default: such values are refused.
     */
    public EnvelopeEncryption readingPlainValues() {
        return new EnvelopeEncryption(keys, random, true);
    }

    @Override
    public Blob wrap(Blob encoded, RecordContext context) {
        RandomGenerator source = random.get();
        DataKey dataKey = keys.newDataKey(context, source);
        byte[] nonce = new byte[Envelope.NONCE_BYTES];
        source.nextBytes(nonce);
        byte[] associated = Envelope.associated(dataKey.keyId(), dataKey.wrapped(), context);
        try {
            byte[] text = apply(Cipher.ENCRYPT_MODE, dataKey.key(), nonce, associated, encoded);
            return new Envelope(dataKey.keyId(), dataKey.wrapped(), Blob.of(nonce), Blob.of(text)).stored();
        } catch (GeneralSecurityException e) {
            throw EncryptionException.failed(e);
        }
    }

    @Override
    public Blob unwrap(Blob stored, RecordContext context) {
        if (readsPlainValues && !Envelope.isOne(stored)) {
            return stored;
        }
        Envelope envelope = Envelope.read(stored, context);
        SecretKey key = keys.unwrap(envelope.keyId(), envelope.wrappedKey(), context);
        byte[] associated = Envelope.associated(envelope.keyId(), envelope.wrappedKey(), context);
        try {
            return Blob.of(
                    apply(Cipher.DECRYPT_MODE, key, envelope.nonce().toByteArray(), associated, envelope.text()));
        } catch (GeneralSecurityException e) {
            throw EncryptionException.refused(context, e);
        }
    }

    private static byte[] apply(int mode, SecretKey key, byte[] nonce, byte[] associated, Blob text)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(Envelope.TAG_BITS, nonce));
        cipher.updateAAD(associated);
        return cipher.doFinal(text.toByteArray());
    }
}
