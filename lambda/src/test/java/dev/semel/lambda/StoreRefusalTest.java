// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.RecordingPolicy;
import dev.semel.StoreUnavailableException;
import dev.semel.store.StoreException;
import dev.semel.testkit.Fault;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store that refuses every item behind a batch fails the invocation, so that the function's Errors metric moves. */
class StoreRefusalTest {

    private final HandlerBench bench = new HandlerBench();

    @ParameterizedTest
    @EnumSource(names = {"SQS", "SQS_FIFO", "KINESIS", "DYNAMODB_STREAMS", "KAFKA_NAMING"})
    void everythingRefusedFailsTheInvocation(Trigger trigger) {
        bench.faults((method, request) -> new Fault.FailBefore());
        HandlerAnswer answer = bench.send(trigger.handler(bench, bench.policy(), true), trigger.event("1", "2"));

        assertThat(answer.told()).isEqualTo("fails, 2 of 2");
        assertThat(answer.exception()).hasCauseInstanceOf(StoreUnavailableException.class);
        assertThat(bench.executed).isEmpty();
    }

    /** The effects were made; the next delivery makes them again, under the same effect keys, as after a crash. */
    @ParameterizedTest
    @EnumSource(names = {"SQS", "SQS_FIFO", "KINESIS", "DYNAMODB_STREAMS", "KAFKA_NAMING"})
    void everyResultRefusedFailsTheInvocation(Trigger trigger) {
        bench.faults((method, request) -> isCompletion(method) ? new Fault.FailBefore() : new Fault.None());
        HandlerAnswer answer = bench.send(trigger.handler(bench, bench.policy(), true), trigger.event("1", "2"));

        assertThat(answer.told()).isEqualTo("fails, 2 of 2");
        assertThat(answer.exception()).hasCauseInstanceOf(StoreException.class);
        assertThat(bench.executed).contains("1");
    }

    /** A redrive too: named messages alone would look like a success of the function. */
    @ParameterizedTest
    @EnumSource(names = {"ASYNCHRONOUS", "SNS", "S3", "EVENT_BRIDGE"})
    void aRedriveThatTheStoreRefusesFails(Trigger trigger) {
        RedriveHandler redrive =
                RedriveHandler.of(trigger.handler(bench, bench.policy(), true)).failures(item -> {});
        String one = SqsEvents.withBody(FailedEventDocuments.envelope(trigger.event("1")));
        String both = SampleBatches.doubled(one, "messageId", "second");
        bench.faults((method, request) -> new Fault.FailBefore());
        assertThat(bench.send(redrive, both).told()).isEqualTo("fails, 2 of 2");

        assertThat(bench.send(redrive, SampleBatches.doubled(one, "body", "{}")).told())
                .as("not all of them by the store")
                .startsWith("names ");
        bench.faults((method, request) -> new Fault.None());
        assertThat(bench.send(redrive, both).told()).isEqualTo("names none");
        assertThat(bench.executed).containsExactly("1");
    }

    @ParameterizedTest
    @EnumSource(names = {"SQS", "KINESIS"})
    void oneResultThatIsRecordedKeepsTheOthersNamed(Trigger trigger) {
        AtomicInteger completions = new AtomicInteger();
        bench.faults((method, request) ->
                isCompletion(method) && completions.incrementAndGet() > 1 ? new Fault.FailBefore() : new Fault.None());
        BatchPolicy policy = bench.policy().recording(RecordingPolicy.EACH_RECORD);
        HandlerAnswer answer = bench.send(trigger.handler(bench, policy, true), trigger.event("1", "2"));

        assertThat(answer.told()).startsWith("names ").doesNotContain("none");
    }

    private static boolean isCompletion(String method) {
        return !method.startsWith("claim") && !method.startsWith("find");
    }

    @ParameterizedTest
    @EnumSource(names = {"SQS", "SQS_FIFO", "KINESIS", "DYNAMODB_STREAMS", "KAFKA_NAMING"})
    void aBodysOwnFailuresAreStillNamed(Trigger trigger) {
        bench.work(name -> {
            throw new IllegalStateException("not now");
        });
        HandlerAnswer answer = bench.send(trigger.handler(bench, bench.policy(), true), trigger.event("1", "2"));

        assertThat(answer.told()).startsWith("names 1");
        assertThat(List.copyOf(bench.executed)).contains("1");
    }
}
