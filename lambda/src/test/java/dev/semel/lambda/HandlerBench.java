// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.OperationBuilder;
import dev.semel.event.OperationEvent;
import dev.semel.model.Blob;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.store.InMemoryStore;
import dev.semel.store.StoreCall;
import dev.semel.testkit.CountingClaimIds;
import dev.semel.testkit.Fault;
import dev.semel.testkit.FaultPlan;
import dev.semel.testkit.FaultyStore;
import dev.semel.testkit.ManualClock;
import dev.semel.testkit.RecordingStore;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** An engine on a manual clock over a store in memory; a rival; and the platform, which sends events to a handler. */
final class HandlerBench {

    static final Duration LEASE = Duration.ofSeconds(22); // the context's 20 s and the clocks' 2 s

    final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    final InMemoryStore records = new InMemoryStore();
    final RecordingStore recording = RecordingStore.over(records);
    final List<String> executed = new CopyOnWriteArrayList<>();
    final List<OperationEvent> events = new CopyOnWriteArrayList<>();
    final List<String> failed = new CopyOnWriteArrayList<>();
    private final CountingClaimIds rivals = CountingClaimIds.ofSeries(2);
    private FaultPlan faults = FaultPlan.none();
    private Work work = name -> {};
    private UnaryOperator<OperationBuilder<?, String>> choices = UnaryOperator.identity();

    /** Behaviour of the body for a record, by its name. */
    @FunctionalInterface
    interface Work {
        void on(String name) throws Exception;
    }

    /** A source's way to start an operation per delivery. */
    @FunctionalInterface
    interface Start<T> {
        OperationBuilder<T, String> of(Idempotency idempotency, String name, Class<String> result);
    }

    void faults(FaultPlan plan) {
        faults = plan;
    }

    void work(Work doing) {
        work = doing;
    }

    /** Changes the operations that are made from now on. */
    void choices(UnaryOperator<OperationBuilder<?, String>> made) {
        choices = made;
    }

    /** {@return the default policy, whose failures come here} */
    BatchPolicy policy() {
        return BatchPolicy.defaults().failures(item -> failed.add(item.itemId()));
    }

    Idempotency engine() {
        FaultPlan current = (method, request) -> faults.next(method, request);
        return Idempotency.builder(FaultyStore.builder(recording.store(), current)
                        .waiting(clock)
                        .build()
                        .store())
                .withoutLog()
                .clock(clock)
                .waiting(clock)
                .jitter(new Random(7))
                .listener(events::add)
                .build();
    }

    /** {@return the operation of a source per delivery; the body notes the name of each record that it runs for} */
    <T> Operation<T, String> operation(Start<T> start, Function<? super T, String> name) {
        return body(start.of(engine(), "handle", String.class), name);
    }

    /** {@return an operation on intents: its key is the record's name} */
    <T> Operation<T, String> intent(Class<T> type, Function<? super T, String> name) {
        return body(
                engine().operation("handle", type, String.class)
                        .key(name::apply)
                        .withoutFingerprint()
                        .dedupeWindow(Duration.ofDays(14)),
                name);
    }

    @SuppressWarnings("unchecked") // a choice returns the builder that it was given
    private <T> Operation<T, String> body(OperationBuilder<T, String> builder, Function<? super T, String> name) {
        return ((OperationBuilder<T, String>) choices.apply(builder)).body((input, execution) -> {
            String record = name.apply(input);
            executed.add(record);
            work.on(record);
            return "did " + record;
        });
    }

    HandlerAnswer send(RequestStreamHandler handler, String event) {
        return send(handler, event, 20_000);
    }

    HandlerAnswer send(RequestStreamHandler handler, String event, int remainingMillis) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try {
            handler.handleRequest(
                    Notifications.stream(event),
                    written,
                    new TestContext(remainingMillis, "request " + event.hashCode()));
            return new HandlerAnswer.Written(Blob.of(written.toByteArray()).toUtf8());
        } catch (Exception e) {
            return new HandlerAnswer.Thrown(e);
        }
    }

    // ---- the rival ----

    static IdempotencyKey key(String name) {
        return IdempotencyKey.of("handle", name);
    }

    /** Lets somebody else claim a key, whose clock is ahead if {@code ahead} is not zero. */
    ClaimId claimedByAnother(String name, Duration lease, Duration ahead) {
        ClaimRequest request = new ClaimRequest(
                key(name),
                rivals.next(),
                Fingerprint.NONE,
                FingerprintPolicy.REFUSE_INCOMPARABLE,
                lease,
                Duration.ofDays(1),
                "another");
        return ((ClaimVerdict.Claimed) records.claim(request, call(ahead)))
                .record()
                .claim()
                .id();
    }

    StoreCall call(Duration ahead) {
        return new StoreCall(clock.instant().plus(ahead), Duration.ofSeconds(5));
    }

    boolean isCompleted(String name) {
        return records.find(key(name), call(Duration.ZERO))
                .filter(IdempotencyRecord.Completed.class::isInstance)
                .isPresent();
    }

    static FaultPlan failing(String... methods) {
        return (method, request) -> List.of(methods).contains(method) ? new Fault.FailBefore() : new Fault.None();
    }
}
