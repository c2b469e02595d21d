// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The function's own handler gets the text of its event as the function got it, whatever envelopes were around it. */
class RedrivenTextTest {

    /** Each is changed by a reader that knows values only. */
    private static final List<String> EVENTS = List.of(
            "{\"a\": 1.10, \"b\": 1.0, \"c\": 1E2, \"d\": -0, \"e\": 0.1e-7}",
            "{\"big\": 123456789012345678901234567890, \"deep\": 0.12345678901234567890123456789}",
            "{\"z\":1,\"a\":2,\"m\":{\"y\":1,\"b\":2}}",
            "{\"same\": 1, \"same\": 2, \"in\": {\"x\": 1, \"x\": 2}}",
            "{\"escaped\": \"\\u0041\\/\\u00e9\\uD83D\\uDE00\", \"half\": \"\\ud800\"}",
            "{ \"wide\" :\t[ 1 ,\n 2\r\n] }",
            "{\"requestPayload\": {\"n\": 1.0}, \"payload\": 2.0, \"detail-type\": \"x\", \"detail\": {\"n\": 3.0}}",
            "{\"Type\": \"Notification\", \"Message\": \"1.0\", \"MessageAttributes\": {}}",
            "{\"\u00e9\": \"\ud83d\ude00 \u2028\"}",
            "[1.0, 2.50]",
            "1.10",
            "\"1.10\"",
            "null",
            "{}");

    /** Names of envelopes, the outermost first. */
    private static final List<List<String>> WAYS = List.of(
            List.of("destination"),
            List.of("topic", "destination"),
            List.of("bus", "destination"),
            List.of("topic", "bus", "destination"),
            List.of("topic", "topic", "destination"),
            List.of("topic", "bus", "topic", "bus", "destination"),
            List.of("dead letter"),
            List.of("dead topic"),
            List.of("topic", "dead topic"),
            List.of("topic", "topic", "dead topic"));

    private static final List<List<String>> BATCH_WAYS = List.of(
            List.of("bucket"),
            List.of("kafka"),
            List.of("topic", "bucket"),
            List.of("topic", "topic", "kafka"),
            List.of("topic", "bus", "kafka"));

    private final List<String> given = new ArrayList<>();
    private final List<FailedItem> failed = new ArrayList<>();
    private final HandlerBench bench = new HandlerBench();
    private final RequestStreamHandler original = (input, output, context) -> {
        given.add(new String(input.readAllBytes(), StandardCharsets.UTF_8));
        given.add(context.getAwsRequestId());
    };

    static Stream<Arguments> eventsAndWays() {
        return WAYS.stream().flatMap(way -> EVENTS.stream().map(event -> Arguments.of(way, event)));
    }

    @ParameterizedTest
    @MethodSource("eventsAndWays")
    void anEventIsGivenOnAsItCame(List<String> way, String event) {
        assertThat(redrive(wrapped(way, event)).told()).as("%s", failed).isEqualTo("names none");
        assertThat(given).containsExactly(event, FailedEventDocuments.REQUEST_ID);
    }

    static Stream<Arguments> batchesAndWays() {
        List<String> objects =
                EVENTS.stream().filter(event -> event.startsWith("{")).toList();
        return BATCH_WAYS.stream().flatMap(way -> objects.stream().map(event -> Arguments.of(way, event)));
    }

    @ParameterizedTest
    @MethodSource("batchesAndWays")
    void aBatchIsGivenOnAsItCame(List<String> way, String event) {
        assertThat(redrive(wrapped(way, event)).told()).as("%s", failed).isEqualTo("names none");
        assertThat(given.get(0)).isEqualTo(event);
    }

