// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static dev.semel.coretests.engine.Fixture.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.BatchOptions;
import dev.semel.Idempotency;
import dev.semel.InProgressPolicy;
import dev.semel.Operation;
import dev.semel.Outcome;
import dev.semel.Transaction;
import dev.semel.UnknownEffectException;
import dev.semel.codec.Fingerprinter;
import dev.semel.codec.TypeRef;
import dev.semel.event.OperationEvent;
import dev.semel.model.Blob;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.step.Receiver;
import dev.semel.step.Step;
import dev.semel.store.ListingStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Nothing is shared between operations, calls and threads (E5, E6), and what the replay cache shares is checked. */
final class SharingTest {

    private final Fixture fixture = new Fixture();

    @Test
    void E6_nestedOperationsLeaveTheirOwnRecords() throws Exception {
        Idempotency engine = fixture.engine(fixture.records).build();
        Operation<String, String> inner = engine.operation("mail", String.class, String.class)
                .key(order -> order)
                .body((order, execution) -> "mail by attempt " + execution.attempt());
        Operation<String, String> outer = engine.operation("charge", String.class, String.class)
                .key(order -> order)
                .body((order, execution) ->
                        inner.run(order, IN_20_S) + " in " + execution.key().scope());

        assertThat(outer.run("42", IN_20_S)).isEqualTo("mail by attempt 1 in charge");

        for (String scope : List.of("charge", "mail")) {
            assertThat(fixture.records.find(IdempotencyKey.of(scope, "42"), fixture.call()))
                    .get()
                    .isInstanceOf(IdempotencyRecord.Completed.class);
        }
    }

    @Test
    void E6_innerFailureLeavesTheOuterToItsOwnRules() {
        Idempotency engine = fixture.engine(fixture.records).build();
        IllegalStateException failure = new IllegalStateException("inner");
        Operation<String, String> inner = engine.operation("mail", String.class, String.class)
                .key(order -> order)
                .body((order, execution) -> {
                    throw failure;
                });
        Operation<String, String> outer = engine.operation("charge", String.class, String.class)
                .key(order -> order)
                .body((order, execution) -> inner.run(order, IN_20_S));

        assertThatThrownBy(() -> outer.run("42", IN_20_S)).isSameAs(failure);

        for (String scope : List.of("charge", "mail")) {
            assertThat(fixture.records.find(IdempotencyKey.of(scope, "42"), fixture.call()))
                    .get()
                    .isInstanceOf(IdempotencyRecord.Released.class);
        }
    }

    @Test
    void E6_unknownEffectOfANestedOperationSaysNothingOfTheOuter() throws Exception {
        Idempotency engine = fixture.engine(fixture.records).build();
        Operation<String, String> inner = engine.operation("mail", String.class, String.class)
                .key(order -> order)
                .retention(Duration.ofDays(7))
                .body((order, execution) -> execution.step(
                        Step.named("send").sentTo(Receiver.sqsFifo()), TypeRef.of(String.class), effect -> {
                            fixture.clock.advance(Duration.ofMinutes(6));
                            throw new IOException("timed out");
                        }));
        Operation<String, String> outer = engine.operation("charge", String.class, String.class)
                .key(order -> order)
                .body((order, execution) -> inner.run(order, IN_20_S));

        assertThatThrownBy(() -> outer.run("42", IN_20_S)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> outer.run("42", IN_20_S)).isInstanceOf(UnknownEffectException.class);

        assertThat(fixture.records.find(IdempotencyKey.of("mail", "42"), fixture.call()))
                .get()
                .isInstanceOf(IdempotencyRecord.Quarantined.class);
        assertThat(fixture.record("42")).isInstanceOf(IdempotencyRecord.Released.class);
    }

