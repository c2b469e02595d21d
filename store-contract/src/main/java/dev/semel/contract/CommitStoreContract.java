// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.Claim;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.CommitRequest;
import dev.semel.model.CommitVerdict;
import dev.semel.model.CommitVerdict.Answered;
import dev.semel.model.CommitVerdict.Committed;
import dev.semel.model.CommitVerdict.TakeOverNeeded;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.CommitStore;
import dev.semel.store.StoreCall;
import dev.semel.testkit.AtOnce;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The contract of a {@link CommitStore} beyond the {@link StoreContract}: record and effects are written together, or
 * neither is. Extend it and provide effects whose marks the tests can count.
 *
 * @param <W> the effects, in the store's own terms
 */
public abstract class CommitStoreContract<W> extends ContractRules {

    private final String mark = "mark-" + UUID.randomUUID();

    /** Creates a contract; JUnit creates one for each test. */
    protected CommitStoreContract() {}

    /** {@return the store under test, empty or shared with other tests; the same one each time within a test} */
    @Override
    protected abstract CommitStore<W> store();

    /**
     * {@return effects that add one to the count named {@code mark}}
     *
     * @param mark the name of the count
     */
    protected abstract W effects(String mark);

    /**
     * {@return effects that would add one to the count named {@code mark}, but that the database refuses as a whole}
     *
     * @param mark the name of the count
     */
    protected abstract W refusedEffects(String mark);

    /**
     * Deletes the key's record physically; see {@link StoreContract#purge}.
     *
     * @param key the key of the record
     * @param now the moment of the test
     */
    protected abstract void purge(IdempotencyKey key, Instant now);

    /**
     * {@return the count named {@code mark}: how often its effects were applied; 0 at first}
     *
     * @param mark the name of the count
     */
    protected abstract int count(String mark);

    // ---- commit ----

    @Test
    void S7_aCommitOverNothingStoresResultAndEffects() {
        ClaimId id = newId();
        CommitVerdict verdict = commit(id, PAYLOAD, false);
        long fence = START.toEpochMilli();
        Completed expected =
                new Completed(new Claim(id, fence, 1, fence, START, SOURCE), PAYLOAD, 1, RESULT, START, WINDOW_END);
        expectCommitted(verdict, expected, 1);
    }

    @Test
    void S7_refusedEffectsLeaveNoRecord() {
        assertThatThrownBy(() -> store().commit(request(newId(), PAYLOAD, false), refusedEffects(mark), call()))
                .isNotNull();
        assertThat(store().find(key, call())).isEmpty();
        assertThat(count(mark)).isZero();
    }

    @Test
    void S7_afterRefusedEffectsTheKeyIsFree() {
        ClaimId id = newId();
        assertThatThrownBy(() -> store().commit(request(id, PAYLOAD, false), refusedEffects(mark), call()))
                .isNotNull();
        assertThat(commit(id, PAYLOAD, false)).isInstanceOf(Committed.class);
        assertThat(count(mark)).isEqualTo(1);
    }

