// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Operation;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PipeSourceTest {

    private static final RetryHorizon HORIZON = ActiveMqSource.retryHorizon(Duration.ofHours(1));

    /**
     * A source by both ways.
     *
     * @param mapping the event of a mapping
     * @param mapped the reader of that event
     * @param itemId the identifier of the record in a pipe's response
     */
    record Way<S>(String name, PipeSource<S> source, String event, String mapping, Parsing<S> mapped, String itemId) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** A reader of a mapping's events. */
    @FunctionalInterface
    interface Parsing<S> {
        List<DeliveredItem<S>> of(InputStream document);
    }

    static List<Way<?>> ways() {
        return List.of(
                new Way<>(
                        "SQS",
                        PipeSource.sqs(),
                        PipeEvents.records(SqsEvents.STANDARD),
                        SqsEvents.STANDARD,
                        SqsSource::parse,
                        "059f36b4-87a3-44ab-83d2-661975830a7d"),
                new Way<>(
                        "SQS FIFO",
                        PipeSource.sqs(),
                        PipeEvents.records(SqsEvents.FIFO),
                        SqsEvents.FIFO,
                        SqsSource::parse,
                        "11d6ee51-4cc7-4302-9e22-7cd8afdaadf5"),
                new Way<>(
                        "Kinesis",
                        PipeSource.kinesis(),
                        PipeEvents.kinesis(KinesisSourceTest.EVENT),
                        KinesisSourceTest.EVENT,
                        KinesisSource::parse,
                        "shardId-000000000006:49590338271490256608559692538361571095921575989136588898"),
                new Way<>(
                        "DynamoDB Streams",
                        PipeSource.dynamoDbStreams(),
                        PipeEvents.records(DynamoDbStreamSourceTest.EVENT),
                        DynamoDbStreamSourceTest.EVENT,
                        DynamoDbStreamSource::parse,
                        "1"),
                new Way<>(
                        "Kafka",
                        PipeSource.kafka(),
                        PipeEvents.kafka(KafkaSourceTest.MSK),
                        KafkaSourceTest.MSK,
                        KafkaSource::parse,
                        "mytopic-0:15"),
                new Way<>(
                        "ActiveMQ",
                        PipeSource.activeMq(HORIZON),
                        PipeEvents.activeMq(MqEvents.ACTIVE),
                        MqEvents.ACTIVE,
                        ActiveMqSource::parse,
                        "ID:b-9bcfa592-423a-4942-879d-eb284b418fc8-1.mq.us-east-2.amazonaws.com-37557-1234520418293-4:1:1:1:1"),
                new Way<>(
                        "RabbitMQ",
                        PipeSource.rabbitMq(HORIZON),
                        PipeEvents.rabbitMq(MqEvents.RABBIT),
                        MqEvents.RABBIT,
                        RabbitMqSource::parse,
                        "orderQueue::/ 0"));
    }

    @ParameterizedTest
    @MethodSource("ways")
    <S> void aPipesRecordIsThatOfAMapping_soAnOperationKeepsItsKeys(Way<S> way) {
        DeliveredItem<S> item = parse(way.source, way.event).get(0);
        DeliveredItem<S> mapped =
                way.mapped.of(Notifications.stream(way.mapping)).get(0);

        assertThat(EventDeliveries.readable(item)).isEqualTo(EventDeliveries.readable(mapped));
        assertThat(item.itemId()).isEqualTo(way.itemId);
        assertThat(item.group()).isEqualTo(mapped.group());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void theEventOfAMappingIsRefused_withTheWayOut(Way<?> way) {
        assertThatThrownBy(() -> parse(way.source, way.mapping))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageStartingWith("EventBridge pipe event: the document is not an array. The target of an "
                        + "EventBridge pipe must be this function");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void theArrayOfAnotherSourceIsRefused(Way<?> way) {
        for (Way<?> other : ways()) {
            if (!other.name.startsWith(way.name.split(" ", 2)[0])) {
                assertThatThrownBy(() -> parse(way.source, other.event))
                        .as(other.name)
                        .isInstanceOf(InvalidEventException.class)
                        .hasMessageMatching(
                                ".*: \\[0\\]\\.eventSource is not .*Use the PipeSource of the pipe's own source");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void hostileArraysAreRefusedInWords(Way<?> way) {
        HostileJson.neverThrowsAnythingElse(way.event, document -> parse(way.source, document));
    }

    @Test
    void aMappingsHandlerRefusesAnArray_andNamesTheHandlerForIt() {
        assertThatThrownBy(() -> SqsSource.parse(Notifications.stream(PipeEvents.records(SqsEvents.STANDARD))))
                .hasMessage(
                        "SQS event: the document is an array, as EventBridge Pipes send it. Use PipeHandler for a pipe");
        assertThatThrownBy(() -> KafkaSource.parse(Notifications.stream(PipeEvents.kafka(KafkaSourceTest.MSK))))
                .hasMessageContaining("Use PipeHandler for a pipe");
    }

    @Test
    void aSourceWithoutPartialResponsesFailsAsAWhole() {
        HandlerBench bench = new HandlerBench();
        Operation<KafkaRecord, String> operation =
                bench.operation(KafkaSource::operationPerDelivery, record -> String.valueOf(record.offset()));
        BatchPolicy naming = bench.policy().response(BatchResponse.FAILED_ITEMS);

        assertThatThrownBy(() -> PipeHandler.of(PipeSource.kafka(), record -> record, operation, naming))
                .hasMessageContaining("reads no response that could name failed items");
    }

    @Test
    void aFailedPartitionKeyHoldsUpNoOther_whereYouSaySo() {
        HandlerBench bench = new HandlerBench();
        bench.work(name -> {
            if (name.equals("1")) {
                throw new IllegalStateException("not now");
            }
        });
        String event = PipeEvents.kinesis(SampleBatches.kinesis(List.of("1", "2", "3")))
                .replaceFirst(
                        "\"partitionKey\":\"1\"(.*?)\"partitionKey\":\"1\"",
                        "\"partitionKey\":\"1\"$1\"partitionKey\":\"2\"");
        Operation<KinesisRecord, String> operation = bench.operation(
                KinesisSource::operationPerDelivery, record -> record.data().toUtf8());

        assertThat(bench.send(
                                PipeHandler.of(PipeSource.kinesis(), record -> record, operation, bench.policy())
                                        .orderedBy(KinesisRecord::partitionKey),
                                event)
                        .told())
                .isEqualTo("names 1 3");
        assertThat(bench.executed).containsExactly("1", "2");
    }

    private static <S> List<DeliveredItem<S>> parse(PipeSource<S> source, String document) {
        return source.parse(Notifications.stream(document));
    }
}
