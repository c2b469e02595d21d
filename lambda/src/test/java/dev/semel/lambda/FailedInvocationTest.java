// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailedInvocationTest {

    private static final JsonDocument ORDER = JsonDocument.of("{\"orderId\":\"1\"}");

    @Test
    void readsTheDocumentedEnvelope() {
        assertThat(parse(FailedEventDocuments.ENVELOPE))
                .isEqualTo(new FailedInvocation(
                        FailedEventDocuments.REQUEST_ID,
                        ORDER,
                        "arn:aws:lambda:us-east-2:123456789012:function:my-function:$LATEST",
                        "RetriesExhausted",
                        3L,
                        Instant.parse("2019-11-14T18:16:05.568Z"),
                        200L,
                        "Unhandled",
                        JsonDocument.of("{\"errorMessage\": \"timed out\"}")));
    }

    @Test
    void everyWayOfAnEnvelopeGivesTheSame() {
        FailedInvocation direct = parse(FailedEventDocuments.ENVELOPE);
        assertThat(message(SqsEvents.withBody(FailedEventDocuments.ENVELOPE)).failedInvocation())
                .isEqualTo(direct);
        assertThat(message(SqsEvents.withBody(notification(FailedEventDocuments.ENVELOPE)))
                        .failedInvocation())
                .isEqualTo(direct);
        assertThat(new SnsNotification("m", "t", null, FailedEventDocuments.ENVELOPE, Map.of(), null)
                        .failedInvocation())
                .isEqualTo(direct);
        assertThat(EventBridgeSource.parse(Notifications.stream(bus(FailedEventDocuments.ENVELOPE)))
                        .failedInvocation())
                .isEqualTo(direct);
        assertThat(parse(bus(FailedEventDocuments.ENVELOPE))).isEqualTo(direct);
    }

    @Test
    void aDeadLetterQueueHasTheEventItself_andTheRestInAttributes() {
        SqsMessage message =
                message(FailedEventDocuments.deadLetter("{\"orderId\": \"1\"}", FailedEventDocuments.REQUEST_ID));
        FailedInvocation failed = message.failedInvocation();
        assertThat(failed)
                .isEqualTo(new FailedInvocation(
                        FailedEventDocuments.REQUEST_ID, ORDER, null, null, null, null, 200L, "timed out", null));
        assertThat(failed.invocation())
                .isEqualTo(parse(FailedEventDocuments.ENVELOPE).invocation());
    }

    @Test
    void aRedriveIsTheInvocationAgain_soItReplays() throws Exception {
        AsynchronousInvocation tried = new AsynchronousInvocation(FailedEventDocuments.REQUEST_ID, ORDER);
        AsynchronousInvocation redriven = parse(FailedEventDocuments.ENVELOPE).invocation();
        EventDeliveries.<AsynchronousInvocation>of(
                        engine -> AsynchronousInvocation.operationPerDelivery(engine, "handle", String.class))
                .replay(tried, redriven, new AsynchronousInvocation("other", ORDER));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"requestPayload\"| \"payload\"| requestPayload is missing. Only what an asynchronous invocation sends",
                "\"requestId\"| \"id\"| requestContext.requestId is missing or empty",
                "RetriesExhausted| Success| requestContext.condition shows that the invocation succeeded. Send only failures",
            })
    void anythingElseIsRefused(String piece, String replacement, String problem) {
        assertThatThrownBy(() -> parse(Json.with(FailedEventDocuments.ENVELOPE, piece, replacement)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void aStreamsBatchIsRefused_withTheMethodForIt() {
        assertThatThrownBy(() -> parse(FailedEventDocuments.KINESIS)).hasMessageContaining("opened by failedBatch()");
    }

    @Test
    void metadataNeverDecides() {
        String odd = FailedEventDocuments.ENVELOPE
                .replace("\"2019-11-14T18:16:05.568Z\"", "7")
                .replace("\"approximateInvokeCount\": 3", "\"approximateInvokeCount\": \"many\"")
                .replace("\"statusCode\": 200", "\"statusCode\": null")
                .replace("\"responsePayload\": {\"errorMessage\": \"timed out\"}", "\"responsePayload\": null");
        assertThat(parse(odd).invocation())
                .isEqualTo(parse(FailedEventDocuments.ENVELOPE).invocation());
        assertThat(message(FailedEventDocuments.deadLetter("{\"orderId\": \"1\"}", "r")
                                .replace("\"200\"", "\"?\""))
                        .failedInvocation()
                        .statusCode())
                .isNull();
    }

    @Test
    void theHorizonIsThatOfTheTriesAndOfTheQueue() {
        assertThat(FailedInvocation.retryHorizon().longest()).isEqualTo(Duration.ofHours(6 + 4 * 24));
        assertThat(FailedInvocation.retryHorizon(Duration.ofDays(14)).longest())
                .isEqualTo(Duration.ofHours(6 + 14 * 24));
    }

    @Test
    void hostileDocumentsAreRefusedInWords() {
        HostileJson.neverThrowsAnythingElse(FailedEventDocuments.ENVELOPE, FailedInvocationTest::parse);
        HostileJson.neverThrowsAnythingElse(bus(FailedEventDocuments.ENVELOPE), FailedInvocationTest::parse);
    }

    @Test
    void itShowsNoContent() {
        assertThat(parse(FailedEventDocuments.ENVELOPE).toString())
                .isEqualTo("FailedInvocation[" + FailedEventDocuments.REQUEST_ID + ": RetriesExhausted]");
    }

    // ---- envelopes ----

    private static String notification(String message) {
        return "{\"Type\": \"Notification\", \"MessageId\": \"m\", \"TopicArn\": \"t\", \"Message\": "
                + Json.quoted(message) + "}";
    }

    private static String bus(String detail) {
        return """
                {"version": "0", "id": "7", "detail-type": "Lambda Function Invocation Result - Failure",
                 "source": "lambda", "account": "123456789012", "time": "2019-11-14T18:16:06Z", "region": "us-east-2",
                 "resources": [], "detail": %s}""".formatted(detail);
    }

    private static SqsMessage message(String event) {
        return EventDeliveries.only(SqsSource.parse(Notifications.stream(event)));
    }

    private static FailedInvocation parse(String document) {
        return FailedInvocation.parse(Notifications.stream(document));
    }
}
