// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.store.CheckpointStore;
import dev.semel.store.RepairStore;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The contract of a {@link RepairStore} beyond the {@link StoreContract}: a change of an operator applies to the record
 * that was seen, or to nothing. Extend it with the one method.
 */
public abstract class RepairStoreContract extends ContractRules {

    private static final StoredResult.Missing ERASED = StoredResult.Missing.unencodable("erased");
    private static final StoredResult LARGE = new StoredResult.Success(Blob.of(new byte[5000]));

    /** Creates a contract; JUnit creates one for each test. */
    protected RepairStoreContract() {}

    /** {@return the store under test, empty or shared with other tests; the same one each time within a test} */
    @Override
    protected abstract RepairStore store();

    @Test
    void S8_aRecordIsReadByItsId() {
        assertThat(store().read(key.recordId(), call())).isEmpty();
        InProgress mine = claimed();
        assertThat(store().read(key.recordId(), call())).contains(mine);
        Completed done = completed(mine.claim().id(), LARGE);
        assertThat(store().read(key.recordId(), call())).contains(done);
    }

    @Test
    void S5_aLapsedClaimIsReleasedAndCanBeTakenOver() {
        InProgress lapsed = withPoints(claimed());
        at(LEASE_END);
        Released next = released(lapsed);
        assertThat(replace(lapsed, next)).isTrue();
        assertThat(found()).isEqualTo(next);
        InProgress taken = claimed();
        assertThat(taken.recoveryPoints()).isEqualTo(next.recoveryPoints());
        assertThat(taken.claim().attempt()).isEqualTo(2);
    }

    @Test
    void S5_eachWriteSinceTheRecordWasSeenDefeatsTheChange() {
        InProgress seen = claimed();
        ClaimId id = seen.claim().id();
        at(LEASE_END);
        applied(renew(id, LEASE, RETENTION)); // the same claim id and fence: only the revision tells
        expectDefeated(seen);
        after(LEASE);
        InProgress taken = claimed();
        expectDefeated(seen);
        completed(taken.claim().id(), RESULT);
        expectDefeated(seen);
    }

    @Test
    void S6_aRepeatedChangeIsRecognised() {
        InProgress lapsed = claimed();
        at(LEASE_END);
        Released next = released(lapsed);
        assertThat(replace(lapsed, next)).isTrue();
        assertThat(replace(lapsed, next)).isTrue();
        assertThat(found()).isEqualTo(next);
        Completed other = erased(lapsed);
        assertThat(replace(lapsed, other)).isFalse();
        assertThat(found()).isEqualTo(next);
    }

    @Test
    void S12_anErasedResultIsMissingAndAnswersEveryDuplicate() {
        Completed done = completed(claimed().claim().id(), LARGE);
        Completed next = new Completed(
                done.claim(), PAYLOAD, done.revision() + 1, ERASED, done.completedAt(), done.windowEndsAt());
        assertThat(replace(done, next)).isTrue();
        assertThat(claim(newId())).isEqualTo(new dev.semel.model.ClaimVerdict.Completed(next));
        assertThat(found()).isEqualTo(next);
    }

    @Test
    void S12_anErasureDropsRecoveryPoints() {
        InProgress lapsed = withPoints(claimed());
        at(LEASE_END);
        Completed next = erased(lapsed);
        assertThat(replace(lapsed, next)).isTrue();
        assertThat(found()).isEqualTo(next);
    }

    @Test
    void S10_aResultIsStoredByteForByte() {
        Known parked = quarantined(withPoints(claimed()).claim().id());
        for (StoredResult result : List.of(RESULT, LARGE, new StoredResult.Success(null))) {
            Completed next = new Completed(parked.claim(), PAYLOAD, parked.revision() + 1, result, now(), WINDOW_END);
            assertThat(replace(parked, next)).isTrue();
            assertThat(found()).isEqualTo(next);
            assertThat(store().remove(new RepairStore.Removal(key.recordId(), next), call()))
                    .isTrue();
            parked = quarantined(claimed().claim().id());
        }
    }

    @Test
    void S9_aRemovedRecordIsAbsent() {
        Completed done = completed(claimed().claim().id(), LARGE);
        RepairStore.Removal removal = new RepairStore.Removal(key.recordId(), done);
        assertThat(store().remove(removal, call())).isTrue();
        assertThat(store().find(key, call())).isEmpty();
        assertThat(store().remove(removal, call())).as("a repetition").isTrue();
        InProgress anew = claimed();
        assertThat(anew.claim().attempt()).isEqualTo(1);
        assertThat(store().remove(removal, call())).isFalse();
        assertThat(found()).isEqualTo(anew);
    }

    @Test
    void S5_nothingIsChangedWhereNothingIs() {
        InProgress other = claimed();
        String nowhere = freshKey("nowhere").recordId();
        assertThat(store().replace(new RepairStore.Replacement(nowhere, other, erased(other)), call()))
                .isFalse();
        assertThat(store().read(nowhere, call())).isEmpty();
    }

    private void expectDefeated(InProgress seen) {
        IdempotencyRecord there = found();
        assertThat(replace(seen, released(seen))).isFalse();
        assertThat(replace(seen, erased(seen))).isFalse();
        assertThat(store().remove(new RepairStore.Removal(key.recordId(), seen), call()))
                .isFalse();
        assertThat(found()).isEqualTo(there);
    }

    private boolean replace(Known seen, Known next) {
        return store().replace(new RepairStore.Replacement(key.recordId(), seen, next), call());
    }

    private Released released(InProgress seen) {
        return new Released(
                seen.claim(),
                PAYLOAD,
                seen.revision() + 1,
                Certainty.UNKNOWN,
                now(),
                seen.retainedUntil(),
                seen.recoveryPoints());
    }

    private Completed erased(InProgress seen) {
        return new Completed(seen.claim(), PAYLOAD, seen.revision() + 1, ERASED, now(), seen.retainedUntil());
    }

    /** {@return the record with a small and a large recovery point, if the store keeps any} */
    private InProgress withPoints(InProgress mine) {
        InProgress latest = mine;
        if (store() instanceof CheckpointStore keeping) {
            for (RecoveryPoint point : List.of(
                    new RecoveryPoint("charged", Blob.utf8("{}"), 1, now()),
                    new RecoveryPoint("mailed", Blob.of(new byte[5000]), 1, now()))) {
                latest = (InProgress) applied(keeping.checkpoint(
                        new WriteRequest.Checkpoint(key, mine.claim().id(), point), call()));
            }
        }
        return latest;
    }
}