    @Test
    void E6_inputChangedByTheBodyDoesNotMatter() throws Exception {
        Fingerprinter ofList = payload -> Fingerprint.sha256("sha256-list", Blob.utf8(String.valueOf(payload)));
        Operation<List<String>, String> charge = fixture.engine(fixture.records)
                .fingerprinter(ofList)
                .build()
                .operation("charge", new TypeRef<List<String>>() {}, TypeRef.of(String.class))
                .key(order -> order.get(0))
                .body((order, execution) -> {
                    order.set(0, "changed");
                    order.add("more");
                    return "receipt of " + execution.key().value();
                });

        assertThat(charge.run(new ArrayList<>(List.of("42")), IN_20_S)).isEqualTo("receipt of 42");
        assertThat(charge.tryRun(new ArrayList<>(List.of("42")), IN_20_S)).isInstanceOf(Outcome.Replayed.class);
        assertThat(completedRecords()).isEqualTo(1);
    }

    /** Counts the records, and requires of each that it was completed by its first attempt. */
    private int completedRecords() {
        List<ListingStore.Entry> entries = fixture.records
                .list(new ListingStore.Query("", 1000, ""), fixture.call())
                .entries();
        assertThat(entries)
                .allSatisfy(entry -> assertThat(entry.record())
                        .isInstanceOfSatisfying(
                                IdempotencyRecord.Completed.class,
                                completed ->
                                        assertThat(completed.claim().attempt()).isEqualTo(1)));
        return entries.size();
    }

    @Test
    void E6_eightThreadsOverTwoOperationsExecuteEachKeyOnce() throws Exception {
        Map<IdempotencyKey, AtomicInteger> executions = new ConcurrentHashMap<>();
        Idempotency engine = fixture.engine(fixture.records)
                .waiting(pause -> Thread.onSpinWait())
                .build();
        List<Operation<String, String>> operations = List.of("charge", "mail").stream()
                .map(name -> engine.operation(name, String.class, String.class)
                        .key(order -> order)
                        .onInProgress(InProgressPolicy.waitUpTo(Duration.ofSeconds(10)))
                        .body((order, execution) -> {
                            executions
                                    .computeIfAbsent(execution.key(), key -> new AtomicInteger())
                                    .incrementAndGet();
                            return name + " of " + order;
                        }))
                .toList();

        List<Callable<Integer>> work = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            work.add(() -> {
                for (int order = 0; order < 200; order++) {
                    for (Operation<String, String> operation : operations) {
                        assertThat(operation.run("order " + order, IN_20_S))
                                .isEqualTo(operation.name() + " of order " + order);
                    }
                }
                return 400;
            });
        }

