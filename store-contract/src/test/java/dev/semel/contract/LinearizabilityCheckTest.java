// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.model.ClaimId;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.testkit.CountingClaimIds;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinearizabilityCheckTest {

    private static final IdempotencyKey KEY = IdempotencyKey.of("charge", "order-1");

    private final CountingClaimIds ids = CountingClaimIds.ofSeries(1);
    private final ClaimId a = ids.next();
    private final ClaimId b = ids.next();
    private final InProgress recordOfA = ContractRules.firstClaim(a, ContractRules.START);
    private final InProgress recordOfB = ContractRules.firstClaim(b, ContractRules.START);

    @Test
    void overlappingCallsMayTakeEffectInEitherOrder() {
        assertThat(isAtomic(
                        claim(a, 1, 4, new ClaimVerdict.InProgress(recordOfB)),
                        claim(b, 2, 3, new ClaimVerdict.Claimed(recordOfB))))
                .isTrue();
        assertThat(isAtomic(
                        claim(a, 1, 4, new ClaimVerdict.Claimed(recordOfA)),
                        claim(b, 2, 3, new ClaimVerdict.InProgress(recordOfA))))
                .isTrue();
    }

    @Test
    void twoWinnersAreNotAtomic() {
        assertThat(isAtomic(
                        claim(a, 1, 4, new ClaimVerdict.Claimed(recordOfA)),
                        claim(b, 2, 3, new ClaimVerdict.Claimed(recordOfB))))
                .isFalse();
    }

    @Test
    void aCallThatHadReturnedIsNotOvertaken() {
        assertThat(isAtomic(
                        claim(a, 1, 2, new ClaimVerdict.InProgress(recordOfB)),
                        claim(b, 3, 4, new ClaimVerdict.Claimed(recordOfB))))
                .isFalse();
    }

    @Test
    void aReadThatMissesAWriteBeforeItIsNotAtomic() {
        assertThat(isAtomic(claim(a, 1, 2, new ClaimVerdict.Claimed(recordOfA)), find(3, 4, Optional.empty())))
                .isFalse();
        assertThat(isAtomic(claim(a, 1, 4, new ClaimVerdict.Claimed(recordOfA)), find(2, 3, Optional.empty())))
                .isTrue();
    }

    @Test
    void aCallWithoutAnswerMayHaveBeenAppliedAnyTimeOrNever() {
        Linearizability.Call lost = new Linearizability.Call(step(a), 1, Long.MAX_VALUE, Optional.empty());
        assertThat(isAtomic(lost, find(2, 3, Optional.empty()))).isTrue();
        assertThat(isAtomic(lost, find(2, 3, Optional.of(recordOfA)))).isTrue();
        assertThat(isAtomic(lost, find(2, 3, Optional.empty()), find(4, 5, Optional.of(recordOfA))))
                .isTrue();
        assertThat(isAtomic(lost, find(2, 3, Optional.of(recordOfA)), find(4, 5, Optional.empty())))
                .isFalse();
        assertThat(isAtomic(lost, find(2, 3, Optional.of(recordOfB)))).isFalse();
    }

    @Test
    void eachKeyIsDecidedForItself() {
        IdempotencyKey other = IdempotencyKey.of("charge", "order-2");
        Linearizability.Call elsewhere = new Linearizability.Call(
                new HistoryStep(0, new HistoryStep.Call.Find(other), ContractRules.START),
                1,
                2,
                Optional.of(Optional.empty()));
        assertThatThrownBy(() -> isAtomic(elsewhere, find(3, 4, Optional.empty())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSameSeedGivesTheSameHistory() {
        List<HistoryGenerator.Ability> all = List.of(HistoryGenerator.Ability.values());
        History history = new HistoryGenerator(7, all).history(60);
        assertThat(new HistoryGenerator(7, all).history(60)).isEqualTo(history);
        assertThat(new HistoryGenerator(8, all).history(60).steps()).isNotEqualTo(history.steps());
        assertThat(history.toString()).startsWith("history of seed 7, 60 steps:");
    }

    private static boolean isAtomic(Linearizability.Call... calls) {
        return Linearizability.isAtomic(List.of(calls), null);
    }

    private static Linearizability.Call claim(ClaimId id, long made, long returned, ClaimVerdict verdict) {
        return new Linearizability.Call(step(id), made, returned, Optional.of(verdict));
    }

    private static Linearizability.Call find(long made, long returned, Optional<?> answer) {
        return new Linearizability.Call(
                new HistoryStep(0, new HistoryStep.Call.Find(KEY), ContractRules.START),
                made,
                returned,
                Optional.of(answer));
    }

    private static HistoryStep step(ClaimId id) {
        return new HistoryStep(
                0,
                new HistoryStep.Call.MakeClaim(ContractRules.claimRequest(KEY, id, ContractRules.PAYLOAD)),
                ContractRules.START);
    }
}
