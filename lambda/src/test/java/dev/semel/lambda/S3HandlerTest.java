// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Body;
import dev.semel.Deadline;
import dev.semel.DeadlineTooShortException;
import dev.semel.FailureRule;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.ResultUnavailableException;
import dev.semel.codec.FailureCodec;
import dev.semel.store.InMemoryStore;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class S3HandlerTest {

    private static final String A = Notifications.putKey("a");
    private static final String B = Notifications.putKey("b");

    private final InMemoryStore store = new InMemoryStore();
    private final Idempotency idempotency = engine();

    /** A new engine on the same records, as of another deployment of the function. */
    private Idempotency engine() {
        return Idempotency.builder(store).withoutLog().build();
    }

    private final List<String> executed = new CopyOnWriteArrayList<>();

    @Test
    void runsEveryRecordOnce() {
        S3Handler<Void> handler = recording();
        deliver(handler, Notifications.joined(A, B));
        deliver(handler, B);
        assertThat(executed).containsExactly("a", "b");
    }

    @Test
    void aRecordTwiceInOneDocumentRunsOnce() {
        deliver(recording(), Notifications.joined(A, A));
        assertThat(executed).containsExactly("a");
    }

    @Test
    void aDuplicateWithAnotherEventTimeReplays() {
        S3Handler<Void> handler = recording();
        deliver(handler, A);
        deliver(handler, A.replace("1970-01-01T00:00:00.000Z", "1970-01-01T00:00:00.001Z"));
        assertThat(executed).containsExactly("a");
    }

    @Test
    void aNewSequencerRunsAgain() {
        S3Handler<Void> handler = recording();
        deliver(handler, A);
        deliver(handler, A.replace("0055AED6DCD90281E4", "0055AED6DCD90281E6"));
        assertThat(executed).containsExactly("a", "a");
    }

    @Test
    void theTestEventRunsNothing() {
        deliver(recording(), Notifications.TEST_EVENT);
        assertThat(executed).isEmpty();
    }

    @Test
    void aFailedRecordFailsTheInvocation_andTheOthersReplayOnTheRetry() {
        List<String> failing = new ArrayList<>(List.of("a"));
        S3Handler<Void> handler = handler((object, execution) -> {
            executed.add(object.key());
            if (failing.remove(object.key())) {
                throw new IllegalStateException("the first attempt fails");
            }
            return null;
        });
        String both = Notifications.joined(A, B);
        assertThatThrownBy(() -> deliver(handler, both))
                .isInstanceOfSatisfying(RecordsNotCompletedException.class, e -> {
                    assertThat(e.failed()).isEqualTo(1);
                    assertThat(e.total()).isEqualTo(2);
                })
                .hasMessageContaining("1 of 2 records not completed")
                .hasCauseInstanceOf(IllegalStateException.class);
        deliver(handler, both);
        assertThat(executed).containsExactly("a", "b", "a");
    }

    @Test
    void everyFailureIsKept() {
        S3Handler<Void> handler = handler((object, execution) -> {
            throw new IllegalStateException(object.key());
        });
        assertThatThrownBy(() -> deliver(handler, Notifications.joined(A, B)))
                .satisfies(e -> assertThat(e.getCause()).hasMessage("a"))
                .satisfies(e -> assertThat(e.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("b"));
    }

    @Test
    void aRecordInProgressFailsTheInvocation() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        S3Handler<Void> handler = handler((object, execution) -> {
            executed.add(object.key());
            inside.countDown();
            assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
            return null;
        });
        Thread first = Thread.ofVirtual().start(() -> deliver(handler, A));
        assertThat(inside.await(60, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> deliver(handler, A)).hasCauseInstanceOf(RecordNotCompletedException.class);
        goOn.countDown();
        first.join();
        deliver(handler, A);
        assertThat(executed).containsExactly("a");
    }

    @Test
    void aFinalFailureFailsEveryDelivery_andRunsOnce() {
        S3Handler<Void> handler = S3Handler.of(S3Source.operationPerDelivery(idempotency, "handle", Void.class)
                .onFailure(FailureRule.finalFor(
                        UnsupportedOperationException.class, FailureCodec.message(UnsupportedOperationException::new)))
                .body((object, execution) -> {
                    executed.add(object.key());
                    throw new UnsupportedOperationException("no such order");
                }));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> deliver(handler, A)).hasCauseInstanceOf(UnsupportedOperationException.class);
        }
        assertThat(executed).containsExactly("a");
    }

    @Test
    void aFinalFailureThatNoRuleDeclaresAnyMoreStillFailsTheInvocation() {
        S3Handler<Void> before = S3Handler.of(S3Source.operationPerDelivery(engine(), "handle", Void.class)
                .onFailure(FailureRule.finalFor(
                        UnsupportedOperationException.class, FailureCodec.message(UnsupportedOperationException::new)))
                .body((object, execution) -> {
                    throw new UnsupportedOperationException("no such order");
                }));
        assertThatThrownBy(() -> deliver(before, A)).hasCauseInstanceOf(UnsupportedOperationException.class);

        assertThatThrownBy(() -> deliver(recording(), A)).hasCauseInstanceOf(ResultUnavailableException.class);

        assertThat(executed).isEmpty();
    }

    @Test
    void aMissingResultOfANestedOperationFailsTheInvocation() throws Exception {
        Deadline soon = Deadline.within(Duration.ofSeconds(20));
        engine().operation("inner", String.class, String.class)
                .key(order -> order)
                .body((order, execution) -> "no number")
                .run("42", soon);
        Operation<String, Integer> unreadable = engine().operation("inner", String.class, Integer.class)
                .key(order -> order)
                .body((order, execution) -> 1);
        S3Handler<Void> handler = handler((object, execution) -> {
            unreadable.run("42", soon);
            return null;
        });

        assertThatThrownBy(() -> deliver(handler, A)).hasCauseInstanceOf(ResultUnavailableException.class);
    }

    @Test
    void anotherContentUnderOneIdentityIsRefused() {
        S3Handler<Void> handler = recording();
        deliver(handler, A);
        assertThatThrownBy(() -> deliver(handler, A.replace("1024", "1025")))
                .hasCauseInstanceOf(RecordNotCompletedException.class);
    }

    @Test
    void withoutTimeNothingRuns() {
        S3Handler<Void> handler = recording();
        assertThatThrownBy(() -> handler.handleRequest(
                        Notifications.stream(A), OutputStream.nullOutputStream(), new TestContext(0)))
                .hasCauseInstanceOf(DeadlineTooShortException.class);
        assertThat(executed).isEmpty();
    }

    @Test
    void aMissingSequencerRunsNothing() {
        String broken = B.replace("\"sequencer\"", "\"other\"");
        assertThatThrownBy(() -> deliver(recording(), Notifications.joined(A, broken)))
                .isInstanceOf(MissingSequencerException.class)
                .hasMessageContaining("Records[1]");
        assertThat(executed).isEmpty();
    }

    @Test
    void anInterruptStopsAndStays() {
        S3Handler<Void> handler = handler((object, execution) -> {
            executed.add(object.key());
            throw new InterruptedException();
        });
        AtomicReference<Boolean> stayed = new AtomicReference<>();
        assertThatThrownBy(() -> {
                    try {
                        deliver(handler, Notifications.joined(A, B));
                    } finally {
                        stayed.set(Thread.interrupted());
                    }
                })
                .hasMessageContaining("2 of 2 records not completed");
        assertThat(stayed.get()).isTrue();
        assertThat(executed).containsExactly("a");
    }

    private S3Handler<Void> recording() {
        return handler((object, execution) -> {
            executed.add(object.key());
            return null;
        });
    }

    private S3Handler<Void> handler(Body<S3Object, Void> body) {
        return S3Handler.of(
                S3Source.operationPerDelivery(idempotency, "handle", Void.class).body(body));
    }

    private static void deliver(S3Handler<Void> handler, String document) {
        handler.handleRequest(Notifications.stream(document), OutputStream.nullOutputStream(), new TestContext(20_000));
    }
}
