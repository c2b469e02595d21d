// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.model.Blob;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Every source with its handler, its documented event, and what its redelivery changes in that. */
enum Trigger {
    SQS("SQS", "\"ApproximateReceiveCount\":\"1\"", "\"ApproximateReceiveCount\":\"2\"") {
        @Override
        RequestStreamHandler handler(HandlerBench bench, BatchPolicy policy, boolean intents) {
            return SqsHandler.of(
                    intents
                            ? bench.intent(SqsMessage.class, SqsMessage::body)
                            : bench.operation(SqsSource::operationPerDelivery, SqsMessage::body),
                    policy);
        }
    },
    SQS_FIFO("SQS FIFO", "\"ApproximateReceiveCount\":\"1\"", "\"ApproximateReceiveCount\":\"2\"") {
        @Override
        RequestStreamHandler handler(HandlerBench bench, BatchPolicy policy, boolean intents) {
            return SQS.handler(bench, policy, intents);
        }
    },
    KINESIS("Kinesis", "1.545084650987E9", "1.545084651E9") {
        @Override
        RequestStreamHandler handler(HandlerBench bench, BatchPolicy policy, boolean intents) {
            Function<KinesisRecord, String> name = record -> record.data().toUtf8();
            return KinesisHandler.of(
                    intents
                            ? bench.intent(KinesisRecord.class, name)
                            : bench.operation(KinesisSource::operationPerDelivery, name),
                    policy);
        }
    },
    DYNAMODB_STREAMS("DynamoDB Streams", "1479499740", "1479499741") {
        @Override
        RequestStreamHandler handler(HandlerBench bench, BatchPolicy policy, boolean intents) {
            Function<DynamoDbStreamRecord, String> name =
                    record -> record.keys().text("/Id/N").orElseThrow();
            return DynamoDbStreamHandler.of(
                    intents
                            ? bench.intent(DynamoDbStreamRecord.class, name)
                            : bench.operation(DynamoDbStreamSource::operationPerDelivery, name),
                    policy);
        }
    },
    KAFKA("Kafka", "1545084650987", "1545084650988") {
        @Override
        RequestStreamHandler handler(HandlerBench bench, BatchPolicy policy, boolean intents) {
            Function<KafkaRecord, String> name = record ->
                    record.value() == null ? "tombstone" : record.value().toUtf8();
            return KafkaHandler.of(
                    intents
                            ? bench.intent(KafkaRecord.class, name)
                            : bench.operation(KafkaSource::operationPerDelivery, name),
                    policy);
        }
    },
    KAFKA_NAMING("Kafka, FAILED_ITEMS", "1545084650987", "1545084650988") {
        @Override
        RequestStreamHandler handler(HandlerBench bench, BatchPolicy policy, boolean intents) {
            return KAFKA.handler(bench, policy.response(BatchResponse.FAILED_ITEMS), intents);
        }
    },
    ACTIVE_MQ("ActiveMQ", "\"redelivered\":false", "\"redelivered\":true") {
        @Override
        RequestStreamHandler handler(HandlerBench bench, BatchPolicy policy, boolean intents) {
            Function<ActiveMqMessage, String> name = message -> message.data().toUtf8();
            return ActiveMqHandler.of(
                    message -> message,
                    intents
                            ? bench.intent(ActiveMqMessage.class, name)
                            : bench.operation(ActiveMqSource::operationPerDelivery, name),
                    ActiveMqSource.retryHorizon(Duration.ofHours(1)),
                    policy);
        }
    },
    RABBIT_MQ("RabbitMQ", "\"redelivered\":false", "\"redelivered\":true") {
        @Override
        RequestStreamHandler handler(HandlerBench bench, BatchPolicy policy, boolean intents) {
            Function<RabbitMqMessage, String> name = message -> message.data().toUtf8();
            return RabbitMqHandler.of(
                    message -> message,
                    intents
                            ? bench.intent(RabbitMqMessage.class, name)
                            : bench.operation(RabbitMqSource::operationPerDelivery, name),
                    RabbitMqSource.retryHorizon(Duration.ofHours(1)),
                    policy);
        }
    },
    DOCUMENT_DB("DocumentDB", "1676588775", "1676588776") {
        @Override
        RequestStreamHandler handler(HandlerBench bench, BatchPolicy policy, boolean intents) {
            Function<DocumentDbChange, String> name = change -> change.eventId();
            return DocumentDbHandler.of(
                    intents
                            ? bench.intent(DocumentDbChange.class, name)
                            : bench.operation(DocumentDbSource::operationPerDelivery, name),
                    policy);
        }
    },
    PIPE_SQS("Pipe of SQS", "\"ApproximateReceiveCount\":\"1\"", "\"ApproximateReceiveCount\":\"2\"") {
        @Override
        RequestStreamHandler handler(HandlerBench bench, BatchPolicy policy, boolean intents) {
            return PipeHandler.of(
                    PipeSource.sqs(),
                    message -> message,
                    intents
                            ? bench.intent(SqsMessage.class, SqsMessage::body)
                            : bench.operation(SqsSource::operationPerDelivery, SqsMessage::body),
                    policy);
        }
    },
    PIPE_KINESIS("Pipe of Kinesis", "1.545084650987E9", "1.545084651E9") {
        @Override
        RequestStreamHandler handler(HandlerBench bench, BatchPolicy policy, boolean intents) {
            Function<KinesisRecord, String> name = record -> record.data().toUtf8();
            return PipeHandler.of(
                    PipeSource.kinesis(),
                    record -> record,
                    intents
                            ? bench.intent(KinesisRecord.class, name)
                            : bench.operation(KinesisSource::operationPerDelivery, name),
                    policy);
        }
    },
    PIPE_KAFKA("Pipe of Kafka", "1545084650987", "1545084650988") {
        @Override
        RequestStreamHandler handler(HandlerBench bench, BatchPolicy policy, boolean intents) {
            Function<KafkaRecord, String> name = record -> String.valueOf(record.offset());
            return PipeHandler.of(
                    PipeSource.kafka(),
                    record -> record,
                    intents
                            ? bench.intent(KafkaRecord.class, name)
                            : bench.operation(KafkaSource::operationPerDelivery, name),
                    policy);
        }
    },
    SNS("SNS", "\"SignatureVersion\":\"1\"", "\"SignatureVersion\":\"2\"") {
        @Override
        RequestStreamHandler handler(HandlerBench bench, BatchPolicy policy, boolean intents) {
            return SnsHandler.of(
                    notification -> notification,
                    intents
                            ? bench.intent(SnsNotification.class, SnsNotification::message)
                            : bench.operation(SnsSource::operationPerDelivery, SnsNotification::message),
                    policy);
        }
    },
    S3("S3", "1970-01-01T00:00:00.000Z", "1970-01-01T00:00:00.001Z") {
        @Override
        RequestStreamHandler handler(HandlerBench bench, BatchPolicy policy, boolean intents) {
            return S3Handler.of(
                    intents
                            ? bench.intent(S3Object.class, S3Object::key)
                            : bench.operation(S3Source::operationPerDelivery, S3Object::key),
                    policy);
        }
    },
    EVENT_BRIDGE("EventBridge", "2017-12-22", "2017-12-22") {
        @Override
        RequestStreamHandler handler(HandlerBench bench, BatchPolicy policy, boolean intents) {
            Function<EventBridgeEvent, String> name =
                    event -> event.detail().text("/orderId").orElseThrow();
            return EventBridgeHandler.of(
                    intents
                            ? bench.intent(EventBridgeEvent.class, name)
                            : bench.operation(EventBridgeSource::operationPerDelivery, name),
                    ReplayPolicy.asDuplicate(),
                    policy);
        }
    },
    ASYNCHRONOUS("asynchronous invocation", "orderId", "orderId") {
        @Override
        RequestStreamHandler handler(HandlerBench bench, BatchPolicy policy, boolean intents) {
            Function<AsynchronousInvocation, String> name =
                    invocation -> invocation.event().text("/orderId").orElseThrow();
            return AsynchronousHandler.of(
                    intents
                            ? bench.intent(AsynchronousInvocation.class, name)
                            : bench.operation(AsynchronousInvocation::operationPerDelivery, name),
                    policy);
        }
    },
    STEP_FUNCTIONS("Step Functions task", "\"RetryCount\":3", "\"RetryCount\":4") {
        @Override
        RequestStreamHandler handler(HandlerBench bench, BatchPolicy policy, boolean intents) {
            Function<StepFunctionsTask, String> name =
                    task -> task.input().text("/orderId").orElseThrow();
            return SynchronousHandler.of(
                    StepFunctionsTask::parse,
                    intents
                            ? bench.intent(StepFunctionsTask.class, name)
                            : bench.operation(StepFunctionsTask::operationPerDelivery, name),
                    StepFunctionsTask.retryHorizon(Duration.ofHours(1)),
                    Trigger::write);
        }
    },
    JSON_EVENT("any JSON event, its caller waiting", "{\"orderId\"", "{  \"orderId\"") {
        @Override
        RequestStreamHandler handler(HandlerBench bench, BatchPolicy policy, boolean intents) {
            Function<JsonDocument, String> name =
                    event -> event.text("/orderId").orElseThrow();
            return SynchronousHandler.of(
                    JsonEventSource::parse,
                    intents
                            ? bench.intent(JsonDocument.class, name)
                            : bench.operation(
                                    (engine, operation, type) ->
                                            JsonEventSource.operationByPath(engine, operation, type, "/orderId"),
                                    name),
                    RetryHorizon.asynchronousInvocation(),
                    Trigger::write);
        }
    };

