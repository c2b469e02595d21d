// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.FailureRule;
import dev.semel.Operation;
import dev.semel.codec.FailureCodec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SNS, S3, EventBridge and plain asynchronous invocations: there is no response, so an invocation fails as a whole. */
class AsynchronousHandlersTest {

    private final HandlerBench bench = new HandlerBench();

    @ParameterizedTest
    @EnumSource(names = {"SNS", "S3", "EVENT_BRIDGE", "ASYNCHRONOUS"})
    void aResponseThatNamesItemsIsRefused(Trigger trigger) {
        BatchPolicy naming = bench.policy().response(BatchResponse.FAILED_ITEMS);
        assertThatThrownBy(() -> trigger.handler(bench, naming, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FAILED_ITEMS");
    }

    @ParameterizedTest
    @EnumSource(names = {"SNS", "S3"})
    void everyRecordIsTried_andWhatCompletedReplays(Trigger trigger) {
        bench.work(name -> {
            if (name.equals("2")) {
                throw new IllegalStateException("cannot");
            }
        });
        RequestStreamHandler handler = trigger.handler(bench, bench.policy(), false);
        String event = trigger.event("1", "2", "3");
        HandlerAnswer answer = bench.send(handler, event);
        assertThat(answer.told()).isEqualTo("fails, 1 of 3");
        assertThat(answer.exception()).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(bench.executed).containsExactly("1", "2", "3");
        bench.work(name -> {});
        assertThat(bench.send(handler, event).told()).isEqualTo("returns");
        assertThat(bench.executed).containsExactly("1", "2", "3", "2");
    }

    @ParameterizedTest
    @EnumSource(names = {"SNS", "S3", "EVENT_BRIDGE", "ASYNCHRONOUS"})
    void aFinalFailureFailsEachTime_orIsAcceptedByPolicy(Trigger trigger) {
        bench.choices(builder -> builder.onFailure(
                FailureRule.finalFor(IllegalStateException.class, FailureCodec.message(IllegalStateException::new))));
        bench.work(name -> {
            throw new IllegalStateException("never");
        });
        RequestStreamHandler handler = trigger.handler(bench, bench.policy(), false);
        for (int i = 0; i < 2; i++) {
            assertThat(bench.send(handler, trigger.event("1")).exception())
                    .hasCauseInstanceOf(IllegalStateException.class);
        }
        RequestStreamHandler accepting = trigger.handler(bench, bench.policy().acceptingFinalFailures(), false);
        assertThat(bench.send(accepting, trigger.event("1")).told()).isEqualTo("returns");
        assertThat(bench.executed).containsExactly("1");
    }

    @Test
    void aNotificationThatDoesNotHoldWhatItShouldRunsNothing() {
        SnsHandler<EventBridgeEvent, String> handler = SnsHandler.of(
                SnsNotification::eventBridgeEvent,
                bench.intent(EventBridgeEvent.class, EventBridgeEvent::id),
                bench.policy());
        assertThat(bench.send(handler, SampleBatches.sns(List.of("1"))).exception())
                .isInstanceOf(InvalidEventException.class);
        assertThat(bench.send(handler, SnsEvents.withMessage(SnsEvents.EVENT, BusEvents.ORDER))
                        .told())
                .isEqualTo("returns");
        assertThat(bench.executed).hasSize(1);
    }

    // ---- replays from an archive ----

    private EventBridgeHandler<String> handler(ReplayPolicy replays) {
        Operation<EventBridgeEvent, String> operation = bench.operation(
                (engine, name, type) -> EventBridgeSource.operationPerDelivery(engine, name, type)
                        .key(replays.keyOf(EventBridgeEvent.intent("/orderId"))),
                event -> String.valueOf(event.replayName()));
        return EventBridgeHandler.of(operation, replays, bench.policy());
    }

    @Test
    void aReplayIsADuplicateByDefault_andExecutesWhatIsMissing() {
        EventBridgeHandler<String> handler = handler(ReplayPolicy.asDuplicate());
        bench.send(handler, BusEvents.REPLAYED);
        assertThat(bench.send(handler, BusEvents.ORDER).told()).isEqualTo("returns");
        assertThat(bench.send(handler, BusEvents.replayed("another")).told()).isEqualTo("returns");
        assertThat(bench.executed).containsExactly("replay-1");
    }

    @Test
    void anIgnoredReplayIsAcknowledgedWithoutACall() {
        EventBridgeHandler<String> handler = handler(ReplayPolicy.ignore());
        assertThat(bench.send(handler, BusEvents.REPLAYED).told()).isEqualTo("returns");
        assertThat(bench.executed).isEmpty();
        assertThat(bench.recording.methods()).isEmpty();
        bench.send(handler, BusEvents.ORDER);
        assertThat(bench.executed).containsExactly("null");
    }

    @Test
    void oncePerReplayExecutesOnceForEachName() {
        EventBridgeHandler<String> handler = handler(ReplayPolicy.oncePerReplay());
        for (String event : List.of(
                BusEvents.ORDER, BusEvents.ORDER, BusEvents.REPLAYED, BusEvents.REPLAYED, BusEvents.replayed("2"))) {
            assertThat(bench.send(handler, event).told()).isEqualTo("returns");
        }
        assertThat(bench.executed).containsExactly("null", "replay-1", "2");
    }
}
