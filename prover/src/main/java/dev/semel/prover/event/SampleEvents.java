// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * Documents of events with one record each, in the form in which AWS delivers them: for {@code event(...)} of a proof,
 * and for tests that call a handler. What is not given has a fixed value. Texts may have any content. The methods have
 * no state.
 */
public final class SampleEvents {

    private static final JsonMapper MAPPER = new JsonMapper();

    private static final String REGION_AND_ACCOUNT = "us-east-1:123456789012:";

    private SampleEvents() {}

    /**
     * Returns a message of a standard SQS queue.
     *
     * @param messageId the message's id, which all of its deliveries share
     * @param body the message's body
     * @return the document
     */
    public static String sqs(String messageId, String body) {
        return records(message(messageId, body, "orders"));
    }

    /**
     * Returns a message of a FIFO queue.
     *
     * @param messageId the message's id, which all of its deliveries share
     * @param group the message group
     * @param deduplicationId the deduplication id
     * @param body the message's body
     * @return the document
     */
    public static String sqsFifo(String messageId, String group, String deduplicationId, String body) {
        ObjectNode message = message(messageId, body, "orders.fifo");
        message.withObject("/attributes")
                .put("MessageGroupId", required(group, "group"))
                .put("MessageDeduplicationId", required(deduplicationId, "deduplicationId"))
                .put("SequenceNumber", "18849496460467696128");
        return records(message);
    }

    private static ObjectNode message(String messageId, String body, String queue) {
        ObjectNode message = MAPPER.createObjectNode()
                .put("messageId", required(messageId, "messageId"))
                .put("receiptHandle", "receipt-of-" + messageId)
                .put("body", required(body, "body"));
        message.putObject("attributes")
                .put("ApproximateReceiveCount", "1")
                .put("SentTimestamp", "1767225585000")
                .put("SenderId", "AIDAIENQZJOLO23YVJ4VO")
                .put("ApproximateFirstReceiveTimestamp", "1767225585001");
        message.putObject("messageAttributes");
        return message.put("eventSource", "aws:sqs")
                .put("eventSourceARN", "arn:aws:sqs:" + REGION_AND_ACCOUNT + queue)
                .put("awsRegion", "us-east-1");
    }

    /**
     * Returns a notification of an SNS topic.
     *
     * @param messageId the notification's id
     * @param message the notification's text
     * @return the document
     */
    public static String sns(String messageId, String message) {
        ObjectNode record = MAPPER.createObjectNode()
                .put("EventVersion", "1.0")
                .put("EventSource", "aws:sns")
                .put("EventSubscriptionArn", "arn:aws:sns:" + REGION_AND_ACCOUNT + "orders:21be56ed-a058-49f5");
        record.putObject("Sns")
                .put("Type", "Notification")
                .put("MessageId", required(messageId, "messageId"))
                .put("TopicArn", "arn:aws:sns:" + REGION_AND_ACCOUNT + "orders")
                .put("Timestamp", "2025-12-31T23:59:45.000Z")
                .put("Message", required(message, "message"))
                .putObject("MessageAttributes");
        return records(record);
    }

    /**
     * Returns an event of an EventBridge bus.
     *
     * @param id the event's id
     * @param source the event's source, such as {@code com.example.orders}
     * @param detailType the event's kind
     * @param detail the event's detail, as JSON
     * @return the document
     * @throws IllegalArgumentException if the detail is not JSON
     */
    public static String eventBridge(String id, String source, String detailType, String detail) {
        ObjectNode event = MAPPER.createObjectNode()
                .put("version", "0")
                .put("id", required(id, "id"))
                .put("detail-type", required(detailType, "detailType"))
                .put("source", required(source, "source"))
                .put("account", "123456789012")
                .put("time", "2025-12-31T23:59:45Z")
                .put("region", "us-east-1");
        event.putArray("resources");
        event.set("detail", json(detail, "detail"));
        return event.toString();
    }

    /**
     * Returns a notification of S3 about a new object.
     *
     * @param bucket the bucket's name
     * @param key the object's key as the notification has it, URL-encoded
     * @param sequencer the event's sequencer, hexadecimal
     * @return the document
     */
    public static String s3(String bucket, String key, String sequencer) {
        ObjectNode record = MAPPER.createObjectNode()
                .put("eventVersion", "2.1")
                .put("eventSource", "aws:s3")
                .put("awsRegion", "us-east-1")
                .put("eventTime", "2025-12-31T23:59:45.000Z")
                .put("eventName", "ObjectCreated:Put");
        ObjectNode s3 = record.putObject("s3").put("s3SchemaVersion", "1.0").put("configurationId", "orders");
        s3.putObject("bucket").put("name", required(bucket, "bucket")).put("arn", "arn:aws:s3:::" + bucket);
        s3.putObject("object")
                .put("key", required(key, "key"))
                .put("size", 1024)
                .put("eTag", "d41d8cd98f00b204e9800998ecf8427e")
                .put("sequencer", required(sequencer, "sequencer"));
        return records(record);
    }

