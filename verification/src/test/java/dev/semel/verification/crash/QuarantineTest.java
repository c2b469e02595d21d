// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.KeyQuarantinedException;
import dev.semel.Operation;
import dev.semel.Outcome;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.dynamodb.LocalDynamoDb;
import dev.semel.model.Blob;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteRequest.Resolution;
import dev.semel.model.WriteVerdict;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.InMemoryStore;
import dev.semel.store.StoreCall;
import dev.semel.testkit.CountingClaimIds;
import dev.semel.testkit.CrashPoint;
import dev.semel.testkit.CrashPoint.Fate;
import dev.semel.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A crash after the effect, under the policy that parks the key until somebody decides, on real stores. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class QuarantineTest {

    private static final int DUPLICATES = 16;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Deadline IN_20_S = Deadline.within(Duration.ofSeconds(20));
    private static final IdempotencyKey KEY = IdempotencyKey.of("charge", "42");

    private final AtomicInteger tables = new AtomicInteger();
    private LocalDynamoDb dynamoDb;

    @BeforeAll
    void start() throws Exception {
        dynamoDb = LocalDynamoDb.start();
    }

    @AfterAll
    void stop() {
        dynamoDb.close();
    }

    Stream<Parked> stores() throws Exception {
        return Stream.of(
                Parked.in(new InMemoryStore()), Parked.in(dynamoDb.store("quarantine-" + tables.incrementAndGet())));
    }

    /** A key whose first attempt made its effect and crashed. */
    record Parked(
            IdempotencyStore store,
            ManualClock clock,
            CountingClaimIds claimIds,
            AtomicInteger effects,
            AtomicBoolean crashes) {

        static Parked in(IdempotencyStore store) throws Exception {
            Parked parked = new Parked(
                    store,
                    ManualClock.at(Instant.parse("2100-01-01T00:00:00Z")),
                    CountingClaimIds.ofSeries(1),
                    new AtomicInteger(),
                    new AtomicBoolean(true));
            try (CrashPoint process = new CrashPoint()) {
                Operation<String, String> charge = parked.charge(process);
                assertThat(process.run(() -> charge.tryRun("42", IN_20_S))).isInstanceOf(Fate.Crashed.class);
            }
            parked.crashes.set(false);
            parked.clock.advance(Duration.ofMinutes(1));
            return parked;
        }

        Operation<String, String> charge(CrashPoint process) {
            return Idempotency.builder(store)
                    .withoutLog()
                    .clock(clock)
                    .waiting(clock)
                    .claimIds(claimIds)
                    .build()
                    .operation(KEY.scope(), String.class, String.class)
                    .key(order -> order)
                    .onUnknownOutcome(UnknownOutcomePolicy.quarantine())
                    .body((order, execution) -> {
                        int effect = effects.incrementAndGet();
                        if (crashes.get()) {
                            throw process.crash();
                        }
                        return "effect " + effect;
                    });
        }

        /** Delivers the key many times at once. */
        List<Outcome<String>> duplicates() throws Exception {
            try (CrashPoint nobody = new CrashPoint();
                    ExecutorService threads = Executors.newFixedThreadPool(DUPLICATES)) {
                Operation<String, String> charge = charge(nobody);
                CyclicBarrier together = new CyclicBarrier(DUPLICATES);
                Callable<Outcome<String>> delivery = () -> {
                    together.await();
                    return charge.tryRun("42", IN_20_S);
                };
                List<Outcome<String>> outcomes = new ArrayList<>();
                for (Future<Outcome<String>> future : threads.invokeAll(
                        Stream.generate(() -> delivery).limit(DUPLICATES).toList())) {
                    outcomes.add(future.get());
                }
                return outcomes;
            }
        }

        void resolve(Resolution resolution) {
            Quarantined parked = (Quarantined) store.find(KEY, call()).orElseThrow();
            assertThat(store.resolve(
                            new WriteRequest.Resolve(KEY, parked.claim().id(), resolution), call()))
                    .isInstanceOf(WriteVerdict.Applied.class);
        }

        private StoreCall call() {
            return new StoreCall(clock.instant(), Duration.ofSeconds(20));
        }

        @Override
        public String toString() {
            return store.name();
        }
    }

    @ParameterizedTest
    @MethodSource("stores")
    void blockedDuplicatesGetTheTypedAnswer(Parked parked) throws Exception {
        List<Outcome<String>> first = parked.duplicates();
        assertThat(first).hasAtLeastOneElementOfType(Outcome.Quarantined.class);
        assertThat(first)
                .allMatch(outcome -> outcome instanceof Outcome.Quarantined<String>
                        || outcome instanceof Outcome.InProgress<String>); // while one of them was parking the key

        parked.clock.advance(Duration.ofDays(3000));
        assertThat(parked.duplicates()).hasSize(DUPLICATES).hasOnlyElementsOfType(Outcome.Quarantined.class);
        try (CrashPoint nobody = new CrashPoint()) {
            Operation<String, String> charge = parked.charge(nobody);
            assertThatThrownBy(() -> charge.run("42", IN_20_S))
                    .isInstanceOf(KeyQuarantinedException.class)
                    .hasMessageContaining("42");
        }
        assertThat(parked.effects).hasValue(1);
    }

    @ParameterizedTest
    @MethodSource("stores")
    void resolutionWithAResultReplaysIt(Parked parked) throws Exception {
        parked.duplicates();
        parked.resolve(new Resolution.WithResult(new StoredResult.Success(Blob.utf8("it did happen")), DAY));

        assertThat(parked.duplicates())
                .hasSize(DUPLICATES)
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Outcome.Replayed.class,
                                replayed -> assertThat(replayed.value()).isEqualTo("it did happen")));
        assertThat(parked.effects).hasValue(1);
    }

    @ParameterizedTest
    @MethodSource("stores")
    void permissionToReExecuteRunsItOnce(Parked parked) throws Exception {
        parked.duplicates();
        parked.resolve(new Resolution.ReExecute(DAY));

        assertThat(parked.duplicates())
                .filteredOn(outcome -> outcome instanceof Outcome.Executed<String>)
                .hasSize(1);
        assertThat(parked.duplicates())
                .hasSize(DUPLICATES)
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Outcome.Replayed.class,
                                replayed -> assertThat(replayed.value()).isEqualTo("effect 2")));
        assertThat(parked.effects).hasValue(2);
    }
}
