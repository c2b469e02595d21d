// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Unreadable;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.BatchAnswer;
import dev.semel.store.BatchStore;
import dev.semel.store.CheckpointStore;
import dev.semel.store.IdempotencyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The contract of a store that encodes its records, for a record that a later version wrote: S12, fail closed. Extend
 * it with the methods that plant such a record.
 */
public abstract class FormatContract extends ContractRules {

    /** Creates a contract; JUnit creates one for each test. */
    protected FormatContract() {}

    /** {@return the store under test, empty or shared with other tests; the same one each time within a test} */
    @Override
    protected abstract IdempotencyStore store();

    /**
     * Writes a record for the key, bypassing the store, with a format version that the store does not know. In all else
     * it must be a record as the store writes it, long completed and past its window at {@code now}, so that only its
     * version prevents a claim. A store with several kinds of foreign records plants the most misleading one.
     *
     * @param key the key of the record
     * @param now the moment of the test
     */
    protected abstract void plantUnknownFormat(IdempotencyKey key, Instant now);

    @BeforeEach
    final void plant() {
        plantUnknownFormat(key, START);
    }

    @Test
    void S12_aRecordOfAnUnknownFormatIsFoundUnreadable() {
        assertThat(found()).isInstanceOf(Unreadable.class);
    }

    @Test
    void S12_aRecordOfAnUnknownFormatIsNeverClaimed() {
        for (Instant moment : List.of(START, LEASE_END, WINDOW_END, START.plus(Duration.ofDays(3650)))) {
            at(moment);
            IdempotencyRecord before = found();
            assertThat(claim(newId())).isEqualTo(new ClaimVerdict.Unreadable((Unreadable) before));
            assertThat(found()).isEqualTo(before);
        }
    }

    @Test
    void S12_aRecordOfAnUnknownFormatIsNeverClaimedInABatch() {
        if (store() instanceof BatchStore batches) {
            Unreadable before = (Unreadable) found();
            assertThat(batches.claimAll(List.of(claimRequest(newId(), PAYLOAD)), call()))
                    .isEqualTo(List.of(new BatchAnswer.Decided<>(new ClaimVerdict.Unreadable(before))));
            assertThat(found()).isEqualTo(before);
        }
    }

    @Test
    void S12_aRecordOfAnUnknownFormatFencesEveryWrite() {
        IdempotencyRecord before = found();
        ClaimId id = newId();
        for (WriteVerdict verdict : List.of(
                complete(id, RESULT),
                release(id, Certainty.UNKNOWN),
                renew(id, LEASE, RETENTION),
                quarantine(id),
                resolve(id, reExecute()),
                resolve(id, withResult(RESULT)))) {
            expectFenced(verdict, before);
        }
        assertThat(before).isInstanceOf(Unreadable.class);
    }

    @Test
    void S12_aRecordOfAnUnknownFormatFencesACheckpoint() {
        if (store() instanceof CheckpointStore keeping) {
            RecoveryPoint point = new RecoveryPoint("charge", Blob.utf8("payment 7"), 1, START);
            expectFenced(keeping.checkpoint(new WriteRequest.Checkpoint(key, newId(), point), call()), found());
        }
    }
}
