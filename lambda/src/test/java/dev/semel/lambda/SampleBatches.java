// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.model.Blob;
import java.util.Base64;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The documented events, with records of our own: each is named by a number, which becomes its delivery identity and
 * its content. In a FIFO queue, {@code a/1} is the message 1 of group a.
 */
final class SampleBatches {

    private SampleBatches() {}

    static String sqs(List<String> names) {
        return records(SqsEvents.STANDARD, names, SampleBatches::message);
    }

    static String fifo(List<String> names) {
        return records(SqsEvents.FIFO, names, (record, name) -> {
            message(record, name);
            int slash = name.indexOf('/');
            at(record, "attributes").put("MessageGroupId", slash < 0 ? "g" : name.substring(0, slash));
        });
    }

    private static void message(ObjectNode record, String name) {
        record.put("messageId", name).put("body", name).put("receiptHandle", "handle of " + name);
    }

    static String kinesis(List<String> names) {
        return records(KinesisSourceTest.EVENT, names, (record, name) -> {
            at(record, "kinesis").put("sequenceNumber", name).put("data", base64(name));
            record.put("eventID", "shardId-000000000006:" + name);
        });
    }

    static String dynamoDb(List<String> names) {
        return records(DynamoDbStreamSourceTest.EVENT, names, (record, name) -> {
            at(record, "dynamodb").put("SequenceNumber", name);
            at(record, "dynamodb", "Keys", "Id").put("N", name);
            record.put("eventID", "event " + name);
        });
    }

    static String activeMq(List<String> names) {
        return records(
                MqEvents.ACTIVE,
                "messages",
                names,
                (record, name) -> record.put("messageID", "ID:" + name).put("data", base64(name)));
    }

    static String rabbitMq(List<String> names) {
        ObjectNode root = (ObjectNode) Json.tree(MqEvents.RABBIT);
        ObjectNode queues = at(root, "rmqMessagesByQueue");
        ObjectNode sample = (ObjectNode) queues.path("orderQueue::/").get(0);
        ArrayNode records = queues.putArray("orderQueue::/");
        for (String name : names) {
            ObjectNode copy = sample.deepCopy().put("data", base64(name));
            at(copy, "basicProperties").put("messageId", "id of " + name);
            records.add(copy);
        }
        return root.toString();
    }

    static String documentDb(List<String> names) {
        return records(
                DocumentDbSourceTest.EVENT,
                "events",
                names,
                (record, name) -> at(record, "event", "_id").put("_data", name));
    }

    static String sns(List<String> names) {
        return records(
                SnsEvents.EVENT,
                names,
                (record, name) -> at(record, "Sns").put("MessageId", name).put("Message", name));
    }

    static String s3(List<String> names) {
        return records(
                Notifications.PUT,
                names,
                (record, name) -> at(record, "s3", "object").put("key", name));
    }

    static String kafka(List<String> names) {
        ObjectNode root = (ObjectNode) Json.tree(KafkaSourceTest.MSK);
        ObjectNode partitions = at(root, "records");
        ObjectNode sample = (ObjectNode) partitions.path("mytopic-0").get(0);
        ArrayNode records = partitions.putArray("mytopic-0");
        names.forEach(name -> records.add(
                sample.deepCopy().put("offset", Long.parseLong(name)).put("value", base64(name))));
        return root.toString();
    }

    static String eventBridge(List<String> names) {
        ObjectNode root = (ObjectNode) Json.tree(BusEvents.ORDER);
        root.put("id", only(names));
        at(root, "detail").put("orderId", only(names));
        return root.toString();
    }

    static String stepFunctions(List<String> names) {
        ObjectNode root = (ObjectNode) Json.tree(StepFunctionsTaskTest.EVENT);
        at(root, "input").put("orderId", only(names));
        at(root, "context", "Execution").put("Id", "arn:aws:states:us-east-1:123456789012:execution:m:" + only(names));
        return root.toString();
    }

    static String json(List<String> names) {
        return "{\"orderId\": \"" + only(names) + "\"}";
    }

    /** {@return an event with its record twice, the second time with another value of a field} */
    static String doubled(String event, String field, String value) {
        ObjectNode root = (ObjectNode) Json.tree(event);
        ArrayNode records = (ArrayNode) root.path("Records");
        records.add(((ObjectNode) records.get(0).deepCopy()).put(field, value));
        return root.toString();
    }

    private static String records(String sample, List<String> names, BiConsumer<ObjectNode, String> edit) {
        return records(sample, "Records", names, edit);
    }

    private static String records(
            String sample, String array, List<String> names, BiConsumer<ObjectNode, String> edit) {
        ObjectNode root = (ObjectNode) Json.tree(sample);
        JsonNode record = root.path(array).get(0);
        ArrayNode records = root.putArray(array);
        for (String name : names) {
            ObjectNode copy = record.deepCopy();
            edit.accept(copy, name);
            records.add(copy);
        }
        return root.toString();
    }

    private static ObjectNode at(JsonNode node, String... path) {
        JsonNode place = node;
        for (String name : path) {
            place = place.path(name);
        }
        return (ObjectNode) place;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(Blob.utf8(text).toByteArray());
    }

    private static String only(List<String> names) {
        if (names.size() != 1) {
            throw new IllegalArgumentException("such an event has one record, not " + names);
        }
        return names.get(0);
    }
}
