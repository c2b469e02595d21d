// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.InvalidKeyException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A field that an identity uses is there and names something, or nothing runs and one message names the field. */
class IdentityFieldsTest {

    private static final List<String> TEXTS =
            List.of("", "null", "\"\"", "\" \"", "\"\\t\\n\\u2003\"", "7", "true", "[]", "{}", "[\"x\"]");

    private static final List<String> NUMBERS =
            List.of("", "null", "\"\"", "\" \"", "\"x\"", "7.5", "-1", "1e99", "true", "[]", "{}");

    private final List<Exception> causes = new ArrayList<>();

    static Stream<Arguments> fields() {
        return Stream.of(
                        fields(
                                Trigger.SQS,
                                "/Records/0/messageId",
                                "/Records/0/eventSourceARN",
                                "/Records/0/eventSource",
                                "/Records/0/body"),
                        fields(Trigger.SQS_FIFO, "/Records/0/messageId", "/Records/0/attributes/MessageGroupId"),
                        fields(
                                Trigger.KINESIS,
                                "/Records/0/kinesis/sequenceNumber",
                                "/Records/0/eventID",
                                "/Records/0/eventSourceARN",
                                "/Records/0/eventSource"),
                        fields(
                                Trigger.DYNAMODB_STREAMS,
                                "/Records/0/dynamodb/SequenceNumber",
                                "/Records/0/dynamodb/Keys",
                                "/Records/0/eventID",
                                "/Records/0/eventName",
                                "/Records/0/eventSourceARN",
                                "/Records/0/eventSource"),
                        fields(Trigger.KAFKA, "/eventSourceArn", "/eventSource", "/records/mytopic-0/0/topic"),
                        fields(Trigger.KAFKA, "/records/mytopic-0/0/partition", "/records/mytopic-0/0/offset"),
                        fields(
                                Trigger.ACTIVE_MQ,
                                "/eventSourceArn",
                                "/eventSource",
                                "/messages/0/messageID",
                                "/messages/0/destination/physicalName"),
                        fields(Trigger.RABBIT_MQ, "/eventSourceArn", "/eventSource"),
                        fields(
                                Trigger.DOCUMENT_DB,
                                "/eventSourceArn",
                                "/eventSource",
                                "/events/0/event/_id/_data",
                                "/events/0/event/operationType"),
                        fields(Trigger.PIPE_SQS, "/0/messageId", "/0/eventSourceARN", "/0/eventSource"),
                        fields(Trigger.PIPE_KINESIS, "/0/sequenceNumber", "/0/eventID", "/0/eventSourceARN"),
                        fields(Trigger.PIPE_KAFKA, "/0/eventSource", "/0/eventSourceArn", "/0/topic"),
                        fields(Trigger.PIPE_KAFKA, "/0/partition", "/0/offset"),
                        fields(
                                Trigger.SNS,
                                "/Records/0/EventSource",
                                "/Records/0/Sns/Type",
                                "/Records/0/Sns/MessageId",
                                "/Records/0/Sns/TopicArn"),
                        fields(
                                Trigger.S3,
                                "/Records/0/eventSource",
                                "/Records/0/eventName",
                                "/Records/0/s3/bucket/name",
                                "/Records/0/s3/object/key",
                                "/Records/0/s3/object/sequencer"),
                        fields(Trigger.EVENT_BRIDGE, "/id", "/source", "/detail-type"),
                        fields(
                                Trigger.STEP_FUNCTIONS,
                                "/context/Execution/Id",
                                "/context/State/Name",
                                "/context/State/EnteredTime"))
                .flatMap(List::stream);
    }