    /** Buffers of a parser end somewhere. */
    @ParameterizedTest
    @ValueSource(ints = {3_990, 3_999, 4_000, 4_001, 8_000, 31_999, 32_768, 200_000})
    void aLongEventToo(int length) {
        for (int more = 0; more < 12; more++) {
            given.clear();
            String event = "{\"a\": \"" + "x".repeat(length + more) + "\", \"n\": [1.10, 2.0]}";
            assertThat(redrive(wrapped(List.of("topic", "bus", "destination"), event))
                            .told())
                    .as("%s", failed)
                    .isEqualTo("names none");
            assertThat(given.get(0)).isEqualTo(event);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RequestID", "ErrorMessage", "ErrorCode", "other"})
    void oddAttributesRefuseNoGoodRequestId(String name) {
        List<String> odd = List.of(
                "null",
                "7",
                "[]",
                "{\"dataType\": \"String\", \"stringValue\": null}",
                "{\"dataType\": \"String\"}",
                "{\"dataType\": null, \"stringValue\": \"x\"}",
                "{\"dataType\": \"Binary\", \"binaryValue\": \"no base64!\"}",
                "{\"Type\": \"String\", \"Value\": null}");
        for (String attribute : odd) {
            for (List<String> way : List.of(List.of("dead letter"), List.of("dead topic"))) {
                given.clear();
                String queued = withAttribute(wrapped(way, "{\"n\": 1.0}"), name, attribute);
                if (name.equals("RequestID")) {
                    assertThat(redrive(queued).told()).startsWith("names ");
                    assertThat(given).as("an odd request id is none").isEmpty();
                    assertThat(failed.get(failed.size() - 1).cause())
                            .isInstanceOf(InvalidEventException.class)
                            .hasMessageContaining("has an attribute RequestID without a value");
                } else {
                    assertThat(redrive(queued).told()).as(attribute).isEqualTo("names none");
                    assertThat(given).containsExactly("{\"n\": 1.0}", FailedEventDocuments.REQUEST_ID);
                }
            }
        }
    }

    @Test
    void envelopesAreBounded_andRefusedByName() {
        List<String> way = new ArrayList<>(java.util.Collections.nCopies(9, "bus"));
        way.add("destination");
        assertThat(redrive(wrapped(way, "{}")).told()).startsWith("names ");
        assertThat(failed.get(0).cause()).hasMessageContaining("is inside more than 8 envelopes");
        assertThat(redrive(wrapped(way.subList(1, way.size()), "{}")).told()).isEqualTo("names none");
    }

    @ParameterizedTest
    @EnumSource(Refused.class)
    void whatIsNoFailedEventNamesPlaceAndRemedy(Refused refused) {
        assertThat(redrive(SqsEvents.withBody(refused.body)).told()).startsWith("names ");
        assertThat(failed.get(0).cause())
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining(refused.message)
                .hasMessageNotContaining("secret");
        assertThat(given).isEmpty();
    }

    enum Refused {
        TWICE(
                "{\"requestPayload\": 1, \"requestPayload\": 2}",
                "has two members of one name in an object: the second one is at line 1, column "),
        TWICE_INSIDE(
                "{\"requestPayload\": 1, \"requestContext\": {\"requestId\": \"a\", \"requestId\": \"secret\"}}",
                "has two members of one name in an object: the second one is at line 1, column "),
        TRAILING("{\"requestPayload\": 1} {}", "is not one JSON document: at line 1, column 23"),
        CUT("{\"requestPayload\": {\"a\": 1", "is not one JSON document"),
        NO_REQUEST_ID("{\"requestPayload\": 1, \"requestContext\": {}}", "requestContext.requestId is missing"),
        BLANK_REQUEST_ID("{\"requestPayload\": 1, \"requestContext\": {\"requestId\": \" \"}}", "requestId is blank"),
        SUCCESS(
                "{\"requestPayload\": 1, \"requestContext\": {\"requestId\": \"a\", \"condition\": \"Success\"}}",
                "requestContext.condition shows that the invocation succeeded"),
        NO_JSON_INSIDE(
                "{\"Type\": \"Notification\", \"Message\": \"secret\"}", "Failed event, Message is not one JSON"),
        NOTHING("", "requestPayload is missing"),
        TEXT("\"secret\"", "requestPayload is missing");

        private final String body;
        private final String message;

        Refused(String body, String message) {
            this.body = body;
            this.message = message;
        }
    }

    private HandlerAnswer redrive(String queued) {
        return bench.send(RedriveHandler.of(original).failures(failed::add), queued);
    }

    private static String withAttribute(String queued, String name, String attribute) {
        String flat = queued.replace("\\\"", "'");
        boolean isTopic = flat.contains("'RequestID'");
        String quote = isTopic ? "\\\"" : "\"";
        String given = isTopic ? attribute.replace("\"", "\\\"") : attribute;
        String start = quote + name + quote + ": ";
        if (name.equals("other")) {
            return queued.replaceFirst(
                    java.util.regex.Pattern.quote(quote + "ErrorCode" + quote),
                    java.util.regex.Matcher.quoteReplacement(start + given + ", " + quote + "ErrorCode" + quote));
        }
        int at = queued.indexOf(start) + start.length();
        return queued.substring(0, at) + given + queued.substring(queued.indexOf('}', at) + 1);
    }

    /** {@return an event of SQS with a failed event in its envelopes} */
    private static String wrapped(List<String> way, String event) {
        String inner = way.get(way.size() - 1);
        String document = switch (inner) {
            case "destination" -> FailedEventDocuments.envelope(event);
            case "bucket" -> FailedEventDocuments.withPayload(FailedEventDocuments.KINESIS, Json.quoted(event));
            case "kafka" -> FailedEventDocuments.withPayload(FailedEventDocuments.KAFKA, event);
            case "dead topic" -> FailedEventDocuments.deadLetterOfTopic(event, FailedEventDocuments.REQUEST_ID);
            default -> event;
        };
        if (inner.equals("dead letter")) {
            return FailedEventDocuments.deadLetter(event, FailedEventDocuments.REQUEST_ID);
        }
        for (int i = way.size() - 2; i >= 0; i--) {
            UnaryOperator<String> envelope = way.get(i).equals("topic")
                    ? text -> SnsEvents.withMessage(SnsEvents.IN_QUEUE, text)
                    : text ->
                            "{\"id\": \"1\", \"source\": \"lambda\", \"detail-type\": \"x\", \"detail\": " + text + "}";
            document = envelope.apply(document);
        }
        return SqsEvents.withBody(document);
    }
}
