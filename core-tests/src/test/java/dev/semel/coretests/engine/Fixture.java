// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.IdempotencyBuilder;
import dev.semel.OperationBuilder;
import dev.semel.event.OperationEvent;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.InMemoryStore;
import dev.semel.store.StoreCall;
import dev.semel.testkit.CountingClaimIds;
import dev.semel.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** An engine on a manual clock, with everything that happened to it written down. */
final class Fixture {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Duration WINDOW = Duration.ofHours(24);
    static final Duration SKEW = Duration.ofSeconds(2);
    static final Deadline IN_20_S = Deadline.within(Duration.ofSeconds(20));

    final ManualClock clock = ManualClock.at(START);
    final InMemoryStore records = new InMemoryStore();
    final CountingClaimIds claimIds = CountingClaimIds.ofSeries(1);
    final List<OperationEvent> events = new CopyOnWriteArrayList<>();
    final List<String> ran = new CopyOnWriteArrayList<>();

    /** Returns an engine builder over {@code store} with this fixture's clock, ids and listener. */
    IdempotencyBuilder engine(IdempotencyStore store) {
        return Idempotency.builder(store)
                .withoutLog()
                .clock(clock)
                .waiting(clock)
                .claimIds(claimIds)
                .jitter(new Random(7))
                .clockSkew(SKEW)
                .source("fixture")
                .listener(events::add);
    }

    /** Returns an operation on texts, whose input is its key. */
    OperationBuilder<String, String> operation(IdempotencyStore store) {
        return engine(store)
                .build()
                .operation("charge", String.class, String.class)
                .key(input -> input)
                .dedupeWindow(WINDOW);
    }

    OperationBuilder<String, String> operation() {
        return operation(records);
    }

    static IdempotencyKey key(String value) {
        return IdempotencyKey.of("charge", value);
    }

    /** Returns what the store holds for a key of the operation {@code charge}. */
    IdempotencyRecord record(String value) {
        return records.find(key(value), call()).orElseThrow();
    }

    boolean isNothing(String value) {
        return records.find(key(value), call()).isEmpty();
    }

    StoreCall call() {
        return new StoreCall(clock.instant(), Duration.ofSeconds(5));
    }

    /** Lets somebody else claim the key. */
    IdempotencyRecord.InProgress claimByAnother(String value, Fingerprint fingerprint, Duration lease) {
        ClaimRequest request = new ClaimRequest(
                key(value),
                CountingClaimIds.ofSeries(2).next(),
                fingerprint,
                FingerprintPolicy.REFUSE_INCOMPARABLE,
                lease,
                WINDOW,
                "another");
        return ((ClaimVerdict.Claimed) records.claim(request, call())).record();
    }

    <E extends OperationEvent> List<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
