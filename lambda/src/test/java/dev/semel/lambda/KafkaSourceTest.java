// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.lambda.KafkaRecord.Header;
import dev.semel.model.Blob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSourceTest {

    /** As the "Using Lambda with Amazon MSK" page of the AWS Lambda Developer Guide. */
    static final String MSK = """
            {
              "eventSource": "aws:kafka",
              "eventSourceArn": "arn:aws:kafka:us-east-1:123456789012:cluster/vpc-2priv-2pub/751d2973-a626-431c-9d4e-d7975eb44dd7-2",
              "bootstrapServers": "b-2.demo-cluster-1.a1bcde.c1.kafka.us-east-1.amazonaws.com:9092,b-1.demo-cluster-1.a1bcde.c1.kafka.us-east-1.amazonaws.com:9092",
              "records": {
                "mytopic-0": [
                  {
                    "topic": "mytopic",
                    "partition": 0,
                    "offset": 15,
                    "timestamp": 1545084650987,
                    "timestampType": "CREATE_TIME",
                    "key": "c2VtZWw=",
                    "value": "SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==",
                    "headers": [{"headerKey": [104, 101, 97, 100, 101, 114, 86, 97, 108, 117, 101]}]
                  }
                ]
              }
            }
            """;

    /**
     * As the "Using Lambda with self-managed Apache Kafka" page: no cluster has an ARN there, and partitions are texts.
     */
    private static final String SELF_MANAGED = Json.with(
                    Json.with(MSK, "\"aws:kafka\"", "\"SelfManagedKafka\""), "\"eventSourceArn\"", "\"x\"")
            .replace("\"partition\": 0", "\"partition\": \"0\"");

    @Test
    void readsTheDocumentedRecord() {
        DeliveredItem<KafkaRecord> item = parse(MSK).get(0);
        assertThat(item.itemId()).isEqualTo("mytopic-0:15");
        assertThat(item.group()).isEqualTo("mytopic-0");
        assertThat(EventDeliveries.readable(item))
                .isEqualTo(new KafkaRecord(
                        "arn:aws:kafka:us-east-1:123456789012:cluster/vpc-2priv-2pub/751d2973-a626-431c-9d4e-d7975eb44dd7-2",
                        "mytopic",
                        0,
                        15,
                        Blob.utf8("semel"),
                        Blob.utf8("Hello, this is a test."),
                        List.of(new Header("headerKey", Blob.utf8("headerValue"))),
                        Instant.ofEpochMilli(1545084650987L)));
    }

    @Test
    void aSelfManagedClusterIsKnownByItsServers_inAnyOrder() {
        String reordered =
                SELF_MANAGED.replace("b-2.", "b-0.").replace("b-1.", "b-2.").replace("b-0.", "b-1.");
        assertThat(reordered).isNotEqualTo(SELF_MANAGED);
        assertThat(only(SELF_MANAGED).cluster()).startsWith("b-1.").contains(",b-2.");
        assertThat(only(reordered).deliveryIdentity())
                .isEqualTo(only(SELF_MANAGED).deliveryIdentity());
        assertThat(only(SELF_MANAGED).deliveryIdentityIn("orders")).isEqualTo("7:=orders|8:=mytopic|2:=0|3:=15");
    }

    @Test
    void readsTombstonesAndRecordsWithoutKeyHeadersAndTime() {
        KafkaRecord tombstone = only(Json.with(MSK, "\"SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==\"", "null")
                .replace("\"key\"", "\"k\"")
                .replace("\"headers\"", "\"h\"")
                .replace("1545084650987", "-1"));
        assertThat(tombstone.value()).isNull();
        assertThat(tombstone.json()).isNull();
        assertThat(tombstone.key()).isNull();
        assertThat(tombstone.headers()).isEmpty();
        assertThat(tombstone.timestamp()).isNull();
        KafkaRecord empty = only(Json.with(MSK, "SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==", ""));
        assertThat(empty.value()).isEqualTo(Blob.utf8(""));
        assertThat(empty.contentIdentity())
                .isNotEqualTo(only(Json.with(MSK, "\"SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==\"", "null"))
                        .contentIdentity());
    }

    @Test
    void readsHeaderBytesWithAndWithoutASign() {
        String signed = Json.with(MSK, "[104, 101, 97, 100, 101, 114, 86, 97, 108, 117, 101]", "[-61, 169]");
        String unsigned = Json.with(MSK, "[104, 101, 97, 100, 101, 114, 86, 97, 108, 117, 101]", "[195, 169]");
        assertThat(only(signed).headers()).containsExactly(new Header("headerKey", Blob.utf8("é")));
        assertThat(only(unsigned).headers()).isEqualTo(only(signed).headers());
    }

    @Test
    void aRedeliveryReplays() throws Exception {
        String again = Json.with(MSK, "1545084650987", "1545084650988");
        String other = Json.with(MSK, "\"offset\": 15", "\"offset\": 16");
        EventDeliveries.<KafkaRecord>of(
                        idempotency -> KafkaSource.operationPerDelivery(idempotency, "handle", String.class))
                .replay(only(MSK), only(again), only(other));
    }

    @Test
    void contentIsKeyValueAndHeaders() {
        String content = only(MSK).contentIdentity();
        for (String piece : new String[] {"c2VtZWw=", "SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==", "headerKey"}) {
            assertThat(only(Json.with(MSK, piece, "b3RoZXI=")).contentIdentity())
                    .isNotEqualTo(content);
        }
        assertThat(only(Json.with(MSK, "117, 101]", "117]")).contentIdentity()).isNotEqualTo(content);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"topic\"| \"x\"| records{0}[0].topic is missing",
                "c2VtZWw=| secret!| records{0}[0].key is not base64",
                "SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==| secret!| records{0}[0].value is not base64",
                "104, 101| 256, 101| records{0}[0].headers[0]{0}[0] is not a byte",
                "104, 101| \"secret\", 101| records{0}[0].headers[0]{0}[0] is not a byte",
            })
    void aRecordThatCannotBeReadIsPoisonAlone(String piece, String replacement, String problem) {
        String broken = Json.with(MSK, piece, replacement);
        String end = "\n    ]\n  }\n}\n";
        String fine = MSK.substring(MSK.indexOf('[') + 1);
        List<DeliveredItem<KafkaRecord>> batch =
                parse(broken.substring(0, broken.length() - end.length()) + "," + fine.replace(": 15", ": 16"));
        assertThat(batch.get(0).itemId()).isEqualTo("mytopic-0:15");
        assertThat(EventDeliveries.poison(batch.get(0)))
                .hasMessageContaining(problem)
                .hasMessageNotContaining("secret")
                .hasNoCause();
        assertThat(EventDeliveries.readable(batch.get(1)).offset()).isEqualTo(16);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"offset\"| \"x\"| records{0}[0].offset is not an offset",
                "\"offset\": 15| \"offset\": -1| records{0}[0].offset is not an offset",
                "\"records\"| \"x\"| records is missing",
                "aws:kafka\"| aws:sqs\"| eventSource is not SelfManagedKafka or aws:SelfManagedKafka or aws:kafka",
                "\"eventSourceArn\"| \"x\"| eventSourceArn is missing",
            })
    void whatCouldNotBeReportedIsRefused(String piece, String replacement, String problem) {
        assertThatThrownBy(() -> parse(Json.with(MSK, piece, replacement)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void hostileEventsAreRefusedAsDocumented() {
        HostileJson.neverThrowsAnythingElse(MSK, KafkaSourceTest::use);
        HostileJson.neverThrowsAnythingElse(SELF_MANAGED, KafkaSourceTest::use);
    }

    private static void use(String document) {
        for (DeliveredItem<KafkaRecord> item : parse(document)) {
            if (item instanceof DeliveredItem.Readable<KafkaRecord> readable) {
                assertThat(readable.record().deliveryIdentity()).isNotEmpty();
                assertThat(readable.record().contentIdentity()).isNotEmpty();
            }
        }
    }

    @Test
    void showsNoContent() {
        assertThat(parse(MSK).toString() + only(MSK).headers()).doesNotContain("Hello", "semel]", "headerValue");
    }

    @Test
    void theWindowOfANewOperationCoversTheDefaultHorizon() {
        assertThat(KafkaSource.retryHorizon().longest()).isEqualTo(Duration.ofDays(7));
        assertThatThrownBy(() -> KafkaSource.retryHorizon(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    private static KafkaRecord only(String document) {
        return EventDeliveries.only(parse(document));
    }

    private static List<DeliveredItem<KafkaRecord>> parse(String document) {
        return KafkaSource.parse(Notifications.stream(document));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mytopic", "mytopic-00", "list", "0"})
    void theNameOfAListMayBeAnother(String name) {
        String event = Json.with(SampleBatches.kafka(List.of("7")), "\"mytopic-0\":", Json.quoted(name) + ":");
        DeliveredItem<KafkaRecord> item =
                KafkaSource.parse(Notifications.stream(event)).get(0);
        assertThat(EventDeliveries.readable(item).topic()).isEqualTo("mytopic");
        assertThat(item.group()).as("as a response names it").isEqualTo("mytopic-0");
        assertThat(item.itemId()).isEqualTo("mytopic-0:7");
    }
}
