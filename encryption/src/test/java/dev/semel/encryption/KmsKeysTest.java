// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.encryption;

import static dev.semel.encryption.EnvelopeEncryptionTest.place;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.codec.RecordContext;
import dev.semel.codec.RecordPart;
import dev.semel.model.Blob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;

/** Data keys of KMS, against a stand-in for its HTTP protocol. */
final class KmsKeysTest {

    private static final String ARN = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final String NEXT = "arn:aws:kms:eu-west-1:111122223333:key/mrk-9876";
    private static final RecordContext PLACE = place("shop", "charge", "42", new RecordPart.Result());
    private static final Blob VALUE = Blob.utf8("secret");

    private KmsStandIn server;
    private KmsClient client;

    @BeforeEach
    void start() throws IOException {
        server = new KmsStandIn();
        client = server.client();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private EnvelopeEncryption under(KmsKeys keys) {
        return EnvelopeEncryption.of(keys);
    }

    @Test
    void valueComesBackAndTheRequestsCarryTheContext() {
        EnvelopeEncryption encryption = under(KmsKeys.of(client, ARN));

        Blob stored = encryption.wrap(VALUE, PLACE);

        assertThat(encryption.unwrap(stored, PLACE)).isEqualTo(VALUE);
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().get(0))
                .startsWith("TrentService.GenerateDataKey ")
                .contains("\"KeyId\":\"" + ARN + "\"", "\"KeySpec\":\"AES_256\"")
                .contains("\"semel:operation\":\"charge\"", "\"semel:tenant\":\"shop\"")
                .doesNotContain("42", PLACE.keyDigest());
        assertThat(server.requests().get(1))
                .startsWith("TrentService.Decrypt ")
                .contains("\"KeyId\":\"" + ARN + "\"", "\"semel:operation\":\"charge\"");
    }

    @Test
    void emptyTenantIsLeftOut() {
        RecordContext place = place("", "charge", "42", new RecordPart.Result());
        EnvelopeEncryption encryption = under(KmsKeys.of(client, ARN));

        assertThat(encryption.unwrap(encryption.wrap(VALUE, place), place)).isEqualTo(VALUE);
        assertThat(server.requests()).allSatisfy(request -> assertThat(request).doesNotContain("semel:tenant"));
    }

    @Test
    void S12_valueOfAnotherTenantIsRefusedByTheService() {
        EnvelopeEncryption encryption = under(KmsKeys.of(client, ARN));
        Blob stored = encryption.wrap(VALUE, PLACE);

        assertThatThrownBy(() -> encryption.unwrap(stored, place("other", "charge", "42", new RecordPart.Result())))
                .isInstanceOf(KmsException.class);
        assertThatThrownBy(() -> encryption.unwrap(stored, place("shop", "charge", "43", new RecordPart.Result())))
                .isInstanceOf(EncryptionException.class)
                .hasMessageContaining("does not belong there");
    }

    @Test
    void keyThatWasNotConfiguredIsNeverAskedFor() {
        Blob stored = under(KmsKeys.of(client, NEXT)).wrap(VALUE, PLACE);
        int before = server.requests().size();

        assertThatThrownBy(() -> under(KmsKeys.of(client, ARN)).unwrap(stored, PLACE))
                .isInstanceOf(EncryptionException.class)
                .hasMessageContaining(NEXT)
                .hasMessageContaining("withPrevious");
        assertThat(server.requests()).hasSize(before);
    }

    @Test
    void previousKeyReadsAndTheCurrentOneWrites() {
        Blob old = under(KmsKeys.of(client, ARN)).wrap(VALUE, PLACE);
        EnvelopeEncryption moved = under(KmsKeys.of(client, NEXT).withPrevious(ARN));

        assertThat(moved.unwrap(old, PLACE)).isEqualTo(VALUE);
        assertThat(Envelope.read(moved.wrap(VALUE, PLACE), PLACE).keyId()).isEqualTo(NEXT);
    }

    @Test
    void dataKeyOfAnotherLengthIsRefused() {
        server.giveBytes(16);
        assertThatThrownBy(() -> under(KmsKeys.of(client, ARN)).wrap(VALUE, PLACE))
                .isInstanceOf(EncryptionException.class)
                .hasMessageContaining("it has 16 bytes instead of 32");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"Plaintext\":null,\"CiphertextBlob\":null}",
                "{\"CiphertextBlob\":\"AAAA\"}",
                "{\"Plaintext\":\"\",\"CiphertextBlob\":\"AAAA\"}"
            })
    void anAnswerWithoutADataKeyIsRefusedByName(String answer) {
        EnvelopeEncryption encryption = under(KmsKeys.of(client, ARN));
        Blob stored = encryption.wrap(VALUE, PLACE);
        server.answerWith(answer);
        for (ThrowingCallable use : List.<ThrowingCallable>of(
                () -> encryption.wrap(VALUE, PLACE), () -> encryption.unwrap(stored, PLACE))) {
            assertThatThrownBy(use)
                    .isInstanceOf(EncryptionException.class)
                    .hasMessageContaining("gave no usable data key");
        }
    }

    @Test
    void refusalOfTheServiceIsPassedOn() {
        server.refuse();
        assertThatThrownBy(() -> under(KmsKeys.of(client, ARN)).wrap(VALUE, PLACE))
                .isInstanceOf(KmsException.class);
    }

    @Test
    void policyHasTheActionsThatAreSent() throws IOException {
        EnvelopeEncryption encryption = under(KmsKeys.of(client, ARN));
        encryption.unwrap(encryption.wrap(VALUE, PLACE), PLACE);

        String policy = Files.readString(Path.of("../examples/iam/kms.json"));
        assertThat(Pattern.compile("\"kms:(\\w+)\"").matcher(policy).results().map(found -> found.group(1)))
                .containsExactlyInAnyOrderElementsOf(server.requests().stream()
                        .map(request -> request.substring("TrentService.".length(), request.indexOf(' ')))
                        .toList());
        assertThat(policy).contains("kms:EncryptionContext:semel:operation");
    }

    @Test
    void aliasesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KmsKeys.of(client, "alias/semel"))
                .withMessageContaining("not an alias");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KmsKeys.of(client, ARN).withPrevious("1234abcd-12ab-34cd-56ef-1234567890ab"));
    }
}
