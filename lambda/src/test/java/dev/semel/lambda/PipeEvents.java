// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Arrays of EventBridge pipes, made of the records of event source mappings as the pages below "Amazon EventBridge
 * Pipes sources" of the Amazon EventBridge User Guide spell them: the fields that a mapping has beside a record, or
 * around it, stand in it.
 */
final class PipeEvents {

    private PipeEvents() {}

    /** Records of SQS and DynamoDB Streams as a pipe sends them: those of the mapping. */
    static String records(String event) {
        return Json.tree(event).path("Records").toString();
    }

    static String kinesis(String event) {
        ArrayNode records = array();
        for (JsonNode record : Json.tree(event).path("Records")) {
            ObjectNode flat = record.path("kinesis").deepCopy();
            flat.setAll((ObjectNode) record);
            flat.remove("kinesis");
            records.add(flat);
        }
        return records.toString();
    }

    static String kafka(String event) {
        return listed(event, "records");
    }

    static String rabbitMq(String event) {
        return listed(event, "rmqMessagesByQueue");
    }

    static String activeMq(String event) {
        JsonNode root = Json.tree(event);
        ArrayNode records = array();
        for (JsonNode message : root.path("messages")) {
            records.add(origin(root, message.deepCopy()));
        }
        return records.toString();
    }

    private static String listed(String event, String lists) {
        JsonNode root = Json.tree(event);
        ArrayNode records = array();
        for (var list : root.path(lists).properties()) {
            for (JsonNode record : list.getValue()) {
                ObjectNode flat = origin(root, record.deepCopy());
                records.add(flat.put("eventSourceKey", list.getKey()));
            }
        }
        return records.toString();
    }

    private static ObjectNode origin(JsonNode root, ObjectNode record) {
        for (String name : new String[] {"eventSource", "eventSourceArn", "bootstrapServers"}) {
            if (root.has(name)) {
                record.set(name, root.get(name));
            }
        }
        return record;
    }

    private static ArrayNode array() {
        return (ArrayNode) Json.tree("[]");
    }
}
