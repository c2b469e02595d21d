// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Rules of the answers to repeated writes, after a lost reply or by a client's own retry: S6. */
abstract class RepetitionRules extends ContractRules {

    @Test
    void S6_aRepeatedCompletionIsRecognised() {
        Completed completed = completed();
        after(Duration.ofSeconds(3));
        expectRepeated(complete(completed.claim().id(), RESULT), completed);
    }

    @Test
    void S6_aRepeatedCompletionIsRecognisedAfterTheWindow() {
        Completed completed = completed();
        at(WINDOW_END);
        expectRepeated(complete(completed.claim().id(), RESULT), completed);
    }

    @Test
    void S6_aCompletionWithAnotherResultIsNoRepetition() {
        Completed completed = completed();
        expectFenced(complete(completed.claim().id(), OTHER_RESULT), completed);
    }

    @Test
    void S6_theSameResultFromAnotherClaimIsNoRepetition() {
        Completed completed = completed();
        expectFenced(complete(newId(), RESULT), completed);
    }

    @Test
    void S6_aRepeatedReleaseIsRecognised() {
        ClaimId id = newId();
        claimed(id);
        Released released = released(id, Certainty.NOT_EXECUTED);
        after(Duration.ofSeconds(3));
        expectRepeated(release(id, Certainty.NOT_EXECUTED), released);
    }

    @Test
    void S6_aReleaseThatSaysNoMoreIsARepetition() {
        ClaimId id = newId();
        claimed(id);
        Released released = released(id, Certainty.UNKNOWN);
        expectRepeated(release(id, Certainty.NOT_STARTED), released);
    }

    @Test
    void S6_aRepeatedReleaseIsRecognisedWhenEarlierAttemptsAreLessCertain() {
        claimed();
        at(LEASE_END);
        ClaimId id = newId();
        claimed(id);
        Released released = released(id, Certainty.NOT_STARTED);
        expectRepeated(release(id, Certainty.NOT_STARTED), released);
    }

    @Test
    void S6_aRepeatedReleaseIsRecognisedAfterTheRetention() {
        ClaimId id = newId();
        claimed(id);
        Released released = released(id, Certainty.NOT_EXECUTED);
        at(RETENTION_END);
        expectRepeated(release(id, Certainty.NOT_EXECUTED), released);
    }

    @Test
    void S6_aRepeatedRenewalIsRecognised() {
        ClaimId id = newId();
        claimed(id);
        after(Duration.ofSeconds(5));
        InProgress renewed = (InProgress) applied(renew(id, LEASE, RETENTION));
        expectRepeated(renew(id, LEASE, RETENTION), renewed);
    }

    @Test
    void S6_aRepeatedQuarantineIsRecognisedAndKeepsTheFirstReason() {
        ClaimId id = newId();
        claimed(id);
        Quarantined parked = quarantined(id);
        after(Duration.ofDays(400));
        var other = new WriteRequest.Quarantine(key, id, "another reason");
        expectRepeated(store().quarantine(other, call()), parked);
    }

    @Test
    void S6_aRepeatedResolutionWithAResultIsRecognised() {
        ClaimId id = newId();
        claimed(id);
        quarantined(id);
        Known resolved = applied(resolve(id, withResult(RESULT)));
        after(Duration.ofSeconds(3));
        expectRepeated(resolve(id, withResult(RESULT)), resolved);
    }

    @Test
    void S6_aRepeatedResolutionToReExecuteIsRecognised() {
        ClaimId id = newId();
        claimed(id);
        quarantined(id);
        Known resolved = applied(resolve(id, reExecute()));
        after(Duration.ofSeconds(3));
        expectRepeated(resolve(id, reExecute()), resolved);
    }

    @Test
    void S6_aLateDuplicateNeverReachesTheNextClaim() {
        ClaimId former = newId();
        claimed(former);
        released(former, Certainty.NOT_EXECUTED);
        InProgress next = claimed();
        expectFenced(release(former, Certainty.NOT_EXECUTED), next);
        expectFenced(renew(former, LEASE, RETENTION), next);
        expectFenced(complete(former, RESULT), next);
        expectFenced(quarantine(former), next);
    }

    @Test
    void S6_aLateCompletionNeverReachesTheRecordAfterItsWindow() {
        Completed completed = completed();
        at(WINDOW_END);
        InProgress next = claimed();
        expectFenced(complete(completed.claim().id(), RESULT), next);
    }

    private void expectRepeated(WriteVerdict verdict, Known record) {
        assertThat(applied(verdict)).isEqualTo(record);
        assertThat(found()).isEqualTo(record);
    }
}
