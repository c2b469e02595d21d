// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.codec.ContentIdentity;
import dev.semel.model.LengthPrefixed;
import dev.semel.model.PrintableText;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One batch of a stream or of Kafka that its event source mapping gave up, as it comes to the on-failure destination:
 * which records they were, and, in a bucket or a Kafka topic, the event with the records. From a queue or topic of SNS
 * the records must be read again, at most until the source forgets them. {@link RedriveHandler} does the rest.
 * Immutable; {@code toString} shows no records.
 *
 * @param origin the kind of source
 * @param sourceArn the ARN of the stream or cluster; of a self-managed cluster the sorted bootstrap servers
 * @param ranges the records, by shard or partition; empty only if the event is there
 * @param batchSize the number of records; null if the document has none
 * @param functionArn the ARN of the function, or of the pipe; null if the document names none
 * @param condition the reason, such as {@code RetryAttemptsExhausted}; null if the document has none
 * @param failedAt the moment of the last failure; null if the document has none. Never part of an identity
 * @param event the event that the function got; null where the destination gets metadata only
 */
public record FailedBatch(
        Origin origin,
        String sourceArn,
        List<RecordRange> ranges,
        @Nullable Long batchSize,
        @Nullable String functionArn,
        @Nullable String condition,
        @Nullable Instant failedAt,
        @Nullable JsonDocument event)
        implements ContentIdentity {

    static final String EVENT = "Failed batch";

    /** Kind of source of a failed batch. */
    public enum Origin {
        /** A Kinesis stream. */
        KINESIS("KinesisBatchInfo"),
        /** A DynamoDB stream. */
        DYNAMODB_STREAMS("DDBStreamBatchInfo"),
        /** A Kafka topic. */
        KAFKA("KafkaBatchInfo");

        private final String member;

        Origin(String member) {
            this.member = member;
        }
    }

    /** Validates every part. */
    public FailedBatch {
        Objects.requireNonNull(origin, "origin");
        Requirements.named(sourceArn, "sourceArn");
        ranges = List.copyOf(ranges);
        if (ranges.isEmpty() && event == null) {
            throw new IllegalArgumentException("ranges is empty, and there is no event");
        }
        Requirements.nonEmptyIfPresent(functionArn, "functionArn");
        Requirements.nonEmptyIfPresent(condition, "condition");
    }

    /**
     * Reads a record of an on-failure destination, as the pages on discarded batches of Kinesis, DynamoDB Streams and
     * Kafka of the AWS Lambda Developer Guide describe it: the object of a bucket that is the destination. In a queue,
     * topic or Kafka topic it is {@link SqsMessage#failedBatch()}, {@link SnsNotification#failedBatch()} or {@link
     * KafkaRecord#failedBatch()}.
     *
     * @param document the record in JSON; read to its end, not closed
     * @return the failed batch
     * @throws InvalidEventException if the document is anything else
     */
    public static FailedBatch parse(InputStream document) {
        return FailedEvents.batch(EVENT, JsonPlace.text(EVENT, document));
    }

    /** {@return whether a document is one, by the names of its members} */
    static boolean isOne(Predicate<String> members) {
        return originOf(members) != null;
    }

    private static @Nullable Origin originOf(Predicate<String> members) {
        for (Origin origin : Origin.values()) {
            if (members.test(origin.member)) {
                return origin;
            }
        }
        return null;
    }

    static FailedBatch of(OpenedEvent opened) {
        JsonPlace root = opened.root();
        Origin origin = originOf(root.node()::has);
        if (origin == null) {
            throw root.invalid(
                    "has none of KinesisBatchInfo, DDBStreamBatchInfo and KafkaBatchInfo",
                    "Only what the event source mapping of a stream or of Kafka sends to its on-failure destination can be "
                            + "read here; an asynchronous invocation is opened by failedInvocation()");
        }
        JsonPlace info = root.at(origin.member);
        JsonPlace payload = opened.event();
        JsonDocument event = payload == null ? null : JsonDocument.of(payload);
        String function = root.at("requestContext", "functionArn").metadata(JsonPlace::text);
        return new FailedBatch(
                origin,
                source(origin, info),
                origin == Origin.KAFKA ? offsets(info, event) : List.of(shard(info)),
                info.at("batchSize").metadata(FailedEvents::count),
                function == null ? root.at("context", "partnerResourceArn").metadata(JsonPlace::text) : function,
                condition(root),
                root.at("timestamp").metadata(JsonPlace::moment),
                event);
    }

    /** A pipe writes {@code context} where a mapping writes {@code requestContext}. */
    private static @Nullable String condition(JsonPlace root) {
        String condition = root.at("requestContext", "condition").metadata(JsonPlace::text);
        return condition == null ? root.at("context", "condition").metadata(JsonPlace::text) : condition;
    }

    private static String source(Origin origin, JsonPlace info) {
        if (origin != Origin.KAFKA) {
            return info.at("streamArn").text();
        }
        String arn = info.at("eventSourceArn").metadata(JsonPlace::text);
        return arn == null ? KafkaSource.servers(info) : arn;
    }

    private static RecordRange shard(JsonPlace info) {
        return new RecordRange(
                info.at("shardId").text(),
                info.at("startSequenceNumber").digits("a sequence number"),
                info.at("endSequenceNumber").digits("a sequence number"));
    }

    private static List<RecordRange> offsets(JsonPlace info, @Nullable JsonDocument event) {
        List<RecordRange> ranges = new ArrayList<>();
        info.at("recordsInfo").members().forEach((partition, range) -> {
            if (!partition.isEmpty()) {
                ranges.add(new RecordRange(
                        partition,
                        FailedEvents.digits(range.at("firstRecordOffset"), "an offset"),
                        FailedEvents.digits(range.at("lastRecordOffset"), "an offset")));
            }
        });
        if (ranges.isEmpty() && event == null) {
            throw info.at("recordsInfo").invalid("names no partition", JsonPlace.AS_IT_CAME);
        }
        return ranges;
    }

    /**
     * {@return the identity of this delivery: source and records, in one injective text; of a record of a Kafka topic,
     * which names no partition, the event} The same however often the destination delivers it.
     */
    public String deliveryIdentity() {
        List<@Nullable Object> parts = new ArrayList<>();
        parts.add(origin);
        parts.add(sourceArn);
        for (RecordRange range : ranges) {
            parts.add(range.part());
            parts.add(range.first());
            parts.add(range.last());
        }
        if (ranges.isEmpty() && event != null) {
            parts.add(event.canonical());
        }
        return LengthPrefixed.joinOptional(parts.toArray());
    }

    /** {@return the content that a fingerprint of this covers: source and records, with or without the event} */
    @Override
    public String contentIdentity() {
        return deliveryIdentity();
    }

    /** Shows source and records by number, never their content. */
    @Override
    public String toString() {
        return PrintableText.shown("FailedBatch[" + origin + " " + ranges + " of " + sourceArn + "]");
    }
}
