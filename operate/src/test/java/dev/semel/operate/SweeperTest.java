// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.store.InMemoryStore;
import dev.semel.store.StoreCall;
import dev.semel.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweeperTest {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Sweeper.Bounds AT_ONCE = new Sweeper.Bounds(Duration.ZERO, 100, 1000);

    private final InMemoryStore store = new InMemoryStore();
    private final ManualClock clock = ManualClock.at(Instant.parse("2026-11-29T12:00:00Z"));
    private final List<String> handed = new ArrayList<>();
    private final Sweeper sweeper = Sweeper.of(
            store, clock, clock, new Pace(2, 100_000, Duration.ofSeconds(5)), Planner.of(Duration.ofSeconds(2)));
    private int ids;

    @Test
    void onlyWhatStalledIsHandedOver() throws Exception {
        claim("lapsed");
        release("released");
        ClaimId quarantined = claim("quarantined");
        store.quarantine(new WriteRequest.Quarantine(key("quarantined"), quarantined, "?"), call());
        ClaimId completed = claim("completed");
        store.complete(
                new WriteRequest.Complete(key("completed"), completed, new StoredResult.Success(null), DAY), call());
        clock.advance(Duration.ofSeconds(5));
        claim("later");
        clock.advance(LEASE.minusSeconds(5).plusSeconds(2)); // lapsed for ε; later has a live lease
        assertThat(swept(AT_ONCE).stalled()).isEqualTo(2);
        assertThat(handed).containsExactlyInAnyOrder("lapsed", "released");
        handed.clear();
        swept(new Sweeper.Bounds(Duration.ofSeconds(5), 100, 1000));
        assertThat(handed).containsExactly("released");
    }

    @Test
    void aLeaseThatEndedWithinEpsilonIsNotYetOver() throws Exception {
        claim("lapsed");
        clock.advance(LEASE.plusMillis(1_999));
        assertThat(swept(AT_ONCE).stalled()).isZero();
        clock.advance(Duration.ofMillis(1));
        assertThat(swept(AT_ONCE).stalled()).isEqualTo(1);
    }

    @Test
    void whatIsHandedOverExecutesOnceThroughItsOperation() throws Exception {
        List<String> executed = new ArrayList<>();
        Operation<String, String> charge = Idempotency.builder(store)
                .clock(clock)
                .withoutLog()
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order)
                .withoutFingerprint()
                .body((order, run) -> {
                    executed.add(order);
                    return "done";
                });
        release("a");
        release("b");
        Sweeper.Callback again = stalled ->
                charge.run(stalled.name().intent().orElseThrow().value(), Deadline.within(Duration.ofSeconds(20)));
        assertThat(sweeper.sweep(RecordFilter.all(), AT_ONCE, again).started()).isEqualTo(2);
        assertThat(sweeper.sweep(RecordFilter.all(), AT_ONCE, again).stalled()).isZero();
        assertThat(executed).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aKeyThatWasTakenOverSinceItWasListedIsLeftOut() throws Exception {
        release("a");
        release("b");
        Sweeper.Summary summary = sweeper.sweep(RecordFilter.all(), AT_ONCE, stalled -> {
            claim("a");
            claim("b");
        });
        assertThat(summary.started()).isEqualTo(1);
    }

    @Test
    void aCallbackThatAlwaysFailsEndsTheSweep() throws Exception {
        for (int i = 0; i < 30; i++) {
            release("key-" + i);
        }
        Sweeper.Summary summary = sweeper.sweep(RecordFilter.all(), AT_ONCE, stalled -> {
            throw new IllegalStateException("the queue is away");
        });
        assertThat(summary.failed()).isEqualTo(10);
        assertThat(summary.cursor()).isNotEmpty();
    }

    @Test
    void theRateAndTheNumberAreBounded() throws Exception {
        for (int i = 0; i < 30; i++) {
            release("key-" + i);
        }
        assertThat(swept(new Sweeper.Bounds(Duration.ZERO, 4, 5)).started()).isEqualTo(5);
        assertThat(clock.waits()).filteredOn(Duration.ofMillis(250)::equals).hasSize(5);
    }

    private Sweeper.Summary swept(Sweeper.Bounds bounds) throws InterruptedException {
        return sweeper.sweep(
                RecordFilter.all(),
                bounds,
                stalled -> handed.add(stalled.name().stored().orElseThrow().value()));
    }

    private static IdempotencyKey key(String value) {
        return IdempotencyKey.of("charge", value);
    }

    private StoreCall call() {
        return new StoreCall(clock.instant(), Duration.ofSeconds(5));
    }

    private ClaimId claim(String value) {
        ClaimId id = ClaimId.of(5, ++ids);
        store.claim(
                new ClaimRequest(
                        key(value), id, Fingerprint.NONE, FingerprintPolicy.REFUSE_INCOMPARABLE, LEASE, DAY, "test"),
                call());
        return id;
    }

    private void release(String value) {
        store.release(new WriteRequest.Release(key(value), claim(value), Certainty.UNKNOWN), call());
    }
}
