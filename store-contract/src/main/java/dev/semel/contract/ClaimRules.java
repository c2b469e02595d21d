// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.testkit.AtOnce;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules of the answers to claims: S1, S2, S3, S6 and S11. */
abstract class ClaimRules extends ContractRules {

    private static final int RIVALS = 8;

    // ---- S1: of concurrent claims exactly one wins ----

    @Test
    void S1_ofConcurrentFirstClaimsExactlyOneWins() {
        expectOneWinner(claimAtOnce());
    }

    @Test
    void S1_ofConcurrentTakeOversOfALapsedLeaseExactlyOneWins() {
        claimed();
        at(LEASE_END);
        expectOneWinner(claimAtOnce());
    }

    @Test
    void S1_ofConcurrentTakeOversOfAReleasedClaimExactlyOneWins() {
        released(claimed().claim().id(), Certainty.NOT_EXECUTED);
        expectOneWinner(claimAtOnce());
    }

    @Test
    void S1_ofConcurrentClaimsAfterTheWindowExactlyOneWins() {
        completed();
        at(WINDOW_END);
        expectOneWinner(claimAtOnce());
    }

    private List<ClaimVerdict> claimAtOnce() {
        List<ClaimRequest> requests = new ArrayList<>();
        for (int i = 0; i < RIVALS; i++) {
            requests.add(claimRequest(newId(), PAYLOAD));
        }
        return AtOnce.map(requests, request -> store().claim(request, call()));
    }

    private void expectOneWinner(List<ClaimVerdict> verdicts) {
        List<InProgress> winners = verdicts.stream()
                .filter(ClaimVerdict.Claimed.class::isInstance)
                .map(verdict -> ((ClaimVerdict.Claimed) verdict).record())
                .toList();
        assertThat(winners).hasSize(1);
        assertThat(verdicts.stream().filter(verdict -> !(verdict instanceof ClaimVerdict.Claimed)))
                .hasSize(RIVALS - 1)
                .containsOnly(new ClaimVerdict.InProgress(winners.get(0)));
        assertThat(found()).isEqualTo(winners.get(0));
    }

    // ---- S2: a live lease is never taken over; a released or lapsed one may be ----

    @Test
    void S2_aClaimOfNothingSucceeds() {
        ClaimId id = newId();
        assertThat(claim(id)).isEqualTo(new ClaimVerdict.Claimed(firstClaim(id, START)));
    }

    @Test
    void S2_aLiveLeaseHoldsToItsLastMillisecond() {
        InProgress held = claimed();
        at(justBefore(LEASE_END));
        expectRefused(claim(newId()), new ClaimVerdict.InProgress(held), held);
    }

    @Test
    void S2_aLapsedLeaseIsTakenOverFromTheMillisecondOfItsEnd() {
        InProgress lapsed = claimed();
        at(LEASE_END);
        InProgress taken = claimed();
        assertThat(taken.claim().attempt()).isEqualTo(2);
        assertThat(taken.claim().generation()).isEqualTo(lapsed.claim().generation());
        assertThat(taken.earlier()).isEqualTo(Certainty.UNKNOWN);
        assertThat(taken.leaseExpiresAt()).isEqualTo(LEASE_END.plus(LEASE));
        assertThat(taken.retainedUntil()).isEqualTo(ceilSecond(LEASE_END.plus(RETENTION)));
        assertThat(found()).isEqualTo(taken);
    }

    @Test
    void S2_aTakenOverLeaseHolds() {
        claimed();
        at(LEASE_END);
        InProgress taken = claimed();
        at(justBefore(LEASE_END.plus(LEASE)));
        expectRefused(claim(newId()), new ClaimVerdict.InProgress(taken), taken);
    }

    @Test
    void S2_aReleasedClaimIsTakenOverAtOnce() {
        Released released = released(claimed().claim().id(), Certainty.NOT_EXECUTED);
        InProgress taken = claimed();
        assertThat(taken.claim().attempt()).isEqualTo(2);
        assertThat(taken.claim().generation()).isEqualTo(released.claim().generation());
        assertThat(taken.earlier()).isEqualTo(Certainty.NOT_EXECUTED);
        assertThat(found()).isEqualTo(taken);
    }

