// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.codec.ContentIdentity;
import dev.semel.lambda.http.HttpRequest;
import dev.semel.lambda.http.HttpSource;
import dev.semel.model.LengthPrefixed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A source with sample documents, in the folder of its name below {@code events}. Its identity fields must be refused
 * if they are broken; its optional identity fields may be left out; content may be refused; all else is metadata. Paths
 * have no array indices, and {@code *} for the names of lists. A container of such a field belongs to its kind.
 */
@SuppressWarnings("ImmutableEnumChecker") // its lists are copies, and its function has no state
enum SampledSource {
    SQS(
            "SQS, standard",
            "`SqsHandler`",
            items(SqsSource::parse, SqsMessage::deliveryIdentity),
            "Records.messageId Records.eventSource Records.eventSourceARN",
            "",
            "Records.body Records.messageAttributes"),
    SQS_FIFO(
            "SQS, FIFO",
            "`SqsHandler`",
            items(SqsSource::parse, SqsMessage::deliveryIdentity),
            "Records.messageId Records.eventSource Records.eventSourceARN Records.attributes.MessageGroupId",
            "",
            "Records.body Records.messageAttributes"),
    SNS(
            "SNS",
            "`SnsHandler`",
            all(SnsSource::parse, SnsNotification::deliveryIdentity),
            "Records.EventSource Records.Sns.Type Records.Sns.MessageId Records.Sns.TopicArn",
            "",
            "Records.Sns.Message Records.Sns.Subject Records.Sns.MessageAttributes"),
    S3(
            "S3",
            "`S3Handler`",
            all(S3Source::parse, S3Object::deliveryIdentity),
            "Records.eventSource Records.s3.bucket.name Records.s3.object.key Records.s3.object.sequencer",
            "Records.s3.object.versionId",
            "Records.eventName Records.s3.object.eTag Records.s3.object.size Event"),
    EVENTBRIDGE(
            "EventBridge",
            "`EventBridgeHandler`",
            one(EventBridgeSource::parse, EventBridgeEvent::deliveryIdentity),
            "id source detail-type",
            "",
            "detail replay-name"),
    EVENTBRIDGE_SCHEDULE(
            "EventBridge schedules",
            "`EventBridgeHandler`",
            one(EventBridgeSource::parse, EventBridgeEvent::scheduleIdentity),
            "id source detail-type time resources",
            "",
            "detail replay-name"),
    KINESIS(
            "Kinesis",
            "`KinesisHandler`",
            items(KinesisSource::parse, KinesisRecord::deliveryIdentity),
            "Records.kinesis.sequenceNumber Records.eventID Records.eventSource Records.eventSourceARN",
            "",
            "Records.kinesis.partitionKey Records.kinesis.data"),
    DYNAMODB_STREAMS(
            "DynamoDB Streams",
            "`DynamoDbStreamHandler`",
            items(DynamoDbStreamSource::parse, DynamoDbStreamRecord::deliveryIdentity),
            "Records.dynamodb.SequenceNumber Records.eventID Records.eventSource Records.eventSourceARN",
            "",
            "Records.eventName Records.dynamodb.Keys Records.dynamodb.NewImage Records.dynamodb.OldImage"),
    KAFKA(
            "Kafka",
            "`KafkaHandler`",
            items(KafkaSource::parse, KafkaRecord::deliveryIdentity),
            "eventSource records.*.topic records.*.partition records.*.offset",
            "eventSourceArn bootstrapServers",
            "records.*.key records.*.value records.*.headers"),
    ACTIVEMQ(
            "ActiveMQ",
            "`ActiveMqHandler`",
            items(ActiveMqSource::parse, ActiveMqMessage::deliveryIdentity),
            "eventSource eventSourceArn messages.messageID messages.destination.physicalName",
            "",
            "messages.data messages.messageType messages.properties"),
    RABBITMQ(
            "RabbitMQ",
            "`RabbitMqHandler`",
            items(RabbitMqSource::parse, RabbitMqMessage::deliveryIdentity),
            "eventSource eventSourceArn rmqMessagesByQueue.*",
            "rmqMessagesByQueue.*.basicProperties.messageId",
            "rmqMessagesByQueue.*.data rmqMessagesByQueue.*.basicProperties.contentType "
                    + "rmqMessagesByQueue.*.basicProperties.type rmqMessagesByQueue.*.basicProperties.headers"),
    DOCUMENTDB(
            "DocumentDB",
            "`DocumentDbHandler`",
            items(DocumentDbSource::parse, DocumentDbChange::deliveryIdentity),
            "eventSource eventSourceArn events.event._id._data",
            "",
            "events.event.operationType events.event.ns events.event.documentKey events.event.fullDocument "
                    + "events.event.updateDescription"),
    PIPE_SQS(
            "Pipe of SQS",
            "`PipeHandler`",
            items(PipeSource.sqs()::parse, SqsMessage::deliveryIdentity),
            "messageId eventSource eventSourceARN",
            "attributes.MessageGroupId",
            "body messageAttributes"),
    PIPE_KINESIS(
            "Pipe of Kinesis",
            "`PipeHandler`",
            items(PipeSource.kinesis()::parse, KinesisRecord::deliveryIdentity),
            "sequenceNumber eventID eventSource eventSourceARN",
            "",
            "partitionKey data"),
    PIPE_DYNAMODB_STREAMS(
            "Pipe of DynamoDB Streams",
            "`PipeHandler`",
            items(PipeSource.dynamoDbStreams()::parse, DynamoDbStreamRecord::deliveryIdentity),
            "dynamodb.SequenceNumber eventID eventSource eventSourceARN",
            "",
            "eventName dynamodb.Keys dynamodb.NewImage dynamodb.OldImage"),
    PIPE_KAFKA(
            "Pipe of Kafka",
            "`PipeHandler`",
            items(PipeSource.kafka()::parse, KafkaRecord::deliveryIdentity),
            "eventSource topic partition offset",
            "eventSourceArn bootstrapServers",
            "key value headers"),
    PIPE_ACTIVEMQ(
            "Pipe of ActiveMQ",
            "`PipeHandler`",
            items(
                    PipeSource.activeMq(ActiveMqSource.retryHorizon(Duration.ofDays(1)))::parse,
                    ActiveMqMessage::deliveryIdentity),
            "eventSource eventSourceArn messageID destination.physicalName",
            "",
            "data messageType properties"),
    PIPE_RABBITMQ(
            "Pipe of RabbitMQ",
            "`PipeHandler`",
            items(
                    PipeSource.rabbitMq(RabbitMqSource.retryHorizon(Duration.ofDays(1)))::parse,
                    RabbitMqMessage::deliveryIdentity),
            "eventSource eventSourceArn eventSourceKey",
            "basicProperties.messageId",
            "data basicProperties.contentType basicProperties.type basicProperties.headers"),
    FAILED_INVOCATION(
            "Asynchronous on-failure destination",
            "`FailedInvocation`",
            one(FailedInvocation::parse, FailedInvocation::deliveryIdentity),
            "requestContext.requestId detail.requestContext.requestId",
            "requestPayload detail.requestPayload detail-type",
            ""),
    DEAD_LETTER(
            "Asynchronous dead-letter queue",
            "`SqsMessage.failedInvocation()`",
            items(SqsSource::parse, message -> message.failedInvocation().deliveryIdentity()),
            "Records.messageId Records.eventSource Records.eventSourceARN Records.messageAttributes.RequestID.stringValue "
                    + "Records.messageAttributes.RequestID.dataType Records.body",
            "",
            "Records.messageAttributes"),
    FAILED_BATCH(
            "On-failure destination of streams and Kafka",
            "`FailedBatch`",
            one(FailedBatch::parse, FailedBatch::deliveryIdentity),
            "KinesisBatchInfo.shardId KinesisBatchInfo.startSequenceNumber KinesisBatchInfo.endSequenceNumber "
                    + "KinesisBatchInfo.streamArn DDBStreamBatchInfo.shardId DDBStreamBatchInfo.startSequenceNumber "
                    + "DDBStreamBatchInfo.endSequenceNumber DDBStreamBatchInfo.streamArn",
            "KafkaBatchInfo payload",
            ""),
    STEP_FUNCTIONS(
            "Step Functions task",
            "`StepFunctionsTask`",
            one(StepFunctionsTask::parse, StepFunctionsTask::deliveryIdentity),
            "context.Execution.Id context.State.Name context.State.EnteredTime",
            "context.Map.Item.Index",
            "input"),
    HTTP_REST_API("API Gateway, REST API", "httpMethod path"),
    HTTP_API_1_0("API Gateway, HTTP API, payload 1.0", "httpMethod path"),
    HTTP_API_2_0("API Gateway, HTTP API, payload 2.0", "requestContext.http.method rawPath"),
    HTTP_FUNCTION_URL("Function URL", "requestContext.http.method rawPath"),
    HTTP_LOAD_BALANCER("Application Load Balancer", "httpMethod path"),
    HTTP_LOAD_BALANCER_MULTI_VALUE("Application Load Balancer, multi-value headers", "httpMethod path"),
    HTTP_VPC_LATTICE_2_0("VPC Lattice, version 2.0", "method path"),
    HTTP_VPC_LATTICE("VPC Lattice, older version", "method raw_path");