    /**
     * Returns a record of a Kinesis stream.
     *
     * @param partitionKey the record's partition key
     * @param sequenceNumber the record's sequence number within its shard, decimal
     * @param data the record's data, which the document has as base64 of UTF-8
     * @return the document
     */
    public static String kinesis(String partitionKey, String sequenceNumber, String data) {
        ObjectNode record = MAPPER.createObjectNode();
        record.putObject("kinesis")
                .put("kinesisSchemaVersion", "1.0")
                .put("partitionKey", required(partitionKey, "partitionKey"))
                .put("sequenceNumber", required(sequenceNumber, "sequenceNumber"))
                .put("data", base64(required(data, "data")))
                .put("approximateArrivalTimestamp", 1767225585.0);
        return records(record.put("eventSource", "aws:kinesis")
                .put("eventVersion", "1.0")
                .put("eventID", "shardId-000000000000:" + sequenceNumber)
                .put("eventName", "aws:kinesis:record")
                .put("awsRegion", "us-east-1")
                .put("eventSourceARN", "arn:aws:kinesis:" + REGION_AND_ACCOUNT + "stream/orders"));
    }

    /**
     * Returns a change of an item, as DynamoDB Streams delivers it.
     *
     * @param eventId the change's id
     * @param sequenceNumber the change's sequence number within its shard, decimal
     * @param eventName {@code INSERT}, {@code MODIFY} or {@code REMOVE}
     * @param keys the item's key as JSON with DynamoDB's types, such as {@code {"id": {"S": "7"}}}
     * @param newImage the item after the change, in the same form; as JSON null for none
     * @return the document
     * @throws IllegalArgumentException if keys or image are not JSON
     */
    public static String dynamoDbStream(
            String eventId, String sequenceNumber, String eventName, String keys, String newImage) {
        ObjectNode record = MAPPER.createObjectNode()
                .put("eventID", required(eventId, "eventId"))
                .put("eventVersion", "1.1")
                .put("eventName", required(eventName, "eventName"))
                .put("eventSource", "aws:dynamodb")
                .put("awsRegion", "us-east-1")
                .put(
                        "eventSourceARN",
                        "arn:aws:dynamodb:" + REGION_AND_ACCOUNT + "table/orders/stream/2025-12-31T00:00:00.000");
        ObjectNode change = record.putObject("dynamodb");
        change.put("ApproximateCreationDateTime", 1767225585).set("Keys", json(keys, "keys"));
        JsonNode image = json(newImage, "newImage");
        if (!image.isNull()) {
            change.set("NewImage", image);
        }
        change.put("SequenceNumber", required(sequenceNumber, "sequenceNumber"))
                .put("SizeBytes", 26)
                .put("StreamViewType", "NEW_AND_OLD_IMAGES");
        return records(record);
    }

    /**
     * Returns a record of a Kafka topic, from Amazon MSK. The prover's batch sources read {@code Records} only: prove
     * such a handler with {@code Source.asynchronous()}.
     *
     * @param topic the topic
     * @param partition the partition's number, not negative
     * @param offset the record's offset, not negative
     * @param key the record's key, which the document has as base64 of UTF-8
     * @param value the record's value, likewise
     * @return the document
     */
    public static String kafka(String topic, int partition, long offset, String key, String value) {
        if (partition < 0 || offset < 0) {
            throw new IllegalArgumentException(
                    "partition and offset must not be negative, and are " + partition + " and " + offset);
        }
        ObjectNode event = MAPPER.createObjectNode()
                .put("eventSource", "aws:kafka")
                .put("eventSourceArn", "arn:aws:kafka:" + REGION_AND_ACCOUNT + "cluster/orders/751d2973-a626-431c-2")
                .put("bootstrapServers", "b-1.orders:9092");
        ObjectNode record = event.putObject("records")
                .putArray(required(topic, "topic") + "-" + partition)
                .addObject();
        record.put("topic", topic)
                .put("partition", partition)
                .put("offset", offset)
                .put("timestamp", 1767225585000L)
                .put("timestampType", "CREATE_TIME")
                .put("key", base64(required(key, "key")))
                .put("value", base64(required(value, "value")))
                .putArray("headers");
        return event.toString();
    }

    private static String records(ObjectNode record) {
        ObjectNode event = MAPPER.createObjectNode();
        event.putArray("Records").add(record);
        return event.toString();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode json(String text, String name) {
        try {
            return MAPPER.readTree(required(text, name));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(name + " is not JSON", e);
        }
    }

    static String required(String value, String name) {
        return Objects.requireNonNull(value, name);
    }
}
