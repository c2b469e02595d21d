// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3SourceTest {

    @Test
    void readsTheDocumentedPut() {
        assertThat(parse(Notifications.PUT))
                .containsExactly(new S3Object(
                        "ObjectCreated:Put",
                        Instant.EPOCH,
                        "amzn-s3-demo-bucket",
                        "HappyFace.jpg",
                        "096fKKXTRTtl3on89fVO.nfljtsv6qko",
                        "0055AED6DCD90281E4",
                        "d41d8cd98f00b204e9800998ecf8427e",
                        1024L));
    }

    @Test
    void readsADeletionWithoutTagAndSize() {
        String deletion =
                Notifications.put("\"size\": 1024,", "").replace("\"eTag\": \"d41d8cd98f00b204e9800998ecf8427e\",", "");
        S3Object object = parse(deletion.replace("ObjectCreated:Put", "ObjectRemoved:Delete"))
                .get(0);
        assertThat(object.eTag()).isNull();
        assertThat(object.size()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"null", "''", "'\"\"'"})
    void readsABucketWithoutVersions(String written) {
        String replacement = written.isEmpty() ? "" : "\"versionId\": " + written + ",";
        String document = Notifications.put("\"versionId\": \"096fKKXTRTtl3on89fVO.nfljtsv6qko\",", replacement);
        assertThat(parse(document).get(0).versionId()).isNull();
    }

    @Test
    void readsEveryRecordInItsOrder() {
        String two = Notifications.joined(Notifications.putKey("a"), Notifications.putKey("b"));
        assertThat(parse(two)).extracting(S3Object::key).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource({
        "red+flower.jpg, red flower.jpg",
        "1%2B1%3D2.txt, 1+1=2.txt",
        "caf%C3%A9%2F%E2%82%AC.json, café/€.json",
        "%F0%9F%98%80, 😀",
        "100%25, 100%",
        "a%2fb, a/b",
        "plain-é, plain-é"
    })
    void decodesKeys(String spelled, String key) {
        assertThat(parse(Notifications.putKey(spelled)).get(0).key()).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({"%", "%4", "%zz", "%C3", "%FF", "%C0%AF", "%ED%A0%80"})
    void refusesAKeyThatIsNoUtf8_insteadOfMakingTwoKeysOne(String spelled) {
        assertThatThrownBy(() -> parse(Notifications.putKey("secret" + spelled)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("Records[0].s3.object.key is not URL-encoded UTF-8")
                .hasMessageNotContaining("secret");
    }

    @Test
    void toleratesTheTestEvent() {
        assertThat(parse(Notifications.TEST_EVENT)).isEmpty();
    }

    @Test
    void refusesAnEventWithoutSequencerByName() {
        String document = Notifications.put(
                ",\n          \"sequencer\": \"0055AED6DCD90281E4\"".indent(0).stripTrailing(), "");
        String tagging = document.replace("ObjectCreated:Put", "ObjectTagging:Put");
        assertThatThrownBy(() -> parse(tagging))
                .isInstanceOf(MissingSequencerException.class)
                .hasMessageContaining("Records[0].s3.object.sequencer is missing")
                .hasMessageContaining("ObjectTagging:Put")
                .hasMessageContaining("notification configuration")
                .hasMessageNotContaining("HappyFace");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"eventSource\": \"aws:s3\"| \"eventSource\": \"aws:sqs\"| Records[0].eventSource is not aws:s3",
                "\"eventVersion\": \"2.1\"| \"eventVersion\": \"3.0\"| Records[0].eventVersion is not of version 2",
                "\"eventName\": \"ObjectCreated:Put\"| \"eventName\": 7| Records[0].eventName is not a text",
                "\"name\": \"amzn-s3-demo-bucket\"| \"name\": \"\"| Records[0].s3.bucket.name is missing or empty",
                "\"key\": \"HappyFace.jpg\",| ''| Records[0].s3.object.key is missing or empty",
                "\"Records\"| \"records\"| Records is missing",
                "\"eTag\"| \"size\"| has two members of one name in an object: the second one is at line 26",
                "\"size\": 1024| \"size\": wrong| is not one JSON document: at line 25",
            })
    void saysWhatIsWrongAndWhere(String piece, String replacement, String message) {
        assertThatThrownBy(() -> parse(Notifications.put(piece, replacement)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining(message)
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "{", "[]", "null", "7", "{\"Records\": {}}", "{\"Records\": null}", "{\"Records\": []} x"})
    void refusesWhatIsNoNotification(String document) {
        assertThatThrownBy(() -> parse(document))
                .isInstanceOf(InvalidEventException.class)
                .hasNoCause();
    }

    @Test
    void refusesRecordsThatAreNoObjects() {
        assertThatThrownBy(() -> parse("{\"Records\": [7]}"))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("Records[0].eventSource is missing");
    }

    @Test
    void showsNothingOfAMalformedDocument() {
        assertThatThrownBy(() -> parse("{\"Records\": card-4111111111111111}"))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageNotContaining("4111");
    }

    @Test
    void saysThatADocumentCouldNotBeRead() throws IOException {
        InputStream broken = InputStream.nullInputStream();
        broken.close();
        assertThatThrownBy(() -> S3Source.parse(broken))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("could not be read to its end");
    }

    @Test
    void aNewDedupeWindowCoversTheHorizon() {
        RetryHorizon horizon = S3Source.retryHorizon();
        assertThat(horizon.isCoveredBy(Duration.ofHours(6))).isTrue();
        assertThat(horizon.isCoveredBy(Duration.ofMinutes(359))).isFalse();
        assertThat(horizon.document()).contains("asynchronous invocation");
    }

    private static List<S3Object> parse(String document) {
        return S3Source.parse(Notifications.stream(document));
    }
}