    @Test
    void S1_ofConcurrentCommitsExactlyOneMakesItsEffects() {
        List<ClaimId> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ids.add(newId());
        }
        List<CommitVerdict> verdicts = AtOnce.map(ids, id -> commit(id, PAYLOAD, false));
        assertThat(verdicts).filteredOn(Committed.class::isInstance).hasSize(1);
        assertThat(verdicts).filteredOn(Answered.class::isInstance).hasSize(5);
        assertThat(count(mark)).isEqualTo(1);
    }

    @Test
    void S3_aCommitInsideTheWindowIsAnsweredWithTheResult() {
        Completed completed = completed();
        expectRefused(commit(newId(), PAYLOAD, true), new Answered(new ClaimVerdict.Completed(completed)), completed);
    }

    @Test
    void S9_aCommitAfterTheWindowStartsFromNothing() {
        Completed before = completed();
        at(WINDOW_END);
        Completed next = ((Committed) commit(newId(), PAYLOAD, false)).record();
        assertThat(next.claim().attempt()).isEqualTo(1);
        assertThat(next.claim().fence()).isGreaterThan(before.claim().fence());
        assertThat(next.claim().generation()).isEqualTo(next.claim().fence());
        assertThat(next.revision()).isEqualTo(before.revision() + 1);
        assertThat(count(mark)).isEqualTo(1);
    }

    @Test
    void S2_aCommitNeverOverridesALiveLease() {
        InProgress held = claimed();
        at(justBefore(LEASE_END));
        expectRefused(commit(newId(), PAYLOAD, true), new Answered(new ClaimVerdict.InProgress(held)), held);
    }

    @Test
    void S2_aCommitOverALapsedLeaseNeedsATakeOver() {
        InProgress lapsed = claimed();
        at(LEASE_END);
        expectRefused(commit(newId(), PAYLOAD, false), new TakeOverNeeded(lapsed), lapsed);
    }

    @Test
    void S2_aCommitOverAReleasedClaimNeedsATakeOver() {
        Released released = released(claimed().claim().id(), Certainty.NOT_STARTED);
        expectRefused(commit(newId(), PAYLOAD, false), new TakeOverNeeded(released), released);
    }

    @Test
    void S2_aCommitMayTakeOverALapsedLease() {
        InProgress lapsed = claimed();
        at(LEASE_END);
        ClaimId id = newId();
        Completed committed = ((Committed) commit(id, PAYLOAD, true)).record();
        assertThat(committed.claim())
                .isEqualTo(new Claim(
                        id, LEASE_END.toEpochMilli(), 2, lapsed.claim().generation(), LEASE_END, SOURCE));
        assertThat(found()).isEqualTo(committed);
        assertThat(count(mark)).isEqualTo(1);
        expectFenced(complete(lapsed.claim().id(), RESULT), committed);
    }

    @Test
    void S2_aCommitMayTakeOverAReleasedClaim() {
        Released released = released(claimed().claim().id(), Certainty.NOT_STARTED);
        Completed committed = ((Committed) commit(newId(), PAYLOAD, true)).record();
        assertThat(committed.claim().fence()).isEqualTo(released.claim().fence() + 1);
        assertThat(committed.revision()).isEqualTo(released.revision() + 1);
        assertThat(count(mark)).isEqualTo(1);
    }

    @Test
    void S5_aCommitNeverEndsAQuarantine() {
        Quarantined parked = quarantined(claimed().claim().id());
        expectRefused(commit(newId(), PAYLOAD, true), new Answered(new ClaimVerdict.Quarantined(parked)), parked);
    }

    @Test
    void S2_aCommitNeverOverridesRecoveryPoints() {
        InProgress mine = claimed();
        WriteVerdict reached = store().checkpoint(checkpoint(mine.claim().id()), effects(mark), call());
        IdempotencyRecord record = applied(reached);
        at(LEASE_END);
        assertThat(commit(newId(), PAYLOAD, true)).isEqualTo(new TakeOverNeeded((InProgress) record));
        assertThat(found()).isEqualTo(record);
        assertThat(count(mark)).isEqualTo(1);
    }

    @Test
    void S6_aRepeatedCommitIsRecognisedAndMakesNoEffectsAgain() {
        ClaimId id = newId();
        Completed committed = ((Committed) commit(id, PAYLOAD, false)).record();
        after(Duration.ofSeconds(3));
        expectCommitted(commit(id, PAYLOAD, false), committed, 1);
        at(WINDOW_END);
        expectCommitted(commit(id, PAYLOAD, false), committed, 1);
    }

    @Test
    void S6_aCommitUnderTheIdOfAClaimIsSpent() {
        InProgress mine = claimed();
        expectRefused(commit(mine.claim().id(), PAYLOAD, true), new Answered(new ClaimVerdict.Spent(mine)), mine);
    }

    @Test
    void S11_aCommitOfAnotherPayloadIsAMismatch() {
        InProgress lapsed = claimed();
        at(LEASE_END);
        expectRefused(commit(newId(), OTHER_PAYLOAD, true), new Answered(new ClaimVerdict.Mismatch(lapsed)), lapsed);
        expectRefused(
                commit(newId(), OTHER_ALGORITHM, true), new Answered(new ClaimVerdict.Unverifiable(lapsed)), lapsed);
    }

    // ---- checkpoints with effects ----

    @Test
    void S7_aCheckpointMakesItsEffectsOnce() {
        InProgress mine = claimed();
        WriteRequest.Checkpoint request = checkpoint(mine.claim().id());
        IdempotencyRecord reached = applied(store().checkpoint(request, effects(mark), call()));
        assertThat(reached).isEqualTo(found());
        assertThat(applied(store().checkpoint(request, effects(mark), call()))).isEqualTo(reached);
        assertThat(count(mark)).isEqualTo(1);
    }

    @Test
    void S5_aFencedCheckpointMakesNoEffects() {
        InProgress mine = claimed();
        WriteVerdict verdict = store().checkpoint(checkpoint(newId()), effects(mark), call());
        expectFenced(verdict, mine);
        assertThat(count(mark)).isZero();
    }

    @Test
    void S7_aCheckpointWhoseEffectsAreRefusedLeavesTheRecordAsItWas() {
        InProgress mine = claimed();
        assertThatThrownBy(() -> store().checkpoint(checkpoint(mine.claim().id()), refusedEffects(mark), call()))
                .isNotNull();
        assertThat(found()).isEqualTo(mine);
        assertThat(count(mark)).isZero();
    }

    // ---- random histories with commits ----

    /** Random histories that contain commits. */
    @Nested
    final class Histories extends HistoryRules {
        @Override
        protected CommitStore<W> store() {
            return CommitStoreContract.this.store();
        }

        @Override
        Subject subject() {
            return subject((request, call) -> store().commit(request, effects(mark), call));
        }

        @Override
        List<HistoryGenerator.Ability> abilities() {
            return Stream.concat(super.abilities().stream(), Stream.of(HistoryGenerator.Ability.COMMITS))
                    .toList();
        }

        /** Compares with the protocol as for every store, and counts the effects of each commit besides. */
        @Test
        @Override
        void S7_everyCallOfARandomHistoryIsATransition() {
            Map<ClaimId, Integer> applied = new HashMap<>();
            takeHistories(subject((request, call) -> {
                String own = mark + request.claimId();
                Optional<IdempotencyRecord> before = store().find(request.key(), call);
                CommitVerdict verdict = store().commit(request, effects(own), call);
                boolean isNew = verdict instanceof Committed made && !before.equals(Optional.of(made.record()));
                int times = applied.merge(request.claimId(), isNew ? 1 : 0, Integer::sum);
                assertThat(count(own)).as("effects of %s", request).isEqualTo(times);
                return verdict;
            }));
        }

        private Subject subject(BiFunction<CommitRequest, StoreCall, CommitVerdict> commit) {
            return new Subject(store(), CommitStoreContract.this::purge, commit);
        }
    }

    private CommitVerdict commit(ClaimId id, Fingerprint fingerprint, boolean takeOver) {
        return store().commit(request(id, fingerprint, takeOver), effects(mark), call());
    }

    private CommitRequest request(ClaimId id, Fingerprint fingerprint, boolean takeOver) {
        return new CommitRequest(
                key, id, fingerprint, FingerprintPolicy.REFUSE_INCOMPARABLE, RESULT, WINDOW, takeOver, SOURCE);
    }

    private WriteRequest.Checkpoint checkpoint(ClaimId id) {
        return new WriteRequest.Checkpoint(key, id, new RecoveryPoint("charge", Blob.utf8("payment 7"), 1, now()));
    }

    private void expectCommitted(CommitVerdict verdict, Completed record, int effects) {
        assertThat(verdict).isEqualTo(new Committed(record));
        assertThat(found()).isEqualTo(record);
        assertThat(count(mark)).isEqualTo(effects);
    }

    /** Expects the verdict of a commit, and that neither record nor effects changed. */
    private void expectRefused(CommitVerdict answer, CommitVerdict verdict, IdempotencyRecord record) {
        assertThat(answer).isEqualTo(verdict);
        assertThat(found()).isEqualTo(record);
        assertThat(count(mark)).isZero();
    }
}
