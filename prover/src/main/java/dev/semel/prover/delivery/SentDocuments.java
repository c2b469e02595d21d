// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * The ids and the times that a service gives each message that is sent to it. Two sends of one content have two of
 * each. The time of an event of EventBridge and the timestamp of a Kafka record may be the sender's own, and
 * stay.
 */
final class SentDocuments {

    private SentDocuments() {}

    /**
     * Gives a document what the service gives a send: EventBridge's, a queue's, SNS's, or a stream's.
     *
     * @param number the number of the send, which no other one of the history has
     * @param sent the moment of the send
     */
    static void name(JsonNode document, int number, Instant sent) {
        long millis = sent.toEpochMilli() + number; // two sends of one moment differ
        rename(document, "id", number);
        JsonNode record = document.path("Records").path(0);
        rename(record, "messageId", number);
        rename(record, "receiptHandle", number);
        rename(record.path("attributes"), "SequenceNumber", number);
        date(record.path("attributes"), "SentTimestamp", String.valueOf(millis));
        date(record.path("attributes"), "ApproximateFirstReceiveTimestamp", String.valueOf(millis));
        rename(record.path("Sns"), "MessageId", number);
        date(record.path("Sns"), "Timestamp", Instant.ofEpochMilli(millis).toString());
        rename(record.path("kinesis"), "sequenceNumber", number);
        date(record.path("kinesis"), "approximateArrivalTimestamp", millis);
        rename(record.path("dynamodb"), "SequenceNumber", number);
        date(record.path("dynamodb"), "ApproximateCreationDateTime", millis);
    }

    /**
     * Gives a message what a redrive from a dead-letter queue gives it: another message id and time of sending (Amazon
     * SQS guide, "Learn how to configure a dead-letter queue redrive"), and so other receipts. In a FIFO queue the
     * message's former id has taken the place of its deduplication id (same page). Body, attributes and group stay. The
     * receive count begins anew, which the page does not say.
     *
     * @param now the moment of the redrive
     */
    static void redrive(JsonNode document, Instant now) {
        JsonNode record = document.path("Records").path(0);
        if (record.path("attributes") instanceof ObjectNode attributes
                && attributes.path("MessageDeduplicationId").isTextual()) {
            attributes.put("MessageDeduplicationId", record.path("messageId").asText());
        }
        rename(record, "messageId", "redriven");
        rename(record, "receiptHandle", "redriven");
        rename(record.path("attributes"), "SequenceNumber", "redriven");
        String millis = String.valueOf(now.toEpochMilli());
        date(record.path("attributes"), "SentTimestamp", millis);
        date(record.path("attributes"), "ApproximateFirstReceiveTimestamp", millis);
    }

    private static void rename(JsonNode node, String field, int number) {
        rename(node, field, String.valueOf(number));
    }

    private static void rename(JsonNode node, String field, String suffix) {
        if (node instanceof ObjectNode object && object.path(field).isTextual()) {
            object.put(field, object.path(field).asText() + "-" + suffix);
        }
    }

    private static void date(JsonNode node, String field, String sent) {
        if (node instanceof ObjectNode object && object.path(field).isTextual()) {
            object.put(field, sent);
        }
    }

    private static void date(JsonNode node, String field, long millis) {
        if (node instanceof ObjectNode object && object.path(field).isNumber()) {
            object.put(field, BigDecimal.valueOf(millis, 3)); // streams count in seconds
        }
    }
}
