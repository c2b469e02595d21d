// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.lambda.FailedBatch.Origin;
import dev.semel.model.Blob;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailedBatchTest {

    @Test
    void readsTheDocumentedBatchOfAStream() {
        assertThat(parse(FailedEventDocuments.KINESIS))
                .isEqualTo(new FailedBatch(
                        Origin.KINESIS,
                        "arn:aws:kinesis:us-east-2:123456789012:stream/mystream",
                        List.of(new RecordRange(
                                "shardId-000000000001",
                                "49601189658422359378836298521827638475320189012309704722",
                                "49601189658422359378836298522902373528957594348623495186")),
                        500L,
                        "arn:aws:lambda:us-east-2:123456789012:function:myfunction",
                        "RetryAttemptsExhausted",
                        Instant.parse("2019-11-14T00:38:06.021Z"),
                        null));
        assertThat(parse(Json.with(FailedEventDocuments.KINESIS, "KinesisBatchInfo", "DDBStreamBatchInfo"))
                        .origin())
                .isEqualTo(Origin.DYNAMODB_STREAMS);
    }

    @Test
    void readsTheDocumentedBatchOfKafka() {
        FailedBatch batch = parse(FailedEventDocuments.KAFKA);
        assertThat(batch.origin()).isEqualTo(Origin.KAFKA);
        assertThat(batch.sourceArn()).startsWith("arn:aws:kafka:");
        assertThat(batch.ranges())
                .containsExactly(new RecordRange("orders-0", "7", "8"), new RecordRange("orders-1", "3", "3"));
    }

    @Test
    void aSelfManagedClusterIsKnownByItsServers() {
        String own = FailedEventDocuments.KAFKA.replaceFirst("\"eventSourceArn\": \"[^\"]*\",", "");
        assertThat(parse(own).sourceArn()).isEqualTo("b-1.example:9092,b-2.example:9092");
    }

    @Test
    void aBucketHasTheEventAsAText_aKafkaTopicAsAnObject() {
        JsonDocument event = JsonDocument.of(KafkaSourceTest.MSK);
        String text = Json.quoted(KafkaSourceTest.MSK);
        assertThat(parse(FailedEventDocuments.withPayload(FailedEventDocuments.KAFKA, text))
                        .event())
                .isEqualTo(event);

        String topic = Json.with(
                FailedEventDocuments.withPayload(FailedEventDocuments.KAFKA, KafkaSourceTest.MSK),
                "\"recordsInfo\"",
                "\"recordInfo\": {\"offset\": \"7\"}, \"x\"");
        FailedBatch ofTopic = new KafkaRecord("c", "dead", 0, 1, null, Blob.utf8(topic), List.of(), null).failedBatch();
        assertThat(ofTopic.event()).isEqualTo(event);
        assertThat(ofTopic.ranges()).isEmpty();
        assertThat(ofTopic.deliveryIdentity()).isNotEmpty();
    }

    @Test
    void everyWayGivesTheSame() {
        FailedBatch direct = parse(FailedEventDocuments.KINESIS);
        SqsMessage message = EventDeliveries.only(
                SqsSource.parse(Notifications.stream(SqsEvents.withBody(FailedEventDocuments.KINESIS))));
        assertThat(message.failedBatch()).isEqualTo(direct);
        assertThat(new SnsNotification("m", "t", null, FailedEventDocuments.KINESIS, Map.of(), null).failedBatch())
                .isEqualTo(direct);
    }

    @Test
    void aPipeWritesItsContextOtherwise() {
        String ofPipe = Json.with(
                FailedEventDocuments.KINESIS.replace("\"requestContext\": {", "\"context\": {"),
                "\"functionArn\"",
                "\"partnerResourceArn\"");
        assertThat(parse(ofPipe).functionArn()).endsWith(":function:myfunction");
        assertThat(parse(ofPipe).condition()).isEqualTo("RetryAttemptsExhausted");
    }

    @Test
    void theSameRecordsAreTheSameDelivery_withOrWithoutTheEvent() {
        String with = FailedEventDocuments.withPayload(FailedEventDocuments.KINESIS, "{}");
        assertThat(parse(with).deliveryIdentity())
                .isEqualTo(parse(FailedEventDocuments.KINESIS).deliveryIdentity());
        assertThat(parse(Json.with(FailedEventDocuments.KINESIS, "3495186", "3495187"))
                        .deliveryIdentity())
                .isNotEqualTo(parse(FailedEventDocuments.KINESIS).deliveryIdentity());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"KinesisBatchInfo\"| \"BatchInfo\"| the document has none of KinesisBatchInfo, DDBStreamBatchInfo and Kafka",
                "\"shardId\"| \"shard\"| KinesisBatchInfo.shardId is missing or empty",
                "\"startSequenceNumber\"| \"start\"| KinesisBatchInfo.startSequenceNumber is missing or empty",
                "\"streamArn\"| \"arn\"| KinesisBatchInfo.streamArn is missing or empty",
            })
    void anythingElseIsRefused(String piece, String replacement, String problem) {
        assertThatThrownBy(() -> parse(Json.with(FailedEventDocuments.KINESIS, piece, replacement)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void hostileDocumentsAreRefusedInWords() {
        HostileJson.neverThrowsAnythingElse(FailedEventDocuments.KINESIS, FailedBatchTest::parse);
        HostileJson.neverThrowsAnythingElse(FailedEventDocuments.KAFKA, FailedBatchTest::parse);
    }

    private static FailedBatch parse(String document) {
        return FailedBatch.parse(Notifications.stream(document));
    }

    @Test
    void aRangeWithoutItsPartOrEndsIsRefused() {
        assertThatThrownBy(() -> new RecordRange("", "1", "2")).hasMessageContaining("part");
        assertThatThrownBy(() -> new RecordRange("shard", "", "2")).hasMessageContaining("first");
        assertThatThrownBy(() -> new RecordRange("shard", "1", "")).hasMessageContaining("last");
    }
}
