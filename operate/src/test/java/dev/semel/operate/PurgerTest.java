// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Waiting;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.store.InMemoryStore;
import dev.semel.store.RepairStore;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import dev.semel.testkit.Fault;
import dev.semel.testkit.FaultPlan;
import dev.semel.testkit.FaultyStore;
import dev.semel.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A purge deletes what is past its time and nothing else, however many deletions are under way. */
class PurgerTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final InMemoryStore store = new InMemoryStore();
    private final ManualClock clock = ManualClock.at(Instant.parse("2026-11-29T12:00:00Z"));
    private int ids;

    private void completed(String name, int count) {
        for (int i = 0; i < count; i++) {
            IdempotencyKey key = IdempotencyKey.of("charge", name + i);
            ClaimId id = claimed(key);
            store.complete(new WriteRequest.Complete(key, id, new StoredResult.Success(null), DAY), call());
        }
    }

    private ClaimId claimed(IdempotencyKey key) {
        ClaimId id = ClaimId.of(7, ++ids);
        store.claim(
                new ClaimRequest(
                        key,
                        id,
                        Fingerprint.NONE,
                        FingerprintPolicy.REFUSE_INCOMPARABLE,
                        Duration.ofSeconds(30),
                        DAY,
                        "test"),
                call());
        return id;
    }

    private StoreCall call() {
        return new StoreCall(clock.instant(), TIMEOUT);
    }

    private Purger purger(RepairStore purged, int pageSize, int rate) {
        return Purger.of(purged, clock, clock, new Pace(pageSize, rate, TIMEOUT));
    }

    /** A store that hands each deletion to a waiting first. */
    private RepairStore beforeEachDeletion(Waiting waiting) {
        return FaultyStore.builder(
                        store,
                        (method, request) -> method.equals("remove")
                                ? new Fault.Delay(Duration.ofMillis(1), Duration.ZERO)
                                : new Fault.None())
                .waiting(waiting)
                .build()
                .store(RepairStore.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 64})
    void whatEndedIsDeleted_whatLivesStays_andTheRateHolds(int atOnce) throws Exception {
        completed("old", 95);
        clock.advance(DAY.plus(HOUR));
        completed("new", 5);
        Instant began = clock.instant();
        Purger.Summary end = purger(store, 10, 20).atOnce(atOnce).purge(HOUR, 1_000, false);
        assertThat(end).isEqualTo(new Purger.Summary(100, 95, 95, ""));
        assertThat(store.find(IdempotencyKey.of("charge", "new0"), call())).isPresent();
        assertThat(store.find(IdempotencyKey.of("charge", "old0"), call())).isEmpty();
        assertThat(Duration.between(began, clock.instant()))
                .as("ten pages of 10, and an empty one, at 20 a second")
                .isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void asManyDeletionsAsAskedAreUnderWay_andNeverMore() throws Exception {
        completed("old", 40);
        clock.advance(DAY.plus(HOUR));
        CyclicBarrier four = new CyclicBarrier(4);
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        RepairStore met = beforeEachDeletion(time -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            try {
                four.await(30, TimeUnit.SECONDS);
            } catch (BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException("not four at once", e);
            } finally {
                underWay.decrementAndGet();
            }
        });
        assertThat(purger(met, 20, 1_000).atOnce(4).purge(HOUR, 1_000, false).deleted())
                .isEqualTo(40);
        assertThat(most).hasValue(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void aKeyThatIsClaimedMeanwhileStays(int atOnce) throws Exception {
        completed("old", 3);
        clock.advance(DAY.plus(HOUR));
        IdempotencyKey key = IdempotencyKey.of("charge", "old1");
        AtomicInteger calls = new AtomicInteger();
        RepairStore met = beforeEachDeletion(time -> {
            synchronized (calls) {
                if (calls.getAndIncrement() == 0) {
                    claimed(key);
                }
            }
        });
        Purger.Summary end = purger(met, 10, 1_000).atOnce(atOnce).purge(HOUR, 1_000, false);
        assertThat(end).isEqualTo(new Purger.Summary(3, 3, 2, ""));
        assertThat(store.find(key, call())).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void afterAFailureNoFurtherDeletionBegins_andItIsThrown(int atOnce) {
        completed("old", 200);
        clock.advance(DAY.plus(HOUR));
        AtomicInteger deletions = new AtomicInteger();
        FaultPlan away = (method, request) ->
                method.equals("remove") && deletions.incrementAndGet() > 7 ? new Fault.FailBefore() : new Fault.None();
        RepairStore failing = FaultyStore.builder(store, away).build().store(RepairStore.class);
        assertThatThrownBy(() -> purger(failing, 100, 1_000).atOnce(atOnce).purge(HOUR, 1_000, false))
                .isInstanceOf(StoreException.class);
        assertThat(deletions).as("those under way").hasValueLessThanOrEqualTo(7 + atOnce);
    }

    @Test
    void aDryRunCounts_andTheNumberIsBoundedByAPage() throws Exception {
        completed("old", 50);
        clock.advance(DAY.plus(HOUR));
        assertThat(purger(store, 10, 1_000).atOnce(5).purge(HOUR, 1_000, true))
                .isEqualTo(new Purger.Summary(50, 50, 0, ""));
        assertThat(purger(store, 10, 1_000).atOnce(5).purge(HOUR, 15, false).deleted())
                .isEqualTo(20);
        assertThatThrownBy(() -> purger(store, 10, 1_000).atOnce(65)).isInstanceOf(IllegalArgumentException.class);
    }
}
