// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An event that a function gave up runs again with the keys of the tries before. */
class RedriveHandlerTest {

    private static final String QUEUED = "059f36b4-87a3-44ab-83d2-661975830a7d";

    private final HandlerBench bench = new HandlerBench();
    private final List<FailedItem> failed = new ArrayList<>();

    private RedriveHandler redrive(RequestStreamHandler original) {
        return RedriveHandler.of(original).failures(failed::add);
    }

    @ParameterizedTest
    @EnumSource(names = {"SNS", "S3", "EVENT_BRIDGE", "ASYNCHRONOUS"})
    void theEventOfAnEnvelopeRuns_andRunsOnce(Trigger trigger) {
        RequestStreamHandler original = trigger.handler(bench, bench.policy(), false);
        String queued = SqsEvents.withBody(FailedEventDocuments.envelope(trigger.event("1")));

        assertThat(bench.send(redrive(original), queued).told()).isEqualTo("names none");
        assertThat(bench.send(redrive(original), queued).told()).isEqualTo("names none");
        assertThat(bench.executed).containsExactly("1");
    }

    @Test
    void whatTheTriesBeforeDidIsNotDoneAgain() throws Exception {
        RequestStreamHandler original = Trigger.ASYNCHRONOUS.handler(bench, bench.policy(), false);
        original.handleRequest(
                Notifications.stream("{\"orderId\": \"1\"}"),
                new ByteArrayOutputStream(),
                new TestContext(20_000, FailedEventDocuments.REQUEST_ID));

        String envelope = SqsEvents.withBody(FailedEventDocuments.ENVELOPE);
        String deadLetter = FailedEventDocuments.deadLetter("{\"orderId\": \"1\"}", FailedEventDocuments.REQUEST_ID);
        assertThat(bench.send(redrive(original), envelope).told()).isEqualTo("names none");
        assertThat(bench.send(redrive(original), deadLetter).told()).isEqualTo("names none");
        assertThat(bench.executed).containsExactly("1");

        String another = FailedEventDocuments.deadLetter("{\"orderId\": \"1\"}", "another request");
        assertThat(bench.send(redrive(original), another).told()).isEqualTo("names none");
        assertThat(bench.executed).containsExactly("1", "1");
    }

    @Test
    void aDeadLetterTopicWithAQueueBehindItRuns_withAndWithoutRawDelivery() throws Exception {
        RequestStreamHandler original = Trigger.ASYNCHRONOUS.handler(bench, bench.policy(), false);
        String raw = FailedEventDocuments.deadLetter("{\"orderId\": \"1\"}", FailedEventDocuments.REQUEST_ID);
        String enveloped =
                FailedEventDocuments.deadLetterOfTopic("{\"orderId\": \"1\"}", FailedEventDocuments.REQUEST_ID);

        assertThat(bench.send(redrive(original), SqsEvents.withBody(enveloped)).told())
                .isEqualTo("names none");
        assertThat(bench.send(redrive(original), raw).told())
                .as("the same invocation")
                .isEqualTo("names none");
        redrive(original).redrive(Notifications.stream(enveloped), new TestContext(20_000));
        assertThat(bench.executed).containsExactly("1");

        FailedInvocation parsed = FailedInvocation.parse(Notifications.stream(enveloped));
        assertThat(parsed.requestId()).isEqualTo(FailedEventDocuments.REQUEST_ID);
        assertThat(parsed.statusCode()).isEqualTo(200L);
        assertThat(parsed.error()).isEqualTo("timed out");
        assertThat(SqsSource.parse(Notifications.stream(SqsEvents.withBody(enveloped))))
                .singleElement()
                .isInstanceOfSatisfying(
                        DeliveredItem.Readable.class,
                        item -> assertThat(((SqsMessage) item.record()).failedInvocation())
                                .isEqualTo(parsed));
    }

    @Test
    void whatFailsAgainStaysInTheQueue() {
        RequestStreamHandler original = Trigger.ASYNCHRONOUS.handler(bench, bench.policy(), false);
        bench.work(name -> {
            throw new IllegalStateException("still down");
        });
        assertThat(bench.send(redrive(original), SqsEvents.withBody(FailedEventDocuments.ENVELOPE))
                        .told())
                .isEqualTo("names " + QUEUED);
        assertThat(failed)
                .singleElement()
                .satisfies(item -> assertThat(item.cause()).isInstanceOf(RecordsNotCompletedException.class));
    }

    @Test
    void aStreamsEventFromABucketRuns_andANamedRecordFails() throws Exception {
        RequestStreamHandler original = Trigger.KINESIS.handler(bench, bench.policy(), false);
        bench.work(name -> {
            if (name.equals("2") && bench.executed.size() < 3) {
                throw new IllegalStateException("not now");
            }
        });
        String object = FailedEventDocuments.withPayload(
                FailedEventDocuments.KINESIS, Json.quoted(Trigger.KINESIS.event("1", "2")));

        assertThatThrownBy(() -> redrive(original).redrive(Notifications.stream(object), new TestContext(20_000)))
                .isInstanceOf(RecordsNotCompletedException.class)
                .hasMessageStartingWith("Failed event: the handler named 1 records as not completed");
        redrive(original).redrive(Notifications.stream(object), new TestContext(20_000));
        assertThat(bench.executed).containsExactly("1", "2", "2");
    }