    private final String source;
    private final String piece;
    private final String redelivered;

    Trigger(String source, String piece, String redelivered) {
        this.source = source;
        this.piece = piece;
        this.redelivered = redelivered;
    }

    /** {@return a handler whose keys are delivery identities, or, as intents, the records' names} */
    abstract RequestStreamHandler handler(HandlerBench bench, BatchPolicy policy, boolean intents);

    String event(String... names) {
        List<String> records = List.of(names);
        return switch (this) {
            case SQS -> SampleBatches.sqs(records);
            case SQS_FIFO -> SampleBatches.fifo(records);
            case KINESIS -> SampleBatches.kinesis(records);
            case DYNAMODB_STREAMS -> SampleBatches.dynamoDb(records);
            case KAFKA, KAFKA_NAMING -> SampleBatches.kafka(records);
            case ACTIVE_MQ -> SampleBatches.activeMq(records);
            case RABBIT_MQ -> SampleBatches.rabbitMq(records);
            case DOCUMENT_DB -> SampleBatches.documentDb(records);
            case PIPE_SQS -> PipeEvents.records(SampleBatches.sqs(records));
            case PIPE_KINESIS -> PipeEvents.kinesis(SampleBatches.kinesis(records));
            case PIPE_KAFKA -> PipeEvents.kafka(SampleBatches.kafka(records));
            case SNS -> SampleBatches.sns(records);
            case S3 -> SampleBatches.s3(records);
            case EVENT_BRIDGE -> SampleBatches.eventBridge(records);
            case ASYNCHRONOUS, JSON_EVENT -> SampleBatches.json(records);
            case STEP_FUNCTIONS -> SampleBatches.stepFunctions(records);
        };
    }

