// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.encryption;

import dev.semel.codec.RecordContext;
import dev.semel.model.Blob;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

/**
 * Data keys of AWS KMS: {@code GenerateDataKey} for each value that is stored, {@code Decrypt} for each that is read.
 * Not certified: it was tested with a stand-in for the service's HTTP protocol, never with AWS KMS itself. Immutable
 * and thread-safe; the client belongs to the caller.
 *
 * <p>Operation and tenant are the encryption context, as {@code semel:operation} and {@code semel:tenant} (left out if
 * empty): a key policy can name them, and AWS CloudTrail shows them in plain text. A value stored under one of them
 * cannot be decrypted under another.
 *
 * <p>KMS's automatic rotation keeps a key's ARN and needs nothing. To move to another KMS key, make it the current one
 * and keep the old one with {@link #withPrevious}. Needs {@code software.amazon.awssdk:kms}, which this module does not
 * bring along.
 *
 * <p>Time: a request takes as long as the client allows. This class has no timeout of its own, tries nothing again, and
 * does not know the deadline of a call. The AWS SDK for Java 2.x limits neither a call nor an attempt by default, waits
 * up to 30 seconds for a reply of its default HTTP client, and tries again two or three times. So give the client an
 * {@code apiCallAttemptTimeout} and an {@code apiCallTimeout} (AWS SDK for Java 2.x Developer Guide, "Configure
 * timeouts"), such as 300 ms and one second, and reserve at least the latter with {@link
 * dev.semel.OperationBuilder#recordingTime recordingTime}, whose default is 500 ms: the request for a result comes
 * after the body. While KMS is slow the claim holds to the end of its lease, which is the deadline and the clock skew.
 * A result that is encrypted later is still stored, unless another call has taken over: then this one answers {@code
 * ClaimLost}. No step begins behind the deadline. A function that is killed while it waits leaves an unknown outcome,
 * as any crash after the body does. Replays wait for {@code Decrypt} and run nothing.
 *
 * <p>An outage of KMS when a result is to be stored comes after its effect: the call answers {@code NotRecorded} with
 * the value, the record is completed without it, and nothing is executed again.
 */
public final class KmsKeys implements KeyProvider {

    private static final int KEY_BYTES = 32;

    private final KmsClient client;
    private final String current;
    private final Set<String> known;

    private KmsKeys(KmsClient client, String current, Set<String> known) {
        this.client = client;
        this.current = current;
        this.known = known;
    }

    /**
     * {@return data keys under one KMS key}
     *
     * @param client the client
     * @param keyArn the ARN of a symmetric key, {@code arn:aws:kms:...:key/...}. No alias: what an alias means can
     *     change, and each stored value names its key
     */
    @SuppressWarnings("exports") // a caller that has a client has its module
    public static KmsKeys of(KmsClient client, String keyArn) {
        Objects.requireNonNull(client, "client");
        return new KmsKeys(client, requireArn(keyArn), Set.of(keyArn));
    }

    /**
     * {@return these keys and one more, whose values are only read}
     *
     * @param keyArn the ARN of a key that was the current one before
     */
    public KmsKeys withPrevious(String keyArn) {
        Set<String> more = new LinkedHashSet<>(known);
        more.add(requireArn(keyArn));
        return new KmsKeys(client, current, more);
    }

    private static String requireArn(String keyArn) {
        if (!Objects.requireNonNull(keyArn, "keyArn")
                .matches("arn:[a-z0-9-]+:kms:[a-z0-9-]+:[0-9]+:key/[A-Za-z0-9-]+")) {
            throw new IllegalArgumentException(
                    "keyArn must be the ARN of a KMS key, arn:aws:kms:REGION:ACCOUNT:key/ID, not an alias: "
                            + "each stored value names the key that can read it");
        }
        return keyArn;
    }

    @Override
    public DataKey newDataKey(RecordContext context, RandomGenerator random) {
        GenerateDataKeyResponse response = client.generateDataKey(GenerateDataKeyRequest.builder()
                .keyId(current)
                .keySpec(DataKeySpec.AES_256)
                .encryptionContext(encryptionContext(context))
                .build());
        SdkBytes wrapped = response.ciphertextBlob();
        if (wrapped == null) {
            throw EncryptionException.noDataKey(current, "the answer has none");
        }
        return new DataKey(current, Blob.of(wrapped.asByteArray()), secret(current, response.plaintext()));
    }

    @Override
    public SecretKey unwrap(String keyId, Blob wrapped, RecordContext context) {
        if (!known.contains(keyId)) { // else a writer of the table could name a key of its own
            throw EncryptionException.unknownKey(keyId, known);
        }
        DecryptResponse response = client.decrypt(DecryptRequest.builder()
                .keyId(keyId)
                .ciphertextBlob(SdkBytes.fromByteArray(wrapped.toByteArray()))
                .encryptionContext(encryptionContext(context))
                .build());
        return secret(keyId, response.plaintext());
    }

    private static SecretKey secret(String keyId, @Nullable SdkBytes plaintext) {
        if (plaintext == null) {
            throw EncryptionException.noDataKey(keyId, "the answer has none");
        }
        byte[] bytes = plaintext.asByteArray();
        if (bytes.length != KEY_BYTES) {
            throw EncryptionException.noDataKey(keyId, "it has " + bytes.length + " bytes instead of 32");
        }
        return new SecretKeySpec(bytes, "AES");
    }

    private static Map<String, String> encryptionContext(RecordContext context) {
        return context.tenant().isEmpty()
                ? Map.of("semel:operation", context.operation())
                : Map.of("semel:operation", context.operation(), "semel:tenant", context.tenant());
    }

    /** {@return the ARNs of the keys} */
    @Override
    public String toString() {
        return "KmsKeys" + known;
    }
}