    private static final Path EVENTS = Path.of("src", "test", "resources", "events");

    final String title;
    final String reader;
    private final Function<String, List<Reading>> reading;
    private final List<String> identity;
    private final List<String> optional;
    private final List<String> content;

    /**
     * The reading of one record.
     *
     * @param identity null for a record without one, which is refused as a key
     * @param content the content identity; null if it cannot be read
     * @param refusal the reason why it cannot be read; null if it can
     */
    record Reading(
            @Nullable String identity,
            @Nullable String content,
            @Nullable RuntimeException refusal) {

        boolean isRefused() {
            return identity == null;
        }
    }

    /** Kind of field; see {@link SampledSource}. */
    enum Kind {
        IDENTITY,
        OPTIONAL,
        CONTENT,
        METADATA
    }

    SampledSource(
            String title,
            String reader,
            Function<String, List<Reading>> reading,
            String identity,
            String optional,
            String content) {
        this.title = title;
        this.reader = reader;
        this.reading = reading;
        this.identity = paths(identity);
        this.optional = paths(optional);
        this.content = paths(content);
    }

    /** A source of requests: what the context says of callers and API may be an identity by option. */
    SampledSource(String title, String identity) {
        this(
                title,
                "`HttpHandler`",
                one(HttpSource::parse, SampledSource::request),
                identity,
                "headers multiValueHeaders resource routeKey version requestContext.elb requestContext.http raw_path",
                "body isBase64Encoded is_base64_encoded queryStringParameters multiValueQueryStringParameters "
                        + "query_string_parameters rawQueryString cookies pathParameters requestContext.apiId "
                        + "requestContext.authorizer requestContext.identity requestContext.serviceArn "
                        + "requestContext.serviceNetworkArn");
    }

