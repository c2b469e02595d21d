// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kinesis, DynamoDB Streams and Kafka: what comes in order. */
class StreamHandlersTest {

    private final HandlerBench bench = new HandlerBench();

    private void failOn(String record) {
        bench.work(name -> {
            if (name.equals(record)) {
                throw new IllegalStateException("cannot");
            }
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"KINESIS", "DYNAMODB_STREAMS"})
    void theLowestFailedRecordEndsTheBatch_andWhatIsCompletedReplays(Trigger trigger) {
        RequestStreamHandler handler = trigger.handler(bench, bench.policy(), false);
        failOn("3");
        String event = trigger.event("1", "2", "3", "4", "5");
        assertThat(bench.send(handler, event).document())
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"3\"}]}");
        assertThat(bench.executed).containsExactly("1", "2", "3");

        bench.work(name -> {});
        assertThat(bench.send(handler, trigger.event("2", "3", "4", "5")).document())
                .as("a split batch")
                .isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(bench.executed).containsExactly("1", "2", "3", "3", "4", "5");
    }

    @ParameterizedTest
    @EnumSource(names = {"KINESIS", "DYNAMODB_STREAMS"})
    void poisonEndsTheBatch_andDroppedPoisonDoesNot(Trigger trigger) {
        String event = poisoned(trigger, trigger.event("1", "2", "3"));
        assertThat(bench.send(trigger.handler(bench, bench.policy(), false), event)
                        .told())
                .isEqualTo("names 2");
        assertThat(bench.executed).containsExactly("1");
        BatchPolicy dropping = bench.policy().poison(PoisonPolicy.drop(item -> {}));
        assertThat(bench.send(trigger.handler(bench, dropping, false), event).told())
                .isEqualTo("names none");
        assertThat(bench.executed).containsExactly("1", "3");
    }

    private static String poisoned(Trigger trigger, String event) {
        return trigger == Trigger.KINESIS
                ? Json.with(event, "\"data\":\"Mg==\"", "\"data\":\"!\"")
                : Json.with(event, "\"Keys\":{\"Id\":{\"N\":\"2\"}}", "\"Keys\":2");
    }

    @ParameterizedTest
    @EnumSource(names = {"KINESIS", "DYNAMODB_STREAMS"})
    void aMappingWithoutResponseFailsAsAWhole(Trigger trigger) {
        failOn("2");
        BatchPolicy whole = bench.policy().response(BatchResponse.WHOLE_BATCH);
        assertThat(bench.send(trigger.handler(bench, whole, false), trigger.event("1", "2", "3"))
                        .told())
                .isEqualTo("fails, 2 of 3");
        assertThat(bench.executed).containsExactly("1", "2");
    }

    @Test
    void aFailureHoldsUpItsOwnPartOfAShard_andTheLowestIsStillWhatIsReported() {
        failOn("2");
        KinesisHandler<KinesisRecord, String> handler = KinesisHandler.of(
                        bench.intent(
                                KinesisRecord.class, record -> record.data().toUtf8()),
                        bench.policy())
                .orderedBy(KinesisRecord::partitionKey);
        String event = Json.with(
                SampleBatches.kinesis(List.of("1", "2", "3", "4")),
                "\"partitionKey\":\"1\",\"sequenceNumber\":\"3\"",
                "\"partitionKey\":\"2\",\"sequenceNumber\":\"3\"");
        assertThat(bench.send(handler, event).told()).isEqualTo("names 2");
        assertThat(bench.executed).containsExactly("1", "2", "3");
        assertThat(bench.failed).containsExactly("2", "4");

        bench.work(name -> {});
        assertThat(bench.send(handler, SampleBatches.kinesis(List.of("2", "3", "4")))
                        .told())
                .isEqualTo("names none");
        assertThat(bench.executed).containsExactly("1", "2", "3", "2", "4");
    }

    @Test
    void aPartOfATableIsAnItem() {
        failOn("1");
        DynamoDbStreamHandler<DynamoDbStreamRecord, String> handler = DynamoDbStreamHandler.of(
                        bench.intent(
                                DynamoDbStreamRecord.class,
                                record -> record.keys().text("/Id/N").orElseThrow()),
                        bench.policy())
                .orderedBy(record -> record.keys().canonical());
        assertThat(bench.send(handler, SampleBatches.dynamoDb(List.of("1", "2")))
                        .told())
                .isEqualTo("names 1");
        assertThat(bench.executed).containsExactly("1", "2");
    }

    // ---- Kafka ----

    private static String twoPartitions() {
        String second = Json.tree(SampleBatches.kafka(List.of("7", "8")))
                .path("records")
                .path("mytopic-0")
                .toString()
                .replace("\"partition\":0", "\"partition\":1");
        return SampleBatches.kafka(List.of("1", "2", "3"))
                .replace("\"records\":{", "\"records\":{\"mytopic-1\":" + second + ",");
    }

    @Test
    void aKafkaBatchFailsAsAWhole_andWhatIsCompletedReplays() {
        failOn("2");
        RequestStreamHandler handler = Trigger.KAFKA.handler(bench, bench.policy(), false);
        assertThat(bench.send(handler, twoPartitions()).told()).isEqualTo("fails, 2 of 5");
        assertThat(bench.executed).containsExactlyInAnyOrder("1", "2", "7", "8");

        bench.work(name -> {});
        bench.executed.clear();
        assertThat(bench.send(handler, twoPartitions()).document()).isEmpty();
        assertThat(bench.executed).containsExactly("2", "3");
    }

    @Test
    void aKafkaMappingWithResponseIsToldPartitionAndOffset() {
        failOn("2");
        RequestStreamHandler handler = Trigger.KAFKA_NAMING.handler(bench, bench.policy(), false);
        assertThat(bench.send(handler, twoPartitions()).document())
                .as("AWS Lambda Developer Guide, \"Configuring error handling controls for Kafka event sources\"")
                .isEqualTo("{\"batchItemFailures\":["
                        + "{\"itemIdentifier\":{\"partition\":\"mytopic-0\",\"offset\":2}},"
                        + "{\"itemIdentifier\":{\"partition\":\"mytopic-0\",\"offset\":3}}]}");
    }

    @Test
    void kafkaPoisonFailsItsPartitionOnly() {
        RequestStreamHandler handler = Trigger.KAFKA_NAMING.handler(bench, bench.policy(), false);
        String event = Json.with(twoPartitions(), "\"value\":\"Mg==\"", "\"value\":\"!\"");
        assertThat(bench.send(handler, event).told()).isEqualTo("names 2 3");
        assertThat(bench.executed).containsExactlyInAnyOrder("1", "7", "8");
    }

    @Test
    void aTombstoneWithoutWhatTheReaderWantsFailsAlone() {
        KafkaHandler<JsonDocument, String> handler = KafkaHandler.of(
                KafkaRecord::json,
                bench.intent(JsonDocument.class, JsonDocument::canonical),
                bench.policy().response(BatchResponse.FAILED_ITEMS));
        String event = Json.with(twoPartitions(), "\"value\":\"Mw==\"", "\"value\":null");
        assertThat(bench.send(handler, event).told()).isEqualTo("names 3");
        assertThat(bench.executed).containsExactlyInAnyOrder("1", "2", "7", "8");
    }
}
