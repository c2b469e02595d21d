// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import dev.semel.model.Blob;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.operate.AuditEntry;
import dev.semel.store.InMemoryStore;
import dev.semel.store.StoreCall;
import dev.semel.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store under a manual clock, with the keys that a test puts into it, and a console over it. */
final class SampleKeys {

    static final Duration DAY = Duration.ofDays(1);

    private final InMemoryStore store = new InMemoryStore();
    private final ManualClock clock = ManualClock.at(Instant.parse("2026-11-29T12:00:00Z"));
    private final List<AuditEntry> audit = new CopyOnWriteArrayList<>();
    private long claims;

    InMemoryStore store() {
        return store;
    }

    ManualClock clock() {
        return clock;
    }

    List<AuditEntry> audit() {
        return audit;
    }

    /** {@return a console that only reads} */
    ConsoleBuilder console() {
        return Console.builder(store, "samples", new Random(42)).clock(clock, clock);
    }

    /** {@return a console that changes keys} */
    ConsoleBuilder changing() {
        return console().allowChanges(audit::add, "ops");
    }

    StoreCall call() {
        return new StoreCall(clock.instant(), Duration.ofSeconds(5));
    }

    static IdempotencyKey key(String value) {
        return new IdempotencyKey("acme", "charge", value);
    }

    ClaimId claim(IdempotencyKey key, String source) {
        ClaimId id = ClaimId.of(3, ++claims);
        store.claim(
                new ClaimRequest(
                        key,
                        id,
                        Fingerprint.sha256("sha256-json1", Blob.utf8("{}")),
                        FingerprintPolicy.REFUSE_INCOMPARABLE,
                        Duration.ofSeconds(30),
                        DAY,
                        source),
                call());
        return id;
    }

    void complete(IdempotencyKey key, StoredResult result) {
        store.complete(new WriteRequest.Complete(key, claim(key, "fn"), result, DAY), call());
    }

    void quarantine(IdempotencyKey key, String step, String reason) {
        ClaimId id = claim(key, reason);
        store.checkpoint(
                new WriteRequest.Checkpoint(key, id, new RecoveryPoint(step, Blob.utf8("1"), 1, clock.instant())),
                call());
        store.quarantine(new WriteRequest.Quarantine(key, id, reason), call());
    }

    void lapse(IdempotencyKey key) {
        claim(key, "fn");
        clock.advance(Duration.ofSeconds(40));
    }
}
