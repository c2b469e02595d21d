// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.WriteVerdict;
import dev.semel.testkit.AtOnce;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules of fences, expiry and deletion: S4, S8 and S9. */
abstract class ExpiryRules extends ContractRules {

    /** More than twice ε, the bound on the difference of two clients' clocks. */
    private static final Duration BEYOND_SKEW = Duration.ofSeconds(5);

    /** See {@link StoreContract#purge}. */
    abstract void purge(Instant moment);

    // ---- S4: the fencing token strictly grows ----

    @Test
    void S4_theFirstFenceIsTheMomentInMilliseconds() {
        assertThat(claimed().claim().fence()).isEqualTo(START.toEpochMilli());
    }

    @Test
    void S4_theFenceGrowsOverTakeOver() {
        InProgress lapsed = claimed();
        at(LEASE_END);
        expectLargerFence(lapsed, claimed(), LEASE_END.toEpochMilli());
    }

    @Test
    void S4_theFenceGrowsOverReleaseWithinAMillisecond() {
        InProgress first = claimed();
        released(first.claim().id(), Certainty.NOT_STARTED);
        expectLargerFence(first, claimed(), START.toEpochMilli() + 1);
    }

    @Test
    void S4_theFenceGrowsForAClaimantWhoseClockIsBehind() {
        InProgress first = claimed();
        released(first.claim().id(), Certainty.NOT_STARTED);
        at(START.minusSeconds(2));
        InProgress second = claimed();
        expectLargerFence(first, second, START.toEpochMilli() + 1);
        released(second.claim().id(), Certainty.NOT_STARTED);
        expectLargerFence(second, claimed(), START.toEpochMilli() + 2);
    }

    @Test
    void S4_theFenceGrowsOverTheWindow() {
        Completed completed = completed();
        at(WINDOW_END);
        expectLargerFence(completed, claimed(), WINDOW_END.toEpochMilli());
    }

    @Test
    void S4_theFenceGrowsOverTheRetention() {
        InProgress first = claimed();
        at(RETENTION_END);
        expectLargerFence(first, claimed(), RETENTION_END.toEpochMilli());
    }

    @Test
    void S4_theFenceGrowsOverExpiryFromAFenceAheadOfTheClock() {
        at(WINDOW_END.plusSeconds(1)); // the window ends late by this clock, and is just over by the next one
        Completed ahead = completed();
        at(ahead.windowEndsAt());
        InProgress next = claimed();
        assertThat(next.claim().fence()).isGreaterThan(ahead.claim().fence());
    }

    @Test
    void S4_theFenceGrowsOverDeletion() {
        Completed completed = completed();
        at(WINDOW_END.plus(BEYOND_SKEW));
        purge(now());
        at(WINDOW_END);
        InProgress next = claimed();
        assertThat(next.claim().fence()).isGreaterThan(completed.claim().fence());
        assertThat(next.claim().attempt()).isEqualTo(1);
    }

    @Test
    void S4_theFenceStaysOverRenewalAndCompletion() {
        InProgress mine = claimed();
        after(Duration.ofSeconds(3));
        Known renewed = applied(renew(mine.claim().id(), LEASE, RETENTION));
        assertThat(renewed.claim()).isEqualTo(mine.claim());
        assertThat(completed(mine.claim().id(), RESULT).claim()).isEqualTo(mine.claim());
    }

    private static void expectLargerFence(Known before, InProgress after, long fence) {
        assertThat(after.claim().fence())
                .isEqualTo(fence)
                .isGreaterThan(before.claim().fence());
    }

    // ---- S9: expiry is a comparison ----

    @Test
    void S9_afterTheWindowAClaimStartsFromNothing() {
        Completed completed = completed();
        at(WINDOW_END);
        ClaimId id = newId();
        InProgress next = claimed(id);
        assertThat(next.claim().attempt()).isEqualTo(1);
        assertThat(next.claim().generation()).isEqualTo(next.claim().fence());
        assertThat(next.earlier()).isEqualTo(Certainty.NOT_STARTED);
        assertThat(next.recoveryPoints()).isEmpty();
        assertThat(next.revision()).isEqualTo(completed.revision() + 1);
        assertThat(found()).isEqualTo(next);
    }

    @Test
    void S9_beforeTheEndOfTheRetentionAClaimTakesOver() {
        claimed();
        at(justBefore(RETENTION_END));
        assertThat(claimed().claim().attempt()).isEqualTo(2);
    }

    @Test
    void S9_afterTheRetentionAClaimStartsFromNothing() {
        released(claimed().claim().id(), Certainty.UNKNOWN);
        at(RETENTION_END);
        InProgress next = claimed();
        assertThat(next.claim().attempt()).isEqualTo(1);
        assertThat(next.earlier()).isEqualTo(Certainty.NOT_STARTED);
        assertThat(found()).isEqualTo(next);
    }

    @Test
    void S9_anExpiredRecordIsShownAsLongAsItIsThere() {
        Completed completed = completed();
        at(WINDOW_END);
        assertThat(store().find(key, call())).hasValue(completed);
    }

    @Test
    void S9_eachCallComparesWithItsOwnMoment() {
        Completed completed = completed();
        at(WINDOW_END); // a clock ahead sees nothing to replay, and does not claim
        assertThat(found()).isEqualTo(completed);
        at(justBefore(WINDOW_END)); // a clock behind still replays
        expectRefused(claim(newId()), new ClaimVerdict.Completed(completed), completed);
    }

    @Test
    void S9_windowsEndAtAWholeSecondRoundedUp() {
        at(START.minusMillis(250)); // a whole second: nothing to round
        assertThat(completed().windowEndsAt()).isEqualTo(WINDOW_END.minusSeconds(1));
    }

    @Test
    void S9_deletionOfWhatHasExpiredLeavesNothing() {
        completed();
        at(WINDOW_END);
        purge(now());
        assertThat(store().find(key, call())).isEmpty();
        ClaimId id = newId();
        assertThat(claimed(id)).isEqualTo(firstClaim(id, WINDOW_END));
    }

    @Test
    void S9_aLateWriteAfterDeletionIsFenced() {
        ClaimId id = newId();
        claimed(id);
        at(RETENTION_END);
        purge(now());
        assertThat(complete(id, RESULT)).isEqualTo(new WriteVerdict.Fenced(null));
        assertThat(store().find(key, call())).isEmpty();
    }

    // ---- S8: what a call applied, every later call sees ----

    @Test
    void S8_aKeyThatNobodyClaimedShowsNothing() {
        assertThat(store().find(key, call())).isEmpty();
    }

    @Test
    void S8_findShowsWhatEachCallLeft() {
        InProgress mine = claimed();
        assertThat(found()).isEqualTo(mine);
        Known renewed = applied(renew(mine.claim().id(), LEASE.multipliedBy(2), RETENTION));
        assertThat(found()).isEqualTo(renewed);
        Completed completed = completed(mine.claim().id(), RESULT);
        assertThat(found()).isEqualTo(completed);
    }

    @Test
    void S8_everyThreadSeesWhatWasApplied() {
        InProgress mine = claimed();
        List<Object> answers = AtOnce.map(List.of(newId(), newId(), newId(), newId()), id -> claim(id));
        assertThat(answers).containsOnly(new ClaimVerdict.InProgress(mine));
    }

    @Test
    void S8_theSourceIsKept() {
        assertThat(claimed().claim().source()).isEqualTo(SOURCE);
        assertThat(((InProgress) found()).claim().source()).isEqualTo(SOURCE);
    }
}
