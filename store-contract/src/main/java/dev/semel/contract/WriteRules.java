// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules of writes after the claim and of their refusal: S3 and S5. */
abstract class WriteRules extends ContractRules {

    // ---- what each write leaves ----

    @Test
    void S5_aCompletionStoresTheResult() {
        InProgress mine = claimed();
        after(Duration.ofSeconds(1));
        Completed completed = completed(mine.claim().id(), RESULT);
        assertThat(completed)
                .isEqualTo(new Completed(mine.claim(), PAYLOAD, 2, RESULT, now(), ceilSecond(now().plus(WINDOW))));
        assertThat(found()).isEqualTo(completed);
    }

    @Test
    void S5_aReleaseKeepsWhoItWas() {
        InProgress mine = claimed();
        after(Duration.ofSeconds(1));
        Released released = released(mine.claim().id(), Certainty.NOT_EXECUTED);
        assertThat(released)
                .isEqualTo(new Released(
                        mine.claim(), PAYLOAD, 2, Certainty.NOT_EXECUTED, now(), RETENTION_END, List.of()));
        assertThat(found()).isEqualTo(released);
    }

    @Test
    void S5_aRenewalLengthensLeaseAndRetention() {
        InProgress mine = claimed();
        after(Duration.ofSeconds(20));
        InProgress renewed = (InProgress) applied(renew(mine.claim().id(), LEASE, RETENTION));
        assertThat(renewed.revision()).isEqualTo(2);
        assertThat(renewed.claim()).isEqualTo(mine.claim());
        assertThat(renewed.leaseExpiresAt()).isEqualTo(START.plusSeconds(50));
        assertThat(renewed.retainedUntil()).isEqualTo(RETENTION_END.plusSeconds(20));
        assertThat(found()).isEqualTo(renewed);
    }

    @Test
    void S5_aRenewalNeverShortens() {
        InProgress mine = claimed();
        WriteVerdict verdict = renew(mine.claim().id(), Duration.ofSeconds(1), Duration.ofSeconds(1));
        assertThat(applied(verdict)).isEqualTo(mine);
        assertThat(found()).isEqualTo(mine);
    }

    @Test
    void S5_aRenewalKeepsTheRetentionOverTheLease() {
        InProgress mine = claimed();
        InProgress renewed = (InProgress) applied(renew(mine.claim().id(), Duration.ofHours(3), Duration.ofSeconds(1)));
        assertThat(renewed.leaseExpiresAt()).isEqualTo(START.plus(Duration.ofHours(3)));
        assertThat(renewed.retainedUntil()).isEqualTo(ceilSecond(START.plus(Duration.ofHours(3))));
        assertThat(found()).isEqualTo(renewed);
    }

    @Test
    void S5_aQuarantineKeepsItsReason() {
        InProgress mine = claimed();
        after(Duration.ofSeconds(1));
        Quarantined parked = quarantined(mine.claim().id());
        assertThat(parked)
                .isEqualTo(new Quarantined(mine.claim(), PAYLOAD, 2, "the bank did not answer", now(), List.of()));
        assertThat(found()).isEqualTo(parked);
    }

    @Test
    void S5_aQuarantineIsResolvedWithAResult() {
        Quarantined parked = quarantined(claimed().claim().id());
        after(Duration.ofDays(30));
        Known resolved = applied(resolve(parked.claim().id(), withResult(RESULT)));
        assertThat(resolved)
                .isEqualTo(new Completed(parked.claim(), PAYLOAD, 3, RESULT, now(), ceilSecond(now().plus(WINDOW))));
        assertThat(found()).isEqualTo(resolved);
    }

    @Test
    void S5_aQuarantineIsResolvedToReExecute() {
        Quarantined parked = quarantined(claimed().claim().id());
        after(Duration.ofDays(30));
        Known resolved = applied(resolve(parked.claim().id(), reExecute()));
        assertThat(resolved)
                .isEqualTo(new Released(
                        parked.claim(),
                        PAYLOAD,
                        3,
                        Certainty.NOT_EXECUTED,
                        now(),
                        ceilSecond(now().plus(RETENTION)),
                        List.of()));
        assertThat(found()).isEqualTo(resolved);
    }

    // ---- until when the claimant may write ----

    @Test
    void S5_aLapsedLeaseStillCompletesWhileNobodyTookOver() {
        ClaimId id = newId();
        claimed(id);
        at(justBefore(RETENTION_END));
        assertThat(completed(id, RESULT)).isEqualTo(found());
    }

    @Test
    void S5_aLapsedLeaseMayBeRenewedReleasedOrQuarantinedWhileNobodyTookOver() {
        at(START);
        ClaimId id = newId();
        claimed(id);
        at(LEASE_END);
        InProgress renewed = (InProgress) applied(renew(id, LEASE, RETENTION));
        assertThat(renewed.leaseExpiresAt()).isEqualTo(LEASE_END.plus(LEASE));
        at(renewed.leaseExpiresAt());
        assertThat(quarantined(id)).isEqualTo(found());
    }

    @Test
    void S5_afterTheRetentionEveryWriteIsFenced() {
        InProgress mine = claimed();
        at(RETENTION_END);
        expectEveryWriteFenced(mine.claim().id(), mine);
    }

    // ---- who may write, and over what ----