    private static String request(HttpRequest request) {
        return LengthPrefixed.joinOptional(
                request.method(),
                request.route(),
                request.headers().first("Idempotency-Key").orElse(null));
    }

    private static List<String> paths(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" ", -1));
    }

    Kind kind(String path) {
        if (isAt(path, identity)) {
            return Kind.IDENTITY;
        }
        if (isAt(path, optional) || isBelow(path, optional)) {
            return Kind.OPTIONAL;
        }
        return isAt(path, content) || isBelow(path, content) ? Kind.CONTENT : Kind.METADATA;
    }

    private static boolean isBelow(String path, List<String> fields) {
        return fields.stream().anyMatch(field -> path.startsWith(field + "."));
    }

    private static boolean isAt(String path, List<String> fields) {
        return fields.stream().anyMatch(field -> path.isEmpty() || field.equals(path) || field.startsWith(path + "."));
    }

    List<Reading> read(String document) {
        return reading.apply(document);
    }

    /** {@return the documents, in the order of their names} */
    List<Path> documents() {
        Path folder = EVENTS.resolve(name().toLowerCase(Locale.ROOT)
                .replace("_1_0", "_1.0")
                .replace("_2_0", "_2.0")
                .replace('_', '-'));
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> folders() {
        try (Stream<Path> files = Files.list(EVENTS)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- readers ----

    private static <T extends ContentIdentity> Function<String, List<Reading>> items(
            Function<InputStream, List<DeliveredItem<T>>> parsing, Function<T, @Nullable String> identity) {
        return document -> whole(() -> parsing.apply(Notifications.stream(document)).stream()
                .map(item -> switch (item) {
                    case DeliveredItem.Readable<T> readable -> single(readable.record(), identity);
                    case DeliveredItem.Poison<T> poison -> new Reading(null, null, poison.why());
                })
                .toList());
    }

    private static <T extends ContentIdentity> Function<String, List<Reading>> all(
            Function<InputStream, List<T>> parsing, Function<T, @Nullable String> identity) {
        return document -> whole(() -> parsing.apply(Notifications.stream(document)).stream()
                .map(record -> single(record, identity))
                .toList());
    }

    private static <T extends ContentIdentity> Function<String, List<Reading>> one(
            Function<InputStream, T> parsing, Function<T, @Nullable String> identity) {
        return document -> whole(() -> List.of(single(parsing.apply(Notifications.stream(document)), identity)));
    }

    private static List<Reading> whole(Supplier<List<Reading>> reading) {
        try {
            return reading.get();
        } catch (InvalidEventException | MissingSequencerException e) {
            return List.of(new Reading(null, null, e));
        }
    }

    private static <T extends ContentIdentity> Reading single(T record, Function<T, @Nullable String> identity) {
        try {
            return new Reading(identity.apply(record), String.valueOf(record.contentIdentity()), null);
        } catch (InvalidEventException | MissingSequencerException e) {
            return new Reading(null, null, e);
        }
    }
}
