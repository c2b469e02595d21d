// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.RecordingPolicy;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An Error of one body fails the invocation, and hides no failure of another item. */
class FailuresBesideAnErrorTest {

    private final HandlerBench bench = new HandlerBench();
    private final List<FailedItem> failed = new ArrayList<>();

    static Stream<Arguments> batches() {
        return Arrays.stream(Trigger.values())
                .filter(trigger -> trigger.isBatch() && !trigger.isOrdered())
                .flatMap(trigger -> Stream.of(RecordingPolicy.values()).map(policy -> Arguments.of(trigger, policy)));
    }

    @ParameterizedTest
    @MethodSource("batches")
    void eachFailureIsTold(Trigger trigger, RecordingPolicy recording) {
        bench.work(name -> {
            switch (name) {
                case "1" -> throw new IllegalStateException("first");
                case "3" -> throw new StackOverflowError("deep");
                default -> {}
            }
        });
        RequestStreamHandler handler = trigger.handler(bench, policy().recording(recording), false);

        assertThatThrownBy(() -> handle(handler, trigger.event("1", "2", "3", "4")))
                .isInstanceOf(StackOverflowError.class)
                .hasMessage("deep");
        assertThat(bench.executed).containsExactly("1", "2", "3");
        assertThat(failed).hasSize(2);
        assertThat(failed.get(0).cause())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("first");
        assertThat(failed.get(1).cause())
                .hasMessageContaining("threw an Error")
                .hasCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void alsoOfBodiesInParallel() throws Exception {
        bench.work(name -> {
            if (name.equals("3")) {
                throw new AssertionError("deep");
            }
            throw new IllegalStateException("of " + name);
        });
        try (ExecutorService one = Executors.newSingleThreadExecutor()) {
            RequestStreamHandler handler = Trigger.SQS.handler(bench, policy().parallel(one), false);
            assertThatThrownBy(() -> handle(handler, Trigger.SQS.event("1", "2", "3", "4")))
                    .isInstanceOf(AssertionError.class);
        }
        assertThat(failed).extracting(FailedItem::itemId).startsWith("1", "2", "3");
    }

    @Test
    void unreadableItemsToo_andAListenersErrorHidesNothing() {
        bench.work(name -> {
            throw new AssertionError("deep");
        });
        String event = Json.with(Trigger.SQS.event("1", "2"), "\"body\":\"1\"", "\"body\":7");
        BatchPolicy policy = BatchPolicy.defaults().failures(item -> {
            failed.add(item);
            throw new AssertionError("of the listener");
        });
        assertThatThrownBy(() -> handle(Trigger.SQS.handler(bench, policy, false), event))
                .isInstanceOf(AssertionError.class)
                .hasMessage("deep");
        assertThat(failed).extracting(FailedItem::itemId).containsExactly("1", "2");
        assertThat(failed.get(0).cause()).isInstanceOf(InvalidEventException.class);
    }

    @Test
    void ofARedriveToo() {
        bench.work(name -> {
            switch (name) {
                case "1" -> throw new IllegalStateException("first");
                case "2" -> throw new StackOverflowError("deep");
                default -> {}
            }
        });
        RequestStreamHandler original = Trigger.SNS.handler(bench, BatchPolicy.defaults(), false);
        String event = Trigger.SQS.event("1", "2", "3", "4");
        for (String name : List.of("1", "2", "3")) {
            String envelope = FailedEventDocuments.envelope(Trigger.SNS.event(name));
            event = Json.with(event, "\"body\":\"" + name + "\"", "\"body\":" + Json.quoted(envelope));
        }
        String queued = Json.with(event, "\"body\":\"4\"", "\"body\":7");

        assertThatThrownBy(() -> handle(RedriveHandler.of(original).failures(failed::add), queued))
                .isInstanceOf(StackOverflowError.class)
                .hasMessage("deep");
        assertThat(bench.executed).as("no further message begins").containsExactly("1", "2");
        assertThat(failed).extracting(FailedItem::itemId).containsExactly("1", "2", "4");
        assertThat(failed.get(1).cause()).hasCauseInstanceOf(StackOverflowError.class);
        assertThat(failed.get(2).cause()).isInstanceOf(InvalidEventException.class);
    }

    /** The sink is the user's too: its Error is one item's failure. */
    @Test
    void anErrorOfASinkIsOneItemsFailure() {
        String event = Json.with(Trigger.SQS.event("1", "2"), "\"body\":\"1\"", "\"body\":7");
        BatchPolicy policy = policy().poison(PoisonPolicy.drop(Set.of(PoisonReason.UNREADABLE), item -> {
            throw new AssertionError("of the sink");
        }));
        assertThat(bench.send(Trigger.SQS.handler(bench, policy, false), event).told())
                .isEqualTo("names 1");
        assertThat(failed)
                .singleElement()
                .satisfies(item ->
                        assertThat(item.cause()).hasMessageContaining("sink of PoisonPolicy.drop(...) threw an Error"));
        assertThat(bench.executed).containsExactly("2");
    }

    private BatchPolicy policy() {
        return BatchPolicy.defaults().failures(failed::add);
    }

    private static void handle(RequestStreamHandler handler, String event) throws Exception {
        handler.handleRequest(Notifications.stream(event), new ByteArrayOutputStream(), new TestContext(20_000));
    }
}