    @Test
    void S5_onNothingEveryWriteIsFenced() {
        for (WriteRequest request : everyWrite(newId())) {
            assertThat(write(request)).isEqualTo(new WriteVerdict.Fenced(null));
            assertThat(store().find(key, call())).isEmpty();
        }
    }

    @Test
    void S5_aStrangersWriteIsFenced() {
        InProgress held = claimed();
        expectEveryWriteFenced(newId(), held);
    }

    @Test
    void S5_onceTakenOverEveryWriteOfTheFormerClaimantIsFenced() {
        ClaimId former = newId();
        claimed(former);
        at(LEASE_END);
        expectEveryWriteFenced(former, claimed());
    }

    @Test
    void S5_onceTakenOverAndCompletedEveryWriteOfTheFormerClaimantIsFenced() {
        ClaimId former = newId();
        claimed(former);
        at(LEASE_END);
        expectEveryWriteFenced(former, completed());
    }

    @Test
    void S5_onceReleasedNothingButTheSameReleaseApplies() {
        ClaimId id = newId();
        claimed(id);
        Released released = released(id, Certainty.NOT_STARTED);
        expectFenced(complete(id, RESULT), released);
        expectFenced(renew(id, LEASE, RETENTION), released);
        expectFenced(quarantine(id), released);
        expectFenced(release(id, Certainty.UNKNOWN), released);
        expectFenced(resolve(id, withResult(RESULT)), released);
        expectFenced(resolve(id, reExecute()), released);
    }

    @Test
    void S5_onceQuarantinedNothingButAResolutionApplies() {
        ClaimId id = newId();
        claimed(id);
        Quarantined parked = quarantined(id);
        expectFenced(complete(id, RESULT), parked);
        expectFenced(renew(id, LEASE, RETENTION), parked);
        expectFenced(release(id, Certainty.UNKNOWN), parked);
    }

    @Test
    void S5_aResolutionOfAnEarlierQuarantineIsFenced() {
        ClaimId former = newId();
        claimed(former);
        quarantined(former);
        applied(resolve(former, reExecute()));
        Quarantined later = quarantined(claimed().claim().id());
        expectFenced(resolve(former, reExecute()), later);
        expectFenced(resolve(former, withResult(RESULT)), later);
    }

    @Test
    void S5_aResolutionOfWhatIsInProgressIsFenced() {
        InProgress mine = claimed();
        expectFenced(resolve(mine.claim().id(), withResult(RESULT)), mine);
        expectFenced(resolve(mine.claim().id(), reExecute()), mine);
    }

    @Test
    void S3_aCompletedRecordNeverChanges() {
        Completed completed = completed();
        ClaimId id = completed.claim().id();
        expectFenced(complete(id, OTHER_RESULT), completed);
        expectFenced(renew(id, LEASE, RETENTION), completed);
        expectFenced(release(id, Certainty.UNKNOWN), completed);
        expectFenced(quarantine(id), completed);
        expectFenced(resolve(id, withResult(OTHER_RESULT)), completed);
        expectFenced(resolve(id, reExecute()), completed);
    }

    @Test
    void S3_aRepeatedCompletionDoesNotLengthenTheWindow() {
        Completed completed = completed();
        after(Duration.ofMinutes(5));
        assertThat(applied(complete(completed.claim().id(), RESULT))).isEqualTo(completed);
        assertThat(((Completed) found()).windowEndsAt()).isEqualTo(WINDOW_END);
    }

    // ---- what is known of earlier attempts accumulates ----

    @Test
    void S5_certaintyAccumulatesOverAttempts() {
        claimed();
        at(LEASE_END); // the first attempt is UNKNOWN from here on
        ClaimId second = newId();
        claimed(second);
        assertThat(released(second, Certainty.NOT_STARTED).certainty()).isEqualTo(Certainty.UNKNOWN);
        assertThat(claimed().earlier()).isEqualTo(Certainty.UNKNOWN);
    }

    @Test
    void S5_theLeastCertainOfTwoReleasesStays() {
        released(claimed().claim().id(), Certainty.NOT_EXECUTED);
        assertThat(released(claimed().claim().id(), Certainty.NOT_STARTED).certainty())
                .isEqualTo(Certainty.NOT_EXECUTED);
        assertThat(released(claimed().claim().id(), Certainty.UNKNOWN).certainty())
                .isEqualTo(Certainty.UNKNOWN);
    }

    @Test
    void S5_aResolutionToReExecuteClearsWhatWasUnknown() {
        claimed();
        at(LEASE_END);
        ClaimId id = newId();
        claimed(id);
        quarantined(id);
        applied(resolve(id, reExecute()));
        assertThat(claimed().earlier()).isEqualTo(Certainty.NOT_EXECUTED);
    }

    private void expectEveryWriteFenced(ClaimId id, IdempotencyRecord record) {
        for (WriteRequest request : everyWrite(id)) {
            expectFenced(write(request), record);
        }
    }

    private List<WriteRequest> everyWrite(ClaimId id) {
        return List.of(
                completion(id, OTHER_RESULT),
                new WriteRequest.Release(key, id, Certainty.UNKNOWN),
                new WriteRequest.Renew(key, id, LEASE, RETENTION),
                new WriteRequest.Quarantine(key, id, "unknown outcome"),
                new WriteRequest.Resolve(key, id, reExecute()),
                new WriteRequest.Resolve(key, id, withResult(OTHER_RESULT)));
    }

    private WriteVerdict write(WriteRequest request) {
        return RequestSender.write(store(), request, call());
    }
}
