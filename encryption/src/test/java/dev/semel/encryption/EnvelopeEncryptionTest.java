// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.codec.RecordContext;
import dev.semel.codec.RecordPart;
import dev.semel.model.Blob;
import dev.semel.model.IdempotencyKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The envelope: its form, and its refusal of everything that was changed or moved. */
final class EnvelopeEncryptionTest {

    private static final RecordContext PLACE = place("shop", "charge", "42", new RecordPart.Result());
    private static final Blob VALUE = Blob.utf8("{\"receipt\":\"secret-4711\"}");

    private final EnvelopeEncryption encryption = EnvelopeEncryption.of(StaticKeys.of("2026-11", key(1)));

    static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        key[31] = (byte) 0xff; // one byte repeated is refused
        return key;
    }

    static RecordContext place(String tenant, String operation, String value, RecordPart part) {
        return RecordContext.of(new IdempotencyKey(tenant, operation, value), part);
    }

    @Test
    void formIsPinned() {
        EnvelopeEncryption seeded = EnvelopeEncryption.of(StaticKeys.of("2026-11", key(1)), () -> new Random(42));
        String golden = "ff534501010007323032362d31310028c67035150dbb817ed723ea4872bbf4fe2a2c5e77a306"
                + "adec7d9f0a9e76e2f8d63d51fd72e370b665be6a61aa9a0c6117bd6743e748802136882435c6"
                + "5c9b4a35368b9ad75da79c2082f492ba8713b92b38ee3cec38e3b690f3405f9b07";

        assertThat(HexFormat.of().formatHex(seeded.wrap(VALUE, PLACE).toByteArray()))
                .isEqualTo(golden);
        assertThat(encryption.unwrap(Blob.of(HexFormat.of().parseHex(golden)), PLACE))
                .isEqualTo(VALUE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 1000, 300_000})
    void valueComesBackAndIsNotInTheEnvelope(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);

        Blob stored = encryption.wrap(Blob.of(bytes), PLACE);

        assertThat(encryption.unwrap(stored, PLACE)).isEqualTo(Blob.of(bytes));
        assertThat(stored.size()).isEqualTo(size + 77 + "2026-11".length());
        if (size > 15) {
            assertThat(HexFormat.of().formatHex(stored.toByteArray()))
                    .doesNotContain(HexFormat.of().formatHex(bytes, 0, 16));
        }
    }

    @Test
    void nonceAndDataKeyAreNewForEachValue() {
        Set<Blob> nonces = new HashSet<>();
        Set<Blob> dataKeys = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            Envelope envelope = Envelope.read(encryption.wrap(VALUE, PLACE), PLACE);
            nonces.add(envelope.nonce());
            dataKeys.add(envelope.wrappedKey());
        }
        assertThat(nonces).hasSize(1000);
        assertThat(dataKeys).hasSize(1000);
    }

    @Test
    void S12_everyChangedByteIsRefused() {
        byte[] stored = encryption.wrap(VALUE, PLACE).toByteArray();
        for (int at = 0; at < stored.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = stored.clone();
                changed[at] ^= (byte) (1 << bit);
                assertThatThrownBy(() -> encryption.unwrap(Blob.of(changed), PLACE))
                        .as("bit %d of byte %d", bit, at)
                        .isInstanceOf(EncryptionException.class)
                        .hasMessageNotContaining("4711");
            }
        }
    }

    @Test
    void S12_everyShortenedOrLengthenedEnvelopeIsRefused() {
        byte[] stored = encryption.wrap(VALUE, PLACE).toByteArray();
        for (int length = 0; length < stored.length; length++) {
            Blob shortened = Blob.of(Arrays.copyOf(stored, length));
            assertThatThrownBy(() -> encryption.unwrap(shortened, PLACE))
                    .as("the first %d bytes", length)
                    .isInstanceOf(EncryptionException.class);
        }
        assertThatThrownBy(() -> encryption.unwrap(Blob.of(Arrays.copyOf(stored, stored.length + 1)), PLACE))
                .isInstanceOf(EncryptionException.class);
    }

    @Test
    void S12_valueOfAnotherPlaceIsRefused() {
        Blob stored = encryption.wrap(VALUE, PLACE);
        for (RecordContext other : new RecordContext[] {
            place("shop", "charge", "43", new RecordPart.Result()),
            place("shop2", "charge", "42", new RecordPart.Result()),
            place("", "charge", "42", new RecordPart.Result()),
            place("shop", "refund", "42", new RecordPart.Result()),
            place("shop", "charge", "42", new RecordPart.Failure("result")),
            place("shop", "charge", "42", new RecordPart.StepResult("reserve"))
        }) {
            assertThatThrownBy(() -> encryption.unwrap(stored, other))
                    .as("read at %s", other)
                    .isInstanceOf(EncryptionException.class)
                    .hasMessageContaining("does not belong there");
        }
    }

    @Test
    void S12_dataKeyOfAnotherValueIsRefused() {
        Envelope one = Envelope.read(encryption.wrap(VALUE, PLACE), PLACE);
        Envelope other = Envelope.read(encryption.wrap(Blob.utf8("other"), PLACE), PLACE);

        Blob mixed = new Envelope(one.keyId(), other.wrappedKey(), one.nonce(), one.text()).stored();

        assertThatThrownBy(() -> encryption.unwrap(mixed, PLACE)).isInstanceOf(EncryptionException.class);
    }

    @Test
    void previousKeyReadsAndTheCurrentOneWrites() {
        Blob old = encryption.wrap(VALUE, PLACE);
        EnvelopeEncryption rotated =
                EnvelopeEncryption.of(StaticKeys.of("2027-01", key(2)).withPrevious("2026-11", key(1)));

        assertThat(rotated.unwrap(old, PLACE)).isEqualTo(VALUE);
        Blob fresh = rotated.wrap(VALUE, PLACE);
        assertThat(Envelope.read(fresh, PLACE).keyId()).isEqualTo("2027-01");
        assertThat(rotated.unwrap(fresh, PLACE)).isEqualTo(VALUE);
        assertThatThrownBy(() -> encryption.unwrap(fresh, PLACE))
                .isInstanceOf(EncryptionException.class)
                .hasMessage("the stored value is encrypted under the key '2027-01', and only 2026-11 are configured. "
                        + "Add it with withPrevious(...) to read values of that key");
    }

    @Test
    void wrongKeyUnderAKnownIdIsRefused() {
        Blob stored = encryption.wrap(VALUE, PLACE);
        EnvelopeEncryption wrong = EnvelopeEncryption.of(StaticKeys.of("2026-11", key(3)));

        assertThatThrownBy(() -> wrong.unwrap(stored, PLACE))
                .isInstanceOf(EncryptionException.class)
                .hasMessageContaining("its key is not the one that its key id names");
    }

    @Test
    void plainValuesAreReadOnlyByAWord() {
        Blob plain = Blob.utf8("SECRET");
        assertThatThrownBy(() -> encryption.unwrap(plain, PLACE))
                .isInstanceOf(EncryptionException.class)
                .hasMessageContaining("is not encrypted")
                .hasMessageContaining("readingPlainValues()");

        EnvelopeEncryption both = encryption.readingPlainValues();
        assertThat(both.unwrap(plain, PLACE)).isEqualTo(plain);
        assertThat(both.unwrap(encryption.wrap(VALUE, PLACE), PLACE)).isEqualTo(VALUE);
    }

    @Test
    void envelopeOfALaterVersionIsRefusedByName() {
        byte[] stored = encryption.wrap(VALUE, PLACE).toByteArray();
        stored[3] = 7;
        assertThatThrownBy(() -> encryption.unwrap(Blob.of(stored), PLACE))
                .isInstanceOf(EncryptionException.class)
                .hasMessageContaining("version 7")
                .hasMessageContaining("Deploy the version that wrote it");
    }

    @Test
    void keysThatCannotBeMeantAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StaticKeys.of("a", new byte[16]))
                .withMessage(
                        "Key 'a' must have 32 bytes, has 16: decode a key that is kept as a text, such as hexadecimal "
                                + "digits or Base64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StaticKeys.of("a", new byte[0]))
                .withMessageContaining("must have 32 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StaticKeys.of("a", new byte[32]))
                .withMessageContaining("one byte repeated");
        byte[] sevens = new byte[32];
        Arrays.fill(sevens, (byte) 7);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StaticKeys.of("a", sevens))
                .withMessageContaining("one byte repeated");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StaticKeys.of("b", key(1)).withPrevious("a", key(1)))
                .withMessage("Keys 'b' and 'a' are the same bytes: a rotation needs a new key");
        assertThatIllegalArgumentException().isThrownBy(() -> StaticKeys.of("", key(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> StaticKeys.of("a b", key(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StaticKeys.of("a", key(1)).withPrevious("a", key(2)))
                .withMessageContaining("Two keys have the id 'a'");
    }

    /** A text that keeps a key is not the key, whichever provider gives it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "00112233445566778899aabbccddeeff",
                "00112233445566778899AABBCCDDEEFF",
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRY=",
                "correct horse battery staples, 2",
                "123e4567-e89b-12d3-a456-42661417",
            })
    void textIsNoKey(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StaticKeys.of("a", bytes))
                .withMessageContaining("Key 'a' is a text, such as hexadecimal digits, Base64")
                .withMessageContaining("decode it")
                .withMessageNotContaining(text);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StaticKeys.of("b", key(1)).withPrevious("a", bytes))
                .withMessageContaining("Key 'a' is a text");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataKey("a", Blob.of(key(1)), new SecretKeySpec(bytes, "AES")))
                .withMessageContaining("A data key of 'a' is a text");
    }

    @Test
    void aDataKeyHas256Bits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataKey("a", Blob.of(key(1)), new SecretKeySpec(new byte[16], "AES")))
                .withMessage("key must have 32 bytes, has 16");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataKey("a", Blob.of(key(1)), new SecretKeySpec(new byte[32], "AES")))
                .withMessageContaining("one byte repeated");
    }

    @Test
    void keyMaterialShowsNowhere() {
        StaticKeys keys = StaticKeys.of("2026-11", key(1)).withPrevious("2026-10", key(2));
        assertThat(keys).hasToString("StaticKeys[2026-11, 2026-10]");
        assertThat(keys.newDataKey(PLACE, new Random(1))).hasToString("DataKey[2026-11]");
    }

    @Test
    void changeOfTheCallersBytesDoesNotChangeTheKey() {
        byte[] bytes = key(1);
        StaticKeys keys = StaticKeys.of("2026-11", bytes);
        Arrays.fill(bytes, (byte) 9);
        assertThat(EnvelopeEncryption.of(keys).unwrap(encryption.wrap(VALUE, PLACE), PLACE))
                .isEqualTo(VALUE);
    }
}
