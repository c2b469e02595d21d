// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.model.Blob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KinesisSourceTest {

    /**
     * As the "Using Lambda to process records from Amazon Kinesis Data Streams" page of the AWS Lambda Developer Guide.
     */
    static final String EVENT = """
            {
              "Records": [
                {
                  "kinesis": {
                    "kinesisSchemaVersion": "1.0",
                    "partitionKey": "1",
                    "sequenceNumber": "49590338271490256608559692538361571095921575989136588898",
                    "data": "SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==",
                    "approximateArrivalTimestamp": 1545084650.987
                  },
                  "eventSource": "aws:kinesis",
                  "eventVersion": "1.0",
                  "eventID": "shardId-000000000006:49590338271490256608559692538361571095921575989136588898",
                  "eventName": "aws:kinesis:record",
                  "invokeIdentityArn": "arn:aws:iam::123456789012:role/lambda-role",
                  "awsRegion": "us-east-2",
                  "eventSourceARN": "arn:aws:kinesis:us-east-2:123456789012:stream/lambda-stream"
                }
              ]
            }
            """;

    @Test
    void readsTheDocumentedRecord() {
        DeliveredItem<KinesisRecord> item = parse(EVENT).get(0);
        assertThat(item.itemId()).isEqualTo("49590338271490256608559692538361571095921575989136588898");
        assertThat(item.group()).isEqualTo("shardId-000000000006");
        assertThat(EventDeliveries.readable(item))
                .isEqualTo(new KinesisRecord(
                        "arn:aws:kinesis:us-east-2:123456789012:stream/lambda-stream",
                        "shardId-000000000006",
                        "49590338271490256608559692538361571095921575989136588898",
                        "1",
                        Blob.utf8("Hello, this is a test."),
                        Instant.ofEpochMilli(1545084650987L)));
    }

    @Test
    void aRedeliveryReplays() throws Exception {
        String again = Json.with(EVENT, "1545084650.987", "1545084651");
        String other = EVENT.replace("136588898", "136588899");
        EventDeliveries.<KinesisRecord>of(
                        idempotency -> KinesisSource.operationPerDelivery(idempotency, "handle", String.class))
                .replay(only(EVENT), only(again), only(other));
    }

    @Test
    void everyConsumerOfAStreamNamesARecordAlike() {
        String fanOut = Json.with(EVENT, "stream/lambda-stream", "stream/lambda-stream/consumer/mine:1525898737");
        assertThat(only(fanOut).deliveryIdentity()).isEqualTo(only(EVENT).deliveryIdentity());
    }

    @Test
    void anAggregateIsRecognised_andRefusedAsJson() {
        KinesisRecord aggregate = only(Json.with(EVENT, "SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==", "84mawgoBMRoCCAA="));
        assertThat(aggregate.isAggregated()).isTrue();
        assertThatThrownBy(aggregate::json)
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("is an aggregate of the Kinesis Producer Library. Unpack it");
        assertThat(only(EVENT).isAggregated()).isFalse();
        assertThat(only(Json.with(EVENT, "SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==", "84mawg=="))
                        .isAggregated())
                .as("nothing is in it")
                .isFalse();
    }

    @Test
    void contentIsPartitionKeyAndData() {
        String content = only(EVENT).contentIdentity();
        assertThat(only(Json.with(EVENT, "\"partitionKey\": \"1\"", "\"partitionKey\": \"2\""))
                        .contentIdentity())
                .isNotEqualTo(content);
        assertThat(only(Json.with(EVENT, "SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==", ""))
                        .contentIdentity())
                .isNotEqualTo(content);
    }

    @Test
    void readsDataAsJson() {
        String json = Json.with(EVENT, "SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==", "eyJpZCI6IDQyfQ==");
        assertThat(only(json).json().text("/id")).contains("42");
        assertThatThrownBy(() -> only(EVENT).json())
                .isInstanceOf(InvalidEventException.class)
                .hasMessageNotContaining("Hello");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aws:kinesis\",| aws:sqs\",| Records[0].eventSource is not aws:kinesis",
                "\"partitionKey\": \"1\"| \"partitionKey\": 1| Records[0].kinesis.partitionKey is not a text",
                "SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==| secret!| Records[0].kinesis.data is not base64",
                "\"eventSourceARN\"| \"other\"| Records[0].eventSourceARN is missing",
            })
    void aRecordThatCannotBeReadIsPoisonAlone(String piece, String replacement, String problem) {
        List<DeliveredItem<KinesisRecord>> batch =
                parse(Notifications.joined(Json.with(EVENT, piece, replacement), EVENT));
        assertThat(batch.get(0).itemId()).isEqualTo("49590338271490256608559692538361571095921575989136588898");
        assertThat(batch.get(0).group()).isEqualTo("shardId-000000000006");
        assertThat(EventDeliveries.poison(batch.get(0)))
                .hasMessageContaining(problem)
                .hasMessageNotContaining("secret")
                .hasNoCause();
        assertThat(EventDeliveries.readable(batch.get(1)).partitionKey()).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"sequenceNumber\"| \"other\"| Records[0].kinesis.sequenceNumber is missing",
                "\"4959| \"x4959| Records[0].kinesis.sequenceNumber is not a sequence number",
                "\"eventID\"| \"other\"| Records[0].eventID is missing",
                "shardId-000000000006:| ''| Records[0].eventID is not a shard and a sequence number",
            })
    void whatCouldNotBeReportedIsRefused(String piece, String replacement, String problem) {
        assertThatThrownBy(() -> parse(Json.with(EVENT, piece, replacement)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void hostileEventsAreRefusedAsDocumented() {
        HostileJson.neverThrowsAnythingElse(EVENT, document -> {
            for (DeliveredItem<KinesisRecord> item : parse(document)) {
                if (item instanceof DeliveredItem.Readable<KinesisRecord> readable) {
                    assertThat(readable.record().deliveryIdentity()).isNotEmpty();
                    assertThat(readable.record().contentIdentity()).isNotEmpty();
                }
            }
        });
    }

    @Test
    void showsNoContent() {
        assertThat(parse(EVENT).toString()).doesNotContain("Hello", "SGVs");
    }

    @Test
    void theDefaultWindowCoversTheDefaultHorizon() {
        assertThat(KinesisSource.retryHorizon().isCoveredBy(Duration.ofHours(24)))
                .isTrue();
        assertThat(KinesisSource.retryHorizon(Duration.ofDays(365)).isCoveredBy(Duration.ofHours(24)))
                .isFalse();
        assertThatThrownBy(() -> KinesisSource.retryHorizon(Duration.ofDays(366)))
                .hasMessageContaining("retention");
    }

    private static KinesisRecord only(String document) {
        return EventDeliveries.only(parse(document));
    }

    private static List<DeliveredItem<KinesisRecord>> parse(String document) {
        return KinesisSource.parse(Notifications.stream(document));
    }
}
