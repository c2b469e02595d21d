// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fields that no identity uses never decide whether work is done: blank, null, absent or of another type. */
class TolerantMetadataTest {

    /** Names of fields that are in no identity of any source. */
    private static final Set<String> METADATA = Set.of(
            "receiptHandle",
            "ApproximateReceiveCount",
            "SentTimestamp",
            "time",
            "resources",
            "SenderId",
            "ApproximateFirstReceiveTimestamp",
            "MessageDeduplicationId",
            "awsRegion",
            "Timestamp",
            "SignatureVersion",
            "Signature",
            "account",
            "region",
            "eventTime",
            "approximateArrivalTimestamp",
            "ApproximateCreationDateTime",
            "StreamViewType",
            "userIdentity",
            "timestamp",
            "timestampType",
            "RetryCount",
            "eventVersion",
            "kinesisSchemaVersion",
            "configurationId",
            "messageType",
            "deliveryMode",
            "replyTo",
            "expiration",
            "priority",
            "correlationId",
            "redelivered",
            "brokerInTime",
            "brokerOutTime",
            "properties",
            "contentType",
            "contentEncoding",
            "userId",
            "bodySize",
            "clusterTime",
            "requestParameters",
            "responseElements");

    private static final List<String> VALUES = List.of("", "\"\"", "\" \"", "null", "7.5", "\"x\"", "[]", "{}", "true");

    @ParameterizedTest
    @EnumSource(Trigger.class)
    void everyRecordRuns(Trigger trigger) {
        String event = trigger.event("1");
        for (String path : paths("", Json.tree(event), new ArrayList<>())) {
            for (String value : VALUES) {
                HandlerBench bench = new HandlerBench();
                String odd = with(event, path, value);
                HandlerAnswer answer = bench.send(trigger.handler(bench, bench.policy(), false), odd);

                assertThat(answer.told()).as("%s = %s", path, value).isIn("names none", "returns", "answers \"did 1\"");
                assertThat(bench.executed).as("%s = %s", path, value).containsExactly("1");
            }
        }
    }

    /** Pointers to the metadata of an event. */
    private static List<String> paths(String path, JsonNode node, List<String> found) {
        for (var member : node.properties()) {
            if (METADATA.contains(member.getKey()) && !isOpaque(path)) {
                found.add(path + "/" + member.getKey());
            }
            paths(path + "/" + escaped(member.getKey()), member.getValue(), found);
        }
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                paths(path + "/" + i, array.get(i), found);
            }
        }
        return found;
    }

    /** RFC 6901: the list of a RabbitMQ queue has a slash in its name. */
    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** {@return whether the sender wrote this part: its content, not metadata} */
    private static boolean isOpaque(String path) {
        return path.contains("/detail") || path.contains("/input");
    }

    private static String with(String event, String path, String value) {
        JsonNode root = Json.tree(event);
        ObjectNode parent = (ObjectNode) root.at(path.substring(0, path.lastIndexOf('/')));
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (value.isEmpty()) {
            parent.remove(name);
        } else {
            parent.set(name, Json.tree(value));
        }
        return root.toString();
    }
}