    private static List<Arguments> fields(Trigger trigger, String... pointers) {
        return Arrays.stream(pointers)
                .map(pointer -> Arguments.of(trigger, pointer))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("fields")
    void nothingRunsWithoutIt(Trigger trigger, String pointer) {
        String name = pointer.substring(pointer.lastIndexOf('/') + 1);
        boolean isNumber = name.equals("partition") || name.equals("offset");
        for (String value : isNumber ? NUMBERS : TEXTS) {
            boolean isContent = name.equals("body") || name.equals("Keys");
            if (isContent && (value.startsWith("\"") || value.equals("{}"))) {
                continue; // content may be empty
            }
            HandlerBench bench = new HandlerBench();
            BatchPolicy policy = BatchPolicy.defaults().failures(item -> causes.add(item.cause()));
            causes.clear();
            HandlerAnswer answer =
                    bench.send(trigger.handler(bench, policy, false), with(trigger.event("1"), pointer, value));

            assertThat(bench.executed).as(value).isEmpty();
            Exception cause = causes.isEmpty() ? answer.exception() : causes.get(0);
            assertThat(cause)
                    .as(value)
                    .isInstanceOfAny(InvalidEventException.class, MissingSequencerException.class)
                    .hasMessageContaining(name)
                    .hasMessageMatching("(?s).+\\. .+");
        }
    }

    /** An option of the sender's: without it there is no delivery identity, and the operation refuses the call. */
    @ParameterizedTest
    @ValueSource(strings = {"", "null", "\"\"", "\" \"", "7", "[]", "true"})
    void rabbitMqMessagesMayLackTheirId(String value) {
        HandlerBench bench = new HandlerBench();
        BatchPolicy policy = BatchPolicy.defaults().failures(item -> causes.add(item.cause()));
        String event = Trigger.RABBIT_MQ.event("1");
        bench.send(
                Trigger.RABBIT_MQ.handler(bench, policy, false),
                with(event, "/rmqMessagesByQueue/orderQueue::~1/0/basicProperties/messageId", value));
        assertThat(bench.executed).isEmpty();
        assertThat(causes).singleElement().isInstanceOfAny(InvalidKeyException.class, InvalidEventException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "::", "::/", " ::/", "\t::"})
    void rabbitMqQueuesHaveNames(String list) {
        HandlerBench bench = new HandlerBench();
        BatchPolicy policy = BatchPolicy.defaults().failures(item -> causes.add(item.cause()));
        String event = Json.with(Trigger.RABBIT_MQ.event("1"), "\"orderQueue::/\"", Json.quoted(list));
        HandlerAnswer answer = bench.send(Trigger.RABBIT_MQ.handler(bench, policy, false), event);
        assertThat(bench.executed).isEmpty();
        assertThat(causes.isEmpty() ? answer.exception() : causes.get(0))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("queue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shard", ":1", " :1", "\t:1", ":"})
    void kinesisIdsNameAShard(String eventId) {
        HandlerBench bench = new HandlerBench();
        String event = with(Trigger.KINESIS.event("1"), "/Records/0/eventID", Json.quoted(eventId));
        assertThat(bench.send(Trigger.KINESIS.handler(bench, bench.policy(), false), event)
                        .exception())
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("eventID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\" \"", "\",\"", "\" , \"", "7", "[]"})
    void selfManagedClustersNameAServer(String servers) {
        HandlerBench bench = new HandlerBench();
        String event = with(KafkaSourceTest.MSK, "/eventSource", "\"SelfManagedKafka\"");
        assertThat(bench.send(
                                Trigger.KAFKA.handler(bench, bench.policy(), false),
                                with(event, "/bootstrapServers", servers))
                        .exception())
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("bootstrapServers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void invocationsHaveARequestId(String requestId) {
        assertThatThrownBy(() ->
                        AsynchronousInvocation.parse(Notifications.stream("{}"), new TestContext(1000, requestId)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("request id is missing or blank");
    }

    /** A space is a key as good as any. */
    @Test
    void anObjectsKeyMayBeASpace() {
        String bus = with(BusEvents.OBJECT_CREATED, "/detail/object/key", "\" \"");
        assertThat(EventBridgeSource.parse(Notifications.stream(bus)).s3Object().key())
                .isEqualTo(" ");
        assertThat(S3Source.parse(Notifications.stream(Notifications.putKey("+")))
                        .get(0)
                        .key())
                .isEqualTo(" ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\" \"", "7", "[]"})
    void aVersionIdentityNeedsAVersionOrAnEntityTag(String tag) {
        String bare = with(Notifications.PUT, "/Records/0/s3/object/versionId", "");
        S3Object object = S3Source.parse(Notifications.stream(with(bare, "/Records/0/s3/object/eTag", tag)))
                .get(0);
        assertThatThrownBy(object::versionIdentity)
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("versionId and eTag are both missing");
    }

    /** A value never holds a blank identity, no matter who makes it. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void valuesRefuseBlankIdentities(String blank) {
        JsonDocument none = JsonDocument.of("null");
        List<Runnable> makings = List.of(
                () -> new AsynchronousInvocation(blank, none),
                () -> new RecordRange(blank, "1", "2"),
                () -> new RecordRange("shard", blank, "2"),
                () -> new KafkaRecord("c", blank, 0, 0, null, null, List.of(), null),
                () -> new S3Object("e", null, "b", "k", null, blank, null, null),
                () -> new S3Object("e", null, "b", "k", blank, "s", null, null),
                () -> new KafkaRecord("c", "t", 0, 0, null, null, List.of(), null).deliveryIdentityIn(blank),
                () -> new FailedInvocation(blank, none, null, null, null, null, null, null, null),
                () -> new SqsMessage(blank, "q", "", java.util.Map.of(), null, null, null, null, null, null),
                () -> new SqsMessage("m", "q.fifo", "", java.util.Map.of(), null, null, null, blank, null, null));
        for (Runnable making : makings) {
            assertThatThrownBy(making::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(blank.isEmpty() ? "is empty" : "is blank");
        }
    }

    private static String with(String event, String pointer, String value) {
        JsonNode root = Json.tree(event);
        int end = pointer.lastIndexOf('/');
        ObjectNode parent = (ObjectNode) root.at(pointer.substring(0, end));
        String name = pointer.substring(end + 1);
        if (value.isEmpty()) {
            parent.remove(name);
        } else {
            parent.set(name, Json.tree(value));
        }
        return root.toString();
    }
}