    @Test
    void metadataAloneIsRefused_unlessAReaderReadsTheRecordsAgain() {
        RequestStreamHandler original = Trigger.KINESIS.handler(bench, bench.policy(), false);
        String queued = SqsEvents.withBody(FailedEventDocuments.KINESIS);

        assertThat(bench.send(redrive(original), queued).told()).isEqualTo("names " + QUEUED);
        assertThat(failed)
                .singleElement()
                .satisfies(item -> assertThat(item.cause())
                        .hasMessage("Failed batch: payload is missing: this destination gets metadata only. Read the "
                                + "records again with readingRecords(...), or use a bucket as destination"));

        RedriveHandler reading = redrive(original).readingRecords(batch -> {
            assertThat(batch.ranges().get(0).part()).isEqualTo("shardId-000000000001");
            return Trigger.KINESIS.event("7");
        });
        assertThat(bench.send(reading, queued).told()).isEqualTo("names none");
        assertThat(bench.executed).containsExactly("7");
    }

    @Test
    @SuppressWarnings("NullAway") // a null against the contract
    void aReaderThatGivesNothingFailsItsMessage_andAListenersErrorChangesNothing() {
        RequestStreamHandler original = Trigger.KINESIS.handler(bench, bench.policy(), false);
        RedriveHandler losing = redrive(original).readingRecords(batch -> null).failures(item -> {
            failed.add(item);
            throw new AssertionError("a listener's own error");
        });

        assertThat(bench.send(losing, SqsEvents.withBody(FailedEventDocuments.KINESIS))
                        .told())
                .isEqualTo("names " + QUEUED);
        assertThat(failed)
                .singleElement()
                .satisfies(item -> assertThat(item.cause()).hasMessageContaining("BatchReader returned null"));
    }

    @Test
    void aMessageThatIsNoneOfThemFailsAlone() {
        RequestStreamHandler original = Trigger.ASYNCHRONOUS.handler(bench, bench.policy(), false);
        assertThat(bench.send(redrive(original), SqsEvents.withBody("{\"orderId\": \"1\"}"))
                        .told())
                .isEqualTo("names " + QUEUED);
        assertThat(bench.send(redrive(original), SqsEvents.withBody("no JSON")).told())
                .isEqualTo("names " + QUEUED);
        assertThat(failed).allSatisfy(item -> assertThat(item.cause()).isInstanceOf(InvalidEventException.class));
        assertThat(bench.executed).isEmpty();
    }

    @Test
    void aFifoQueueKeepsTheOrderOfAGroup() {
        RequestStreamHandler original = Trigger.ASYNCHRONOUS.handler(bench, bench.policy(), false);
        bench.work(name -> {
            throw new IllegalStateException("still down");
        });
        String one = Json.with(SqsEvents.FIFO, "\"Test message.\"", Json.quoted(FailedEventDocuments.ENVELOPE));
        String both = SampleBatches.doubled(one, "messageId", "second");

        assertThat(bench.send(redrive(original), both).told())
                .isEqualTo("names 11d6ee51-4cc7-4302-9e22-7cd8afdaadf5 second");
        assertThat(bench.executed).as("nothing behind the failure").hasSize(1);
    }

    @Test
    void theContextIsThisInvocationsOwn_butForTheRequestId() {
        TestContext own = new TestContext(1234, "own");
        RedriveContext context = new RedriveContext(own, "first");
        assertThat(context.getAwsRequestId()).isEqualTo("first");
        assertThat(context.getRemainingTimeInMillis()).isEqualTo(1234);
        assertThat(context.getTenantId()).isEqualTo(own.getTenantId());
        assertThat(context.getXrayTraceId()).isEqualTo(own.getXrayTraceId());
    }

    @Test
    void anErrorOfAListenerChangesNothing() {
        RequestStreamHandler original = Trigger.KINESIS.handler(bench, bench.policy(), false);
        RedriveHandler throwing = RedriveHandler.of(original).failures(item -> {
            throw new IllegalStateException();
        });
        assertThat(bench.send(throwing, SqsEvents.withBody("x")).told()).isEqualTo("names " + QUEUED);
    }

    @Test
    void whatCameTooLateForTheWindowIsTheHorizonsBusiness() {
        assertThat(FailedInvocation.retryHorizon().isCoveredBy(Duration.ofDays(4)))
                .isFalse();
        assertThat(FailedInvocation.retryHorizon().isCoveredBy(Duration.ofDays(5)))
                .isTrue();
    }
}