    /** {@return a later delivery of an event: all that may differ does} */
    String again(String event) {
        return Json.with(event, piece, redelivered);
    }

    /** {@return whether an event may have several records} */
    boolean isBatch() {
        return switch (this) {
            case SQS, SQS_FIFO, KINESIS, DYNAMODB_STREAMS, KAFKA, KAFKA_NAMING, SNS, S3 -> true;
            case ACTIVE_MQ, RABBIT_MQ, DOCUMENT_DB, PIPE_SQS, PIPE_KINESIS, PIPE_KAFKA -> true;
            case EVENT_BRIDGE, ASYNCHRONOUS, STEP_FUNCTIONS, JSON_EVENT -> false;
        };
    }

    /** {@return whether the source promises an order, here of all records} */
    boolean isOrdered() {
        return switch (this) {
            case SQS_FIFO, KINESIS, DYNAMODB_STREAMS, KAFKA, KAFKA_NAMING, DOCUMENT_DB, PIPE_KINESIS, PIPE_KAFKA ->
                true;
            case SQS, PIPE_SQS, SNS, S3, ACTIVE_MQ, RABBIT_MQ -> false;
            case EVENT_BRIDGE, ASYNCHRONOUS, STEP_FUNCTIONS, JSON_EVENT -> false;
        };
    }

    private static void write(OutputStream output, @Nullable String result) throws IOException {
        output.write(Blob.utf8(Json.quoted(String.valueOf(result))).toByteArray());
    }

    @Override
    public String toString() {
        return source;
    }
}