    @Test
    void S2_aRenewedLeaseHoldsToItsNewEnd() {
        InProgress held = claimed();
        after(Duration.ofSeconds(20));
        InProgress renewed = (InProgress) applied(renew(held.claim().id(), LEASE, RETENTION));
        at(justBefore(START.plusSeconds(50)));
        expectRefused(claim(newId()), new ClaimVerdict.InProgress(renewed), renewed);
        at(START.plusSeconds(50));
        assertThat(claim(newId())).isInstanceOf(ClaimVerdict.Claimed.class);
    }

    @Test
    void S2_aLeaseLongerThanTheRetentionHoldsToItsEnd() {
        ClaimRequest request = new ClaimRequest(
                key,
                newId(),
                PAYLOAD,
                FingerprintPolicy.REFUSE_INCOMPARABLE,
                Duration.ofHours(2),
                Duration.ofSeconds(10),
                SOURCE);
        InProgress held = ((ClaimVerdict.Claimed) store().claim(request, call())).record();
        assertThat(held.retainedUntil()).isEqualTo(ceilSecond(START.plus(Duration.ofHours(2))));
        at(justBefore(START.plus(Duration.ofHours(2))));
        expectRefused(claim(newId()), new ClaimVerdict.InProgress(held), held);
    }

    @Test
    void S2_aTakeOverNeverShortensHowLongEarlierAttemptsAreKept() {
        claimed();
        at(LEASE_END);
        InProgress second = claimedBriefly();
        assertThat(second.retainedUntil()).isEqualTo(RETENTION_END);
        released(second.claim().id(), Certainty.NOT_STARTED);
        InProgress third = claimedBriefly();
        assertThat(third.retainedUntil()).isEqualTo(RETENTION_END);
        assertThat(found()).isEqualTo(third);
    }

    private InProgress claimedBriefly() {
        ClaimRequest request = new ClaimRequest(
                key,
                newId(),
                PAYLOAD,
                FingerprintPolicy.REFUSE_INCOMPARABLE,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                SOURCE);
        return ((ClaimVerdict.Claimed) store().claim(request, call())).record();
    }

    @Test
    void S2_aLeaseIsRoundedUpToAMillisecond() {
        ClaimRequest request = new ClaimRequest(
                key, newId(), PAYLOAD, FingerprintPolicy.REFUSE_INCOMPARABLE, Duration.ofNanos(1), RETENTION, SOURCE);
        InProgress held = ((ClaimVerdict.Claimed) store().claim(request, call())).record();
        assertThat(held.leaseExpiresAt()).isEqualTo(START.plusMillis(1));
        expectRefused(claim(newId()), new ClaimVerdict.InProgress(held), held);
    }

    // ---- S3: inside its window a completed record answers every claim ----

    @Test
    void S3_aCompletedRecordAnswersToItsLastMillisecond() {
        Completed completed = completed();
        for (Instant moment : List.of(START, LEASE_END, justBefore(WINDOW_END))) {
            at(moment);
            expectRefused(claim(newId()), new ClaimVerdict.Completed(completed), completed);
        }
    }

    @Test
    void S3_aQuarantinedRecordAnswersHoweverLate() {
        Quarantined parked = quarantined(claimed().claim().id());
        for (Instant moment : List.of(START, LEASE_END, RETENTION_END, START.plus(Duration.ofDays(3650)))) {
            at(moment);
            expectRefused(claim(newId()), new ClaimVerdict.Quarantined(parked), parked);
        }
    }

    // ---- S6: a claim is recognised by its claim id ----

    @Test
    void S6_aRepeatedClaimIsRecognised() {
        ClaimId id = newId();
        InProgress mine = claimed(id);
        after(Duration.ofMillis(7));
        expectRefused(claim(id), new ClaimVerdict.Claimed(mine), mine);
    }

    @Test
    void S6_aRepeatedTakeOverIsRecognised() {
        claimed();
        at(LEASE_END);
        ClaimId id = newId();
        InProgress mine = claimed(id);
        expectRefused(claim(id), new ClaimVerdict.Claimed(mine), mine);
    }

    @Test
    void S6_aRepeatedClaimIsRecognisedAfterItsLeaseLapsed() {
        ClaimId id = newId();
        InProgress mine = claimed(id);
        at(justBefore(RETENTION_END));
        expectRefused(claim(id), new ClaimVerdict.Claimed(mine), mine);
    }

    @Test
    void S6_aRepeatedClaimOfACompletedRecordIsAnsweredWithTheResult() {
        Completed completed = completed();
        expectRefused(claim(completed.claim().id()), new ClaimVerdict.Completed(completed), completed);
    }