        assertThat(inParallel(work).stream().mapToInt(Integer::intValue).sum()).isEqualTo(3200);
        assertThat(completedRecords()).isEqualTo(400);
        assertThat(executions)
                .hasSize(400)
                .allSatisfy((key, count) -> assertThat(count).hasValue(1));
    }

    private static <T> List<T> inParallel(List<Callable<T>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(work, 60, TimeUnit.SECONDS)) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void E5_listenerThatFailsChangesNothing() throws Exception {
        Operation<String, String> charge = fixture.engine(fixture.records)
                .listener(event -> {
                    throw new IllegalStateException("listener");
                })
                .listener(event -> {
                    throw new StackOverflowError("listener");
                })
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order)
                .body((order, execution) -> "receipt");

        assertThat(charge.run("42", IN_20_S)).isEqualTo("receipt");
        assertThat(charge.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Replayed.class);
    }

    // ---- replay cache ----

    private Operation<String, String> cached(int entries, long bytes) {
        return fixture.engine(fixture.records)
                .replayCache(entries, bytes)
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order.substring(0, 1))
                .dedupeWindow(WINDOW)
                .body((order, execution) -> {
                    fixture.ran.add(order);
                    return "receipt " + fixture.ran.size();
                });
    }

    private long claimsOf(Callable<?> call) throws Exception {
        long before = fixture.claimIds.count();
        call.call();
        return fixture.claimIds.count() - before;
    }

    @Test
    void replayCacheAnswersWithoutTheStore() throws Exception {
        Operation<String, String> charge = cached(10, 1000);
        charge.run("a", IN_20_S);

        assertThat(claimsOf(() -> charge.run("a", IN_20_S))).isZero();

        assertThat(fixture.events(OperationEvent.Replayed.class))
                .singleElement()
                .satisfies(event -> assertThat(event.cached()).isTrue());
    }

    @Test
    void replayCacheAnswersBatchesAndKeepsWhatTransactionsCommit() throws Exception {
        Idempotency engine =
                fixture.engine(fixture.records).replayCache(10, 1000).build();
        var committing = engine.operation("charge", String.class, String.class)
                .key(order -> order)
                .transaction(fixture.records, (order, context) -> Transaction.of("receipt of " + order, () -> {}));
        Operation<String, String> mail = engine.operation("mail", String.class, String.class)
                .key(order -> order)
                .body((order, execution) -> "sent");
        committing.run("a", IN_20_S);
        mail.run("a", IN_20_S);
        fixture.events.clear();

        assertThat(claimsOf(() -> committing.run("a", IN_20_S))).isZero();
        assertThat(claimsOf(() -> mail.tryRunAll(List.of("a"), IN_20_S, BatchOptions.defaults())))
                .isZero();

        assertThat(fixture.events)
                .containsExactly(
                        new OperationEvent.Replayed(IdempotencyKey.of("charge", "a"), 1, Duration.ZERO, true),
                        new OperationEvent.Replayed(IdempotencyKey.of("mail", "a"), 1, Duration.ZERO, true));
    }

    @Test
    void replayCacheKeepsWhatItReplayedFromTheStore() throws Exception {
        cached(10, 1000).run("a", IN_20_S);
        Operation<String, String> elsewhere = cached(10, 1000);

        assertThat(claimsOf(() -> elsewhere.run("a", IN_20_S))).isEqualTo(1);
        assertThat(claimsOf(() -> elsewhere.run("a", IN_20_S))).isZero();
    }

    @Test
    void replayCacheChecksWindowAndFingerprint() throws Exception {
        Operation<String, String> charge = cached(10, 1000);
        charge.run("a", IN_20_S);

        assertThat(charge.tryRun("a with another payload", IN_20_S)).isInstanceOf(Outcome.Mismatch.class);
        fixture.clock.advance(WINDOW);
        assertThat(charge.run("a", IN_20_S)).isEqualTo("receipt 2");
    }

    @Test
    void replayCacheIsBoundedInEntriesAndBytes() throws Exception {
        Operation<String, String> two = cached(2, 1000);
        for (String order : List.of("a", "b", "c")) {
            two.run(order, IN_20_S);
        }
        assertThat(claimsOf(() -> two.run("a", IN_20_S))).isEqualTo(1);
        assertThat(claimsOf(() -> two.run("c", IN_20_S))).isZero();

        Operation<String, String> small = cached(10, 2 * "charge/d".length() - 2 + "receipt 1".length());
        small.run("d", IN_20_S);
        small.run("e", IN_20_S);
        assertThat(claimsOf(() -> small.run("e", IN_20_S))).isZero();
        assertThat(claimsOf(() -> small.run("d", IN_20_S))).isEqualTo(1);
    }

    @Test
    void replayCacheCountsKeys() throws Exception {
        Operation<String, String> charge = fixture.engine(fixture.records)
                .replayCache(10, 1000)
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order)
                .body((order, execution) -> "done");
        String large = "x".repeat(600);
        charge.run(large, IN_20_S);
        assertThat(claimsOf(() -> charge.run(large, IN_20_S))).isEqualTo(1);

        for (String start : List.of("a", "b", "c")) {
            charge.run(start + "x".repeat(200), IN_20_S);
        }
        assertThat(claimsOf(() -> charge.run("c" + "x".repeat(200), IN_20_S))).isZero();
        assertThat(claimsOf(() -> charge.run("a" + "x".repeat(200), IN_20_S))).isEqualTo(1);
    }
}
