// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The ids that a service draws for each message that is sent to it: two sends of one content have two. */
final class SentDocuments {

    private SentDocuments() {}

    /** Gives a document the ids of a send: EventBridge's, a queue's, SNS's, or a stream's number. */
    static void name(JsonNode document, int number) {
        rename(document, "id", number);
        JsonNode record = document.path("Records").path(0);
        rename(record, "messageId", number);
        rename(record.path("Sns"), "MessageId", number);
        rename(record.path("kinesis"), "sequenceNumber", number);
        rename(record.path("dynamodb"), "SequenceNumber", number);
    }

    private static void rename(JsonNode node, String field, int number) {
        if (node instanceof ObjectNode object && object.path(field).isTextual()) {
            object.put(field, object.path(field).asText() + "-" + number);
        }
    }
}
