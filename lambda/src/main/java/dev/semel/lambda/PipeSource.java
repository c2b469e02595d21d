// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The source of an EventBridge pipe whose target is a function: the pipe invokes it with an array of the source's
 * records. Records have the same types and identities as those of an event source mapping, so that an operation keeps
 * its keys when a mapping is replaced by a pipe. Immutable and thread-safe.
 *
 * @param <S> the records of the source
 */
public final class PipeSource<S> {

    static final String EVENT = "EventBridge pipe event";

    private final Reader<S> reader;
    private final Set<String> eventSources;
    private final RetryHorizon horizon;
    private final boolean namesItems;

    private PipeSource(Reader<S> reader, Set<String> eventSources, RetryHorizon horizon, boolean namesItems) {
        this.reader = reader;
        this.eventSources = eventSources;
        this.horizon = horizon;
        this.namesItems = namesItems;
    }

    /** Reads the record at a place of the array. */
    @FunctionalInterface
    private interface Reader<S> {
        DeliveredItem<S> read(JsonPlace record, int place);
    }

    /** {@return an SQS queue as a pipe's source} A failed message is named by its message id. */
    public static PipeSource<SqsMessage> sqs() {
        return new PipeSource<>(
                (record, place) -> SqsSource.delivered(record), Set.of("aws:sqs"), SqsSource.retryHorizon(), true);
    }

    /** {@return a Kinesis stream as a pipe's source} A failed record is named by its event id. */
    public static PipeSource<KinesisRecord> kinesis() {
        return new PipeSource<>(
                (record, place) -> KinesisSource.ofPipe(record),
                Set.of("aws:kinesis"),
                KinesisSource.retryHorizon(),
                true);
    }

    /** {@return a DynamoDB stream as a pipe's source} A failed change is named by its event id. */
    public static PipeSource<DynamoDbStreamRecord> dynamoDbStreams() {
        return new PipeSource<>(
                (record, place) -> DynamoDbStreamSource.ofPipe(record),
                Set.of("aws:dynamodb"),
                DynamoDbStreamSource.retryHorizon(),
                true);
    }

    /** {@return a Kafka topic, of Amazon MSK or self-managed, as a pipe's source} There are no partial responses. */
    public static PipeSource<KafkaRecord> kafka() {
        return new PipeSource<>(
                (record, place) -> KafkaSource.ofPipe(record), KafkaSource.SOURCES, KafkaSource.retryHorizon(), false);
    }

    /**
     * {@return a queue of Amazon MQ for ActiveMQ as a pipe's source} There are no partial responses.
     *
     * @param horizon the latest redelivery of your broker: see {@link ActiveMqSource#retryHorizon}
     */
    public static PipeSource<ActiveMqMessage> activeMq(RetryHorizon horizon) {
        return new PipeSource<>(
                (record, place) ->
                        ActiveMqSource.delivered(record.at("eventSourceArn").text(), record, place),
                ActiveMqSource.SOURCES,
                horizon,
                false);
    }

    /**
     * {@return a queue of Amazon MQ for RabbitMQ as a pipe's source} There are no partial responses.
     *
     * @param horizon the latest redelivery of your broker: see {@link RabbitMqSource#retryHorizon}
     */
    public static PipeSource<RabbitMqMessage> rabbitMq(RetryHorizon horizon) {
        return new PipeSource<>(RabbitMqSource::ofPipe, Set.of("aws:rmq"), horizon, false);
    }

    /** {@return the latest redelivery: that of the pipe's source} */
    public RetryHorizon retryHorizon() {
        return horizon;
    }

    /**
     * {@return whether a response can name failed records} Amazon EventBridge User Guide, "Amazon EventBridge Pipes
     * batching and concurrency": of SQS, Kinesis and DynamoDB Streams.
     */
    boolean namesItems() {
        return namesItems;
    }

    /**
     * Reads an array, as the "Amazon EventBridge Pipes sources" page of the Amazon EventBridge User Guide and the pages
     * of the sources below it describe it. A record that cannot be read is {@link DeliveredItem.Poison}; the other
     * records are not affected.
     *
     * @param document the event in JSON; read to its end, not closed
     * @return its records in their order
     * @throws InvalidEventException if the document is anything else, or the array of a pipe with another source
     */
    List<DeliveredItem<S>> parse(InputStream document) {
        List<JsonPlace> records = JsonPlace.read(EVENT, document)
                .elements("The target of an EventBridge pipe must be this function; an event source mapping needs the "
                        + "handler of its source, and a transformed event JsonEventSource");
        List<DeliveredItem<S>> items = new ArrayList<>();
        for (JsonPlace record : records) {
            items.add(read(record, items.size()));
        }
        return List.copyOf(items);
    }

    /**
     * Refuses the whole array if it is of another source, before it is missed that a record lacks an id of this one. A
     * record without its source fails alone.
     */
    private DeliveredItem<S> read(JsonPlace record, int place) {
        JsonPlace source = record.at("eventSource");
        String name = source.metadata(JsonPlace::text);
        if (name != null && !eventSources.contains(name)) {
            throw source.invalid(
                    "is not "
                            + String.join(" or ", eventSources.stream().sorted().toList()),
                    "Use the PipeSource of the pipe's own source");
        }
        DeliveredItem<S> item = reader.read(record, place);
        return name == null
                ? item.map(unnamed -> {
                    throw source.invalid("is missing, or is no text", JsonPlace.WHOLE);
                })
                : item;
    }
}