    @Test
    void S6_aClaimIdIsSpentOnceReleased() {
        ClaimId id = newId();
        claimed(id);
        Released released = released(id, Certainty.NOT_STARTED);
        expectRefused(claim(id), new ClaimVerdict.Spent(released), released);
    }

    @Test
    void S6_aClaimIdIsSpentOnceQuarantined() {
        ClaimId id = newId();
        claimed(id);
        Quarantined parked = quarantined(id);
        expectRefused(claim(id), new ClaimVerdict.Spent(parked), parked);
    }

    @Test
    void S6_aClaimIdIsSpentOnceItsRetentionIsOver() {
        ClaimId id = newId();
        InProgress mine = claimed(id);
        at(RETENTION_END);
        expectRefused(claim(id), new ClaimVerdict.Spent(mine), mine);
    }

    @Test
    void S6_aClaimIdIsSpentOnceItsWindowIsOver() {
        Completed completed = completed();
        at(WINDOW_END);
        expectRefused(claim(completed.claim().id()), new ClaimVerdict.Spent(completed), completed);
    }

    @Test
    void S6_aLateDuplicateOfATakenOverClaimIsARival() {
        ClaimId first = newId();
        claimed(first);
        at(LEASE_END);
        InProgress taken = claimed();
        at(START);
        expectRefused(claim(first), new ClaimVerdict.InProgress(taken), taken);
    }

    // ---- S11: a fingerprint mismatch is decided before any take-over, in every unexpired state ----

    @Test
    void S11_anotherPayloadIsAMismatchWhileTheLeaseIsLive() {
        InProgress held = claimed();
        expectRefused(claim(newId(), OTHER_PAYLOAD), new ClaimVerdict.Mismatch(held), held);
    }

    @Test
    void S11_anotherPayloadIsAMismatchOnceTheLeaseLapsed() {
        InProgress lapsed = claimed();
        for (Instant moment : List.of(LEASE_END, justBefore(RETENTION_END))) {
            at(moment);
            expectRefused(claim(newId(), OTHER_PAYLOAD), new ClaimVerdict.Mismatch(lapsed), lapsed);
        }
    }

    @Test
    void S11_anotherPayloadIsAMismatchOnceReleased() {
        Released released = released(claimed().claim().id(), Certainty.NOT_STARTED);
        expectRefused(claim(newId(), OTHER_PAYLOAD), new ClaimVerdict.Mismatch(released), released);
    }

    @Test
    void S11_anotherPayloadIsAMismatchInsideTheWindow() {
        Completed completed = completed();
        at(justBefore(WINDOW_END));
        expectRefused(claim(newId(), OTHER_PAYLOAD), new ClaimVerdict.Mismatch(completed), completed);
    }

    @Test
    void S11_anotherPayloadIsAMismatchInQuarantine() {
        Quarantined parked = quarantined(claimed().claim().id());
        expectRefused(claim(newId(), OTHER_PAYLOAD), new ClaimVerdict.Mismatch(parked), parked);
    }

    @Test
    void S11_anotherPayloadClaimsWhatHasExpired() {
        completed();
        at(WINDOW_END);
        assertThat(claim(newId(), OTHER_PAYLOAD)).isInstanceOf(ClaimVerdict.Claimed.class);
    }

    @Test
    void S11_anotherAlgorithmIsUnverifiable() {
        InProgress lapsed = claimed();
        at(LEASE_END);
        expectRefused(claim(newId(), OTHER_ALGORITHM), new ClaimVerdict.Unverifiable(lapsed), lapsed);
        expectRefused(claim(newId(), Fingerprint.NONE), new ClaimVerdict.Unverifiable(lapsed), lapsed);
    }

    @Test
    void S11_anotherAlgorithmCountsAsEqualByPolicy() {
        Completed completed = completed();
        ClaimRequest request = new ClaimRequest(
                key, newId(), OTHER_ALGORITHM, FingerprintPolicy.ACCEPT_INCOMPARABLE, LEASE, RETENTION, SOURCE);
        expectRefused(store().claim(request, call()), new ClaimVerdict.Completed(completed), completed);
    }

    @Test
    void S11_noFingerprintIsEqualToNoFingerprint() {
        ClaimVerdict first = claim(newId(), Fingerprint.NONE);
        InProgress held = ((ClaimVerdict.Claimed) first).record();
        expectRefused(claim(newId(), Fingerprint.NONE), new ClaimVerdict.InProgress(held), held);
    }
}
