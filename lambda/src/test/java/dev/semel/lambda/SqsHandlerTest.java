// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.BatchResult;
import dev.semel.FailureRule;
import dev.semel.RecordingPolicy;
import dev.semel.codec.FailureCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqsHandlerTest {

    private static final String NONE = "{\"batchItemFailures\":[]}";

    private final HandlerBench bench = new HandlerBench();

    private SqsHandler<SqsMessage, String> handler(BatchPolicy policy) {
        return SqsHandler.of(bench.intent(SqsMessage.class, SqsMessage::body), policy);
    }

    private SqsHandler<SqsMessage, String> handler() {
        return handler(bench.policy());
    }

    private static String standard(String... bodies) {
        return SampleBatches.sqs(List.of(bodies));
    }

    private static String fifo(String... bodies) {
        return SampleBatches.fifo(List.of(bodies));
    }

    private void failOn(String body) {
        bench.work(name -> {
            if (name.equals(body)) {
                throw new IllegalStateException("cannot");
            }
        });
    }

    // ---- the response ----

    @Test
    void theResponseIsWhatLambdaReads() {
        failOn("2");
        assertThat(bench.send(handler(), standard("1", "2", "3")).document())
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"2\"}]}");
        assertThat(bench.executed).containsExactly("1", "2", "3");
        assertThat(bench.failed).containsExactly("2");
        bench.work(name -> {});
        assertThat(bench.send(handler(), standard("1", "2", "3")).document()).isEqualTo(NONE);
        assertThat(bench.executed).containsExactly("1", "2", "3", "2");
    }

    @Test
    void aMappingWithoutResponseFailsAsAWhole() {
        failOn("2");
        BatchPolicy whole = bench.policy().response(BatchResponse.WHOLE_BATCH);
        HandlerAnswer answer = bench.send(handler(whole), standard("1", "2", "3"));
        assertThat(answer.exception())
                .isInstanceOf(RecordsNotCompletedException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        bench.work(name -> {});
        assertThat(bench.send(handler(whole), standard("1", "2", "3")).document())
                .isEmpty();
        assertThat(bench.executed).containsExactly("1", "2", "3", "2");
    }

    @ParameterizedTest
    @EnumSource
    void theResponseIsWrittenWhenAllIsRecorded(RecordingPolicy recording) throws Exception {
        List<String> bodies = List.of("1", "2", "3", "4", "5");
        List<Boolean> completed = new ArrayList<>();
        OutputStream watching = new ByteArrayOutputStream() {
            @Override
            public void write(byte[] bytes) {
                bodies.forEach(body -> completed.add(bench.isCompleted(body)));
            }
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            handler(bench.policy().recording(recording).parallel(threads))
                    .handleRequest(
                            Notifications.stream(SampleBatches.sqs(bodies)), watching, new TestContext(20_000, "r"));
        }
        assertThat(completed).containsOnly(true).hasSize(5);
    }

    @Test
    void theSameKeyInTwoMessagesExecutesOnce() {
        String twice = standard("1", "2").replace("\"body\":\"2\"", "\"body\":\"1\"");
        assertThat(bench.send(handler(), twice).document()).isEqualTo(NONE);
        assertThat(bench.executed).containsExactly("1");
        assertThat(bench.send(handler(), twice).document()).isEqualTo(NONE);
        assertThat(bench.executed).containsExactly("1");
    }

    @Test
    void theSameKeyInTwoMessagesFailsInBoth() {
        failOn("1");
        String twice = standard("1", "2").replace("\"body\":\"2\"", "\"body\":\"1\"");
        assertThat(bench.send(handler(), twice).told()).isEqualTo("names 1 2");
        assertThat(bench.executed).containsExactly("1");
    }

    // ---- poison ----

    @Test
    void poisonFailsAlone() {
        String event = standard("1", "2", "3").replace("\"body\":\"2\"", "\"body\":{}");
        assertThat(bench.send(handler(), event).told()).isEqualTo("names 2");
        assertThat(bench.executed).containsExactly("1", "3");
    }

    @Test
    void whatTheReaderRefusesIsPoison() {
        SqsHandler<JsonDocument, String> handler = SqsHandler.of(
                SqsMessage::json, bench.intent(JsonDocument.class, JsonDocument::canonical), bench.policy());
        String event = standard("1", "2", "3").replace("\"body\":\"2\"", "\"body\":\"{\"");
        assertThat(bench.send(handler, event).told()).isEqualTo("names 2");
        assertThat(bench.executed).containsExactly("1", "3");
    }

    @Test
    void poisonIsDroppedOnceItsSinkHasIt() {
        List<String> dropped = new ArrayList<>();
        BatchPolicy dropping = bench.policy().poison(PoisonPolicy.drop(item -> dropped.add(item.itemId())));
        String event = standard("1", "2", "3").replace("\"body\":\"2\"", "\"body\":{}");
        assertThat(bench.send(handler(dropping), event).document()).isEqualTo(NONE);
        assertThat(dropped).containsExactly("2");

        BatchPolicy full = bench.policy().poison(PoisonPolicy.drop(item -> {
            throw new IOException("full");
        }));
        assertThat(bench.send(handler(full), event).told()).isEqualTo("names 2");
    }

    @Test
    void aReadingThatBreaksFailsItsOwnMessageAndGroup_andNothingIsDroppedForThat() {
        List<String> dropped = new ArrayList<>();
        SqsHandler<String, String> handler = SqsHandler.of(
                message -> {
                    if (message.body().equals("a/2")) {
                        throw new UncheckedIOException(new IOException("the reader's own trouble"));
                    }
                    return message.body();
                },
                bench.intent(String.class, body -> body),
                bench.policy().poison(PoisonPolicy.drop(item -> dropped.add(item.itemId()))));
        assertThat(bench.send(handler, standard("a/1", "a/2", "a/3")).told()).isEqualTo("names a/2");
        assertThat(bench.send(handler, fifo("b/1", "a/2", "a/4", "b/2")).told()).isEqualTo("names a/2 a/4");
        assertThat(bench.executed).containsExactly("a/1", "a/3", "b/1", "b/2");
        assertThat(dropped).isEmpty();
    }

    // ---- FIFO ----

    @ParameterizedTest
    @EnumSource
    void aFailureStopsItsOwnGroupOnly(RecordingPolicy recording) {
        failOn("a/2");
        String event = fifo("a/1", "b/1", "a/2", "b/2", "a/3", "b/3");
        SqsHandler<SqsMessage, String> handler = handler(bench.policy().recording(recording));
        assertThat(bench.send(handler, event).told()).isEqualTo("names a/2 a/3");
        assertThat(bench.executed).containsExactly("a/1", "b/1", "a/2", "b/2", "b/3");
    }

    @Test
    void poisonStopsItsGroup_andDroppedPoisonDoesNot() {
        String event = fifo("a/1", "b/1", "a/2", "b/2", "a/3").replace("\"body\":\"a/2\"", "\"body\":{}");
        assertThat(bench.send(handler(), event).told()).isEqualTo("names a/2 a/3");
        assertThat(bench.executed).containsExactly("a/1", "b/1", "b/2");

        BatchPolicy dropping = bench.policy().poison(PoisonPolicy.drop(item -> {}));
        assertThat(bench.send(handler(dropping), event).document()).isEqualTo(NONE);
        assertThat(bench.executed).containsExactly("a/1", "b/1", "b/2", "a/3");
    }

    @Test
    void whatWasExecutedBehindAFailureIsReportedToo_andReplays() {
        BatchPolicy full = bench.policy().poison(PoisonPolicy.drop(item -> {
            throw new IOException("full");
        }));
        String event = fifo("a/1", "a/2", "a/3").replace("\"body\":\"a/2\"", "\"body\":{}");
        assertThat(bench.send(handler(full), event).told()).isEqualTo("names a/2 a/3");
        assertThat(bench.executed).containsExactly("a/1", "a/3");
        assertThat(bench.send(handler(full), event).told()).isEqualTo("names a/2 a/3");
        assertThat(bench.executed).containsExactly("a/1", "a/3");
    }

    @Test
    void aStoreThatRecordsNoResultAtTheEndFailsTheInvocation() {
        bench.faults(HandlerBench.failing("writeAll", "complete"));
        SqsHandler<SqsMessage, String> handler = handler(bench.policy().recording(RecordingPolicy.END_OF_BATCH));
        assertThat(bench.send(handler, fifo("a/1", "a/2", "b/1")).told()).isEqualTo("fails, 3 of 3");
        assertThat(bench.executed).containsExactly("a/1", "a/2", "b/1");
    }

    // ---- final failures ----

    @Test
    void aFinalFailureIsReportedEachTime_orAcceptedByPolicy() {
        bench.choices(builder -> builder.onFailure(
                FailureRule.finalFor(IllegalStateException.class, FailureCodec.message(IllegalStateException::new))));
        failOn("2");
        assertThat(bench.send(handler(), standard("1", "2", "3")).told()).isEqualTo("names 2");
        assertThat(bench.send(handler(), standard("2")).told()).isEqualTo("names 2");
        assertThat(bench.send(handler(bench.policy().acceptingFinalFailures()), standard("2"))
                        .document())
                .isEqualTo(NONE);
        assertThat(bench.executed).containsExactly("1", "2", "3");
    }

    // ---- in progress ----

    @Test
    void aDuplicateInProgressFailsItsOwnMessage_andComesBackWhenTheLeaseHasLapsed() {
        bench.claimedByAnother("2", Duration.ofMillis(12_001), Duration.ZERO);
        List<String> changes = new ArrayList<>();
        SqsHandler<SqsMessage, String> handler = handler()
                .changingVisibility((message, timeout) -> changes.add(message.receiptHandle() + " " + timeout));
        assertThat(bench.send(handler, standard("1", "2", "3")).told()).isEqualTo("names 2");
        assertThat(changes).containsExactly("handle of 2 PT13S");
        assertThat(bench.executed).containsExactly("1", "3");

        bench.clock.advance(Duration.ofSeconds(13));
        assertThat(bench.send(handler, standard("2")).document()).isEqualTo(NONE);
        assertThat(changes).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "3"})
    void visibilityIsChangedByWhatRemainsOfTheLeaseWhenTheBatchHasEnded(String held) {
        bench.claimedByAnother(held, Duration.ofSeconds(12), Duration.ZERO);
        bench.work(name -> bench.clock.advance(Duration.ofSeconds(2)));
        List<Duration> changes = new ArrayList<>();
        bench.send(handler().changingVisibility((message, timeout) -> changes.add(timeout)), standard("1", "2", "3"));
        assertThat(changes).as("two bodies took 4 s, wherever its turn was").containsExactly(Duration.ofSeconds(8));
    }

    @Test
    void visibilityOfAMessageAloneInItsBatchIsChangedByItsLease() {
        bench.claimedByAnother("1", Duration.ofSeconds(12), Duration.ZERO);
        bench.clock.advance(Duration.ofSeconds(5));
        List<Duration> changes = new ArrayList<>();
        bench.send(handler().changingVisibility((message, timeout) -> changes.add(timeout)), standard("1"));
        assertThat(changes).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void aLeaseThatLapsedDuringTheBatchHidesItsMessageNoLonger() {
        bench.claimedByAnother("1", Duration.ofSeconds(3), Duration.ZERO);
        bench.work(name -> bench.clock.advance(Duration.ofSeconds(2)));
        List<Duration> changes = new ArrayList<>();
        bench.send(handler().changingVisibility((message, timeout) -> changes.add(timeout)), standard("1", "2", "3"));
        assertThat(changes).containsExactly(Duration.ZERO);
    }

    @Test
    void visibilityIsChangedByTwelveHoursAtMost() {
        bench.claimedByAnother("2", Duration.ofHours(13), Duration.ZERO);
        List<Duration> changes = new ArrayList<>();
        bench.send(handler().changingVisibility((message, timeout) -> changes.add(timeout)), standard("2"));
        assertThat(changes).containsExactly(Duration.ofHours(12));
    }

    @Test
    void aChangeOfVisibilityThatFailsChangesNothingElse() {
        bench.claimedByAnother("1", Duration.ofSeconds(12), Duration.ZERO);
        bench.claimedByAnother("2", Duration.ofSeconds(12), Duration.ZERO);
        List<String> tried = new ArrayList<>();
        SqsHandler<SqsMessage, String> handler = handler().changingVisibility((message, timeout) -> {
            tried.add(message.messageId());
            throw new IOException("no permission");
        });
        assertThat(bench.send(handler, standard("1", "2", "3")).told()).isEqualTo("names 1 2");
        assertThat(tried).containsExactly("1", "2");
    }

    // ---- ends ----

    @Test
    void anErrorOfABodyFailsTheInvocationOnceTheRestIsRecorded() {
        bench.work(name -> {
            if (name.equals("2")) {
                throw new AssertionError("defect");
            }
        });
        assertThatThrownBy(() -> bench.send(handler(), standard("1", "2", "3")))
                .isInstanceOf(AssertionError.class)
                .hasMessage("defect");
        assertThat(bench.isCompleted("1")).isTrue();
        assertThat(bench.executed).containsExactly("1", "2");
    }

    @Test
    void resultsAreOfTheItemsInTheirOrder() throws Exception {
        List<DeliveredItem<SqsMessage>> messages = SqsSource.parse(Notifications.stream(standard("2", "1")));
        List<ItemBatch.Item<String>> items = ItemBatch.run(
                bench.intent(SqsMessage.class, SqsMessage::body),
                messages,
                messages,
                bench.policy(),
                new TestContext(20_000, "r"));
        assertThat(items).extracting(ItemBatch.Item::itemId).containsExactly("2", "1");
        assertThat(items).extracting(ItemBatch.Item::result).allMatch(BatchResult.Answered.class::isInstance);
    }
}
