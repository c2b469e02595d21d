// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One odd attribute never keeps a message from being handled, is no value of a key, and is compared all the same. */
class OddAttributesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "7",
                "[]",
                "{}",
                "{'dataType': null, 'stringValue': 'x', 'Type': null, 'Value': 'x'}",
                "{'dataType': 'String', 'Type': 'String'}",
                "{'dataType': 'String', 'stringValue': null, 'Type': 'String', 'Value': null}",
                "{'dataType': 'String', 'stringValue': 7, 'Type': 'String', 'Value': 7}",
                "{'dataType': 7, 'stringValue': 'x', 'Type': 7, 'Value': 'x'}",
                "{'dataType': ' ', 'stringValue': 'x', 'Type': ' ', 'Value': 'x'}",
                "{'dataType': 'Binary', 'binaryValue': 'secret!', 'Type': 'Binary', 'Value': 'secret!'}",
                "{'dataType': 'Binary', 'binaryValue': null, 'Type': 'Binary', 'Value': null}",
            })
    void anOddAttributeIsNoValue(String attribute) {
        String odd = attribute.replace('\'', '"');
        for (Map<String, MessageAttribute> attributes : List.of(
                message(sqs(odd)).messageAttributes(), notification(sns(odd)).messageAttributes())) {
            assertThat(attributes).containsOnlyKeys("odd");
            assertThat(attributes.get("odd")).satisfies(value -> {
                assertThat(value.type()).isEqualTo("Unreadable");
                assertThat(value.text())
                        .as("so that a key of it is a missing key")
                        .isNull();
                assertThat(value).hasToString("MessageAttribute[Unreadable]");
            });
        }
        assertThat(message(sqs(odd)).contentIdentity())
                .isEqualTo(message(sqs(odd)).contentIdentity())
                .isNotEqualTo(message(sqs("{\"dataType\": \"String\", \"stringValue\": \"\"}"))
                        .contentIdentity())
                .isNotEqualTo(message(sqs("{\"dataType\": 8}")).contentIdentity());
    }

    /** As languages write them that have one type for maps and lists. */
    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{}"})
    void noAttributesAreNone(String none) {
        assertThat(message(Json.with(sqs("7"), "{\"odd\": 7}", none)).messageAttributes())
                .isEmpty();
        assertThat(notification(Json.with(sns("7"), "{\"odd\":7}", none)).messageAttributes())
                .isEmpty();
    }

    private static String sqs(String attribute) {
        return SqsEvents.FIFO.replace(
                "\"messageAttributes\": {}", "\"messageAttributes\": {\"odd\": " + attribute + "}");
    }

    private static String sns(String attribute) {
        JsonNode root = Json.tree(SnsEvents.EVENT);
        ((ObjectNode) root.at("/Records/0/Sns")).set("MessageAttributes", Json.tree("{\"odd\": " + attribute + "}"));
        return root.toString();
    }

    private static SqsMessage message(String event) {
        return EventDeliveries.only(SqsSource.parse(Notifications.stream(event)));
    }

    private static SnsNotification notification(String event) {
        return SnsSource.parse(Notifications.stream(event)).get(0);
    }
}
