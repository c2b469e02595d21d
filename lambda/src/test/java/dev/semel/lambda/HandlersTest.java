// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.event.OperationEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Common behaviour of all handlers with the events of their sources' documentation. */
class HandlersTest {

    private final HandlerBench bench = new HandlerBench();

    private RequestStreamHandler handler(Trigger trigger) {
        return trigger.handler(bench, bench.policy(), false);
    }

    @ParameterizedTest
    @EnumSource
    void aFirstDeliveryExecutes_andASecondReplays(Trigger trigger) {
        RequestStreamHandler handler = handler(trigger);
        HandlerAnswer first = bench.send(handler, trigger.event("1"));
        assertThat(first.told()).isIn("names none", "returns", "answers \"did 1\"");
        assertThat(bench.executed).containsExactly("1");

        assertThat(bench.send(handler, trigger.again(trigger.event("1")))).isEqualTo(first);
        assertThat(bench.executed).containsExactly("1");
        assertThat(bench.events).hasAtLeastOneElementOfType(OperationEvent.Replayed.class);

        bench.send(handler, trigger.event("2"));
        assertThat(bench.executed).containsExactly("1", "2");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoJsonIsRefused_andNothingRuns(Trigger trigger) {
        assertThat(bench.send(handler(trigger), "{\"Records\": [").exception())
                .isInstanceOf(InvalidEventException.class);
        assertThat(bench.executed).isEmpty();
        assertThat(bench.recording.methods()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ASYNCHRONOUS", "JSON_EVENT"}) // any JSON is theirs
    void theEventOfAnotherSourceIsRefused_andNothingRuns(Trigger trigger) {
        String other = trigger == Trigger.SNS ? Trigger.SQS.event("1") : Trigger.SNS.event("1");
        HandlerAnswer answer = bench.send(handler(trigger), other);
        assertThat(answer.exception()).isInstanceOf(InvalidEventException.class);
        assertThat(bench.executed).isEmpty();
        assertThat(bench.recording.methods()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyBatchIsCompleted(Trigger trigger) {
        if (trigger.isBatch()) {
            assertThat(bench.send(handler(trigger), trigger.event()).told()).isIn("names none", "returns");
            assertThat(bench.recording.methods()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFailedRecordFails_andExecutesAgainOnItsRedelivery(Trigger trigger) {
        bench.work(name -> {
            if (bench.executed.size() == 1) {
                throw new IllegalStateException("the first attempt fails");
            }
        });
        RequestStreamHandler handler = handler(trigger);
        String failed = bench.send(handler, trigger.event("1")).told();
        assertThat(failed).isIn("names 1", "fails, 1 of 1", "throws IllegalStateException");
        assertThat(bench.send(handler, trigger.again(trigger.event("1"))).told())
                .isNotEqualTo(failed);
        assertThat(bench.executed).containsExactly("1", "1");
    }

    @ParameterizedTest
    @EnumSource
    void aWindowShorterThanTheHorizonIsReportedWhenTheHandlerIsBuilt(Trigger trigger) {
        handler(trigger);
        assertThat(bench.events).isEmpty();
        bench.choices(builder -> builder.dedupeWindow(Duration.ofMinutes(59)));
        handler(trigger);
        assertThat(bench.events)
                .hasSize(1)
                .first()
                .isInstanceOfSatisfying(
                        OperationEvent.WindowTooShort.class,
                        event -> assertThat(event.horizon()).isGreaterThan(event.dedupeWindow()));
    }

    @ParameterizedTest
    @EnumSource
    void noTimeLeftRunsNothing(Trigger trigger) {
        RequestStreamHandler handler = handler(trigger);
        assertThat(bench.send(handler, trigger.event("1"), 0).told())
                .isIn("names 1", "fails, 1 of 1", "throws DeadlineTooShortException");
        assertThat(bench.executed).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatFailedIsToldToTheListener(Trigger trigger) {
        if (trigger.isBatch()) {
            bench.work(name -> {
                throw new IllegalStateException();
            });
            bench.send(handler(trigger), trigger.event("1"));
            assertThat(bench.failed).hasSize(1);
            BatchPolicy throwing = bench.policy().failures(item -> {
                throw new AssertionError("a listener changes nothing");
            });
            assertThat(bench.send(trigger.handler(bench, throwing, false), trigger.event("1"))
                            .told())
                    .isIn(List.of("names 1", "fails, 1 of 1"));
        }
    }
}
