// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.model.Blob;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.store.BatchStore;
import dev.semel.store.CheckpointStore;
import dev.semel.store.CommitStore;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.InMemoryStore;
import dev.semel.store.ListingStore;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultyStoreTest {

    private static final Instant START = Instant.parse("2100-01-01T00:00:00.250Z");
    private static final IdempotencyKey KEY = IdempotencyKey.of("charge", "order-1");

    private final InMemoryStore memory = new InMemoryStore();
    private final RecordingStore behind = RecordingStore.over(memory);
    private final CountingClaimIds ids = CountingClaimIds.ofSeries(1);
    private final ManualClock clock = ManualClock.at(START);

    @Test
    void withoutFaultsACallIsPassedOn() {
        FaultyStore faulty = faulty(new Fault.None());
        assertThat(claim(faulty.store())).isInstanceOf(ClaimVerdict.Claimed.class);
        assertThat(behind.methods()).containsExactly("claim");
        assertThat(faulty.store().name()).isEqualTo("InMemoryStore");
    }

    @Test
    void aFailureBeforeTheCallAppliesNothing() {
        FaultyStore faulty = faulty(new Fault.FailBefore());
        expect(StoreException.Reason.UNAVAILABLE, () -> claim(faulty.store()));
        assertThat(behind.calls()).isEmpty();
    }

    @Test
    void aRefusalAppliesNothing() {
        FaultyStore faulty = faulty(new Fault.Refuse());
        expect(StoreException.Reason.REFUSED, () -> claim(faulty.store()));
        assertThat(behind.calls()).isEmpty();
    }

    @Test
    void aLostReplyLeavesTheCallApplied() {
        FaultyStore faulty = faulty(new Fault.LoseReply());
        expect(StoreException.Reason.UNAVAILABLE, () -> claim(faulty.store()));
        assertThat(memory.find(KEY, callAt(START))).isPresent();
    }

    @Test
    void aFailureAfterTheCallLeavesItApplied() {
        FaultyStore faulty = faulty(new Fault.FailAfter());
        assertThatThrownBy(() -> claim(faulty.store())).isInstanceOf(IllegalStateException.class);
        assertThat(memory.find(KEY, callAt(START))).isPresent();
    }

    @Test
    void aDelayPassesInTheTimeOfTheClock() {
        FaultyStore faulty = faulty(new Fault.Delay(Duration.ofSeconds(2), Duration.ofSeconds(3)));
        assertThat(claim(faulty.store())).isInstanceOf(ClaimVerdict.Claimed.class);
        assertThat(clock.waits()).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(3));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(5));
        assertThat(behind.calls().get(0).call().now()).isEqualTo(START);
    }

    @Test
    void aDuplicateReachesTheStoreAtOnceAndItsAnswerNobody() {
        FaultyStore faulty = faulty(new Fault.Duplicate());
        ClaimVerdict verdict = claim(faulty.store());
        assertThat(behind.methods()).containsExactly("claim", "claim");
        assertThat(behind.calls().get(0).answer()).hasValue(verdict);
        assertThat(behind.calls().get(1).request())
                .isEqualTo(behind.calls().get(0).request());
    }

    @Test
    void aLateDuplicateReachesTheStoreWhenItIsSent() {
        FaultyStore faulty = faulty(new Fault.DuplicateLater());
        claim(faulty.store());
        assertThat(behind.methods()).containsExactly("claim");
        assertThat(faulty.sendLateDuplicates()).isEqualTo(1);
        assertThat(behind.methods()).containsExactly("claim", "claim");
        assertThat(behind.calls().get(1).call()).isEqualTo(behind.calls().get(0).call());
        assertThat(faulty.sendLateDuplicates()).isZero();
    }

    @Test
    void afterTheScriptNothingGoesWrong() {
        FaultyStore faulty = faulty(new Fault.FailBefore(), new Fault.LoseReply());
        expect(StoreException.Reason.UNAVAILABLE, () -> claim(faulty.store()));
        expect(StoreException.Reason.UNAVAILABLE, () -> claim(faulty.store()));
        assertThat(claim(faulty.store())).isInstanceOf(ClaimVerdict.InProgress.class);
    }

    @Test
    void aPlanMayNameTheCall() {
        FaultyStore faulty = FaultyStore.builder(behind.store(), FaultPlan.onCall(2, new Fault.FailBefore()))
                .build();
        claim(faulty.store());
        expect(StoreException.Reason.UNAVAILABLE, () -> claim(faulty.store()));
        claim(faulty.store());
        assertThat(behind.methods()).hasSize(2);
    }

    @Test
    void aSeedMeansOneSequenceOfFaults() {
        assertThat(faultsOf(7)).isEqualTo(faultsOf(7)).contains(new Fault.FailBefore(), new Fault.None());
        assertThat(faultsOf(7)).isNotEqualTo(faultsOf(8));
    }

    @Test
    void aCrashBeforeTheCallNeverReturnsAndAppliesNothing() throws InterruptedException {
        List<String> seen = new ArrayList<>();
        try (CrashPoint process = new CrashPoint()) {
            FaultyStore faulty = crashing(new Fault.CrashBefore(), process);
            CrashPoint.Fate<?> fate = process.run(() -> claimAndTell(faulty.store(), seen));
            assertThat(fate).isInstanceOf(CrashPoint.Fate.Crashed.class);
            assertThat(behind.calls()).isEmpty();
            assertThat(seen).as("no catch and no finally ran").isEmpty();
        }
    }

    @Test
    void aCrashAfterTheCallLeavesItApplied() throws InterruptedException {
        List<String> seen = new ArrayList<>();
        try (CrashPoint process = new CrashPoint()) {
            FaultyStore faulty = crashing(new Fault.CrashAfter(), process);
            CrashPoint.Fate<?> fate = process.run(() -> claimAndTell(faulty.store(), seen));
            assertThat(fate).isInstanceOf(CrashPoint.Fate.Crashed.class);
            assertThat(memory.find(KEY, callAt(START))).isPresent();
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void aCrashedProcessCallsNoMoreAlsoWhenItUnwinds() throws InterruptedException {
        List<String> seen = new ArrayList<>();
        CrashPoint process = new CrashPoint();
        FaultyStore faulty = crashing(new Fault.CrashBefore(), process);
        assertThat(process.run(() -> claimAndTell(faulty.store(), seen))).isInstanceOf(CrashPoint.Fate.Crashed.class);
        assertThat(process.run(() -> claim(faulty.store()))).isInstanceOf(CrashPoint.Fate.Crashed.class);
        process.close();
        assertThat(seen).containsExactly("unwound");
        assertThat(behind.calls()).isEmpty();
        assertThatThrownBy(() -> claim(faulty.store())).isInstanceOf(Error.class);
    }

    @Test
    void workThatEndsIsReported() throws InterruptedException {
        try (CrashPoint process = new CrashPoint()) {
            assertThat(process.run(() -> 42)).isEqualTo(new CrashPoint.Fate.Returned<>(42));
            IllegalStateException failure = new IllegalStateException("no");
            CrashPoint.Fate<Integer> fate = process.run(() -> {
                throw failure;
            });
            assertThat(fate).isEqualTo(new CrashPoint.Fate.Threw<>(failure));
            assertThat(process.isCrashed()).isFalse();
        }
    }

    @Test
    void aDecoratedStoreHasTheAbilitiesOfTheStoreBehindIt() {
        FaultyStore all = FaultyStore.builder(memory, FaultPlan.none()).build();
        assertThat(all.store())
                .isInstanceOf(CheckpointStore.class)
                .isInstanceOf(BatchStore.class)
                .isInstanceOf(CommitStore.class)
                .isInstanceOf(ListingStore.class);
        FaultyStore few = FaultyStore.builder(new CheckpointsOnlyStore(), FaultPlan.none())
                .build();
        assertThat(few.store(CheckpointStore.class)).isSameAs(few.store());
        assertThat(few.store()).isNotInstanceOf(BatchStore.class);
        assertThatThrownBy(() -> few.store(BatchStore.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("CheckpointsOnlyStore is no BatchStore");
    }

    @Test
    void aRecordingNotesAnswersAndFailuresInOrder() {
        FaultyStore faulty = faulty(new Fault.FailBefore());
        RecordingStore front = RecordingStore.over(faulty.store());
        expect(StoreException.Reason.UNAVAILABLE, () -> claim(front.store()));
        ClaimVerdict verdict = claim(front.store());
        assertThat(front.calls().get(0).failure()).containsInstanceOf(StoreException.class);
        assertThat(front.calls().get(0).answer()).isEmpty();
        assertThat(front.calls().get(1).answer()).hasValue(verdict);
        front.clear();
        assertThat(front.methods()).isEmpty();
    }

    private FaultyStore faulty(Fault... faults) {
        return FaultyStore.builder(behind.store(), FaultPlan.script(faults))
                .waiting(clock)
                .build();
    }

    private FaultyStore crashing(Fault crash, CrashPoint process) {
        return FaultyStore.builder(behind.store(), FaultPlan.script(crash))
                .crashPoint(process)
                .build();
    }

    private ClaimVerdict claim(IdempotencyStore store) {
        ClaimId id = ids.next();
        return store.claim(
                new ClaimRequest(
                        KEY,
                        id,
                        Fingerprint.sha256("sha256-testkit", Blob.utf8("payload")),
                        FingerprintPolicy.REFUSE_INCOMPARABLE,
                        Duration.ofSeconds(30),
                        Duration.ofHours(1),
                        "testkit"),
                callAt(clock.instant()));
    }

    private ClaimVerdict claimAndTell(IdempotencyStore store, List<String> seen) {
        try {
            ClaimVerdict verdict = claim(store);
            seen.add("returned");
            return verdict;
        } finally {
            try {
                claim(store); // what a finally still tries is dropped
                seen.add("called");
            } finally {
                seen.add("unwound");
            }
        }
    }

    private static List<Fault> faultsOf(long seed) {
        FaultPlan plan = FaultPlan.random(seed, 0.5, List.of(new Fault.FailBefore(), new Fault.LoseReply()));
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            faults.add(plan.next("claim", "request"));
        }
        return faults;
    }

    private static void expect(StoreException.Reason reason, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static StoreCall callAt(Instant moment) {
        return new StoreCall(moment, Duration.ofSeconds(30));
    }
}
