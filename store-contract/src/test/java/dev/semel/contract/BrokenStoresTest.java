// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.store.IdempotencyStore;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The contract fails on a broken store, in the tests of the rule that it breaks. */
class BrokenStoresTest {

    private static final String HISTORIES = "S7_everyCallOfARandomHistoryIsATransition";

    @Test
    void aRightStorePassesEveryTest() {
        ContractRun run = ContractRun.of(Right.class);
        assertThat(run.failed()).isEmpty();
        assertThat(run.passed()).hasSizeGreaterThan(110);
    }

    @Test
    void aStoreThatCompletesUnconditionallyFails() {
        assertThat(ContractRun.of(CompletesUnconditionally.class).failed())
                .contains(
                        HISTORIES,
                        "S5_aStrangersWriteIsFenced",
                        "S5_onceTakenOverEveryWriteOfTheFormerClaimantIsFenced",
                        "S6_aLateDuplicateNeverReachesTheNextClaim",
                        "S6_aLateCompletionNeverReachesTheRecordAfterItsWindow")
                .allMatch(name -> name.startsWith("S5_") || name.startsWith("S6_") || name.startsWith("S7_"));
    }

    @Test
    void aStoreThatRestartsFencesFails() {
        assertThat(ContractRun.of(RestartsFences.class).failed())
                .contains(
                        HISTORIES,
                        "S4_theFenceGrowsOverReleaseWithinAMillisecond",
                        "S4_theFenceGrowsForAClaimantWhoseClockIsBehind");
    }

    @Test
    void aStoreThatTakesOverLiveLeasesFails() {
        assertThat(ContractRun.of(TakesOverLiveLeases.class).failed())
                .contains(
                        HISTORIES,
                        "S2_aLiveLeaseHoldsToItsLastMillisecond",
                        "S2_aTakenOverLeaseHolds",
                        "S2_aRenewedLeaseHoldsToItsNewEnd",
                        "S2_aLeaseLongerThanTheRetentionHoldsToItsEnd",
                        "S2_aLeaseIsRoundedUpToAMillisecond")
                .allMatch(name -> name.startsWith("S2_") || name.startsWith("S7_"));
    }

    @Test
    void aStoreThatIgnoresMismatchesFails() {
        assertThat(ContractRun.of(IgnoresMismatches.class).failed())
                .contains(
                        HISTORIES,
                        "S11_anotherPayloadIsAMismatchWhileTheLeaseIsLive",
                        "S11_anotherPayloadIsAMismatchOnceTheLeaseLapsed",
                        "S11_anotherPayloadIsAMismatchOnceReleased",
                        "S11_anotherPayloadIsAMismatchInsideTheWindow",
                        "S11_anotherPayloadIsAMismatchInQuarantine",
                        "S11_anotherAlgorithmIsUnverifiable")
                .allMatch(name -> name.startsWith("S11_") || name.startsWith("S7_"));
    }

    @Test
    void aStoreThatForgetsItsClaimsFails() {
        assertThat(ContractRun.of(ForgetsItsClaims.class).failed())
                .contains(HISTORIES, "S6_aRepeatedClaimIsRecognised", "S6_aRepeatedTakeOverIsRecognised");
    }

    @Test
    void aStoreThatForgetsItsCompletionsFails() {
        assertThat(ContractRun.of(ForgetsItsCompletions.class).failed())
                .contains(
                        HISTORIES,
                        "S6_aRepeatedCompletionIsRecognised",
                        "S6_aRepeatedCompletionIsRecognisedAfterTheWindow",
                        "S3_aRepeatedCompletionDoesNotLengthenTheWindow");
    }

    @Test
    void aStoreThatRecognisesAnyCompletionFails() {
        assertThat(ContractRun.of(RecognisesAnyCompletion.class).failed())
                .contains(
                        HISTORIES, "S6_aCompletionWithAnotherResultIsNoRepetition", "S3_aCompletedRecordNeverChanges");
    }

    @Test
    void aStoreThatNormalisesBytesFails() {
        assertThat(ContractRun.of(NormalisesBytes.class).failed())
                .contains(HISTORIES, "S10_aResultOfNoBytesComesBackAndIsNotNull")
                .doesNotContain("S10_aResultThatIsNullComesBack");
    }

    @Test
    void aStoreThatFoldsCaseFails() {
        assertThat(ContractRun.of(FoldsCase.class).failed())
                .contains("S13_caseMatters")
                .allMatch(name -> name.startsWith("S13_"));
    }

    @Test
    void aStoreThatJoinsPartsFails() {
        assertThat(ContractRun.of(JoinsParts.class).failed())
                .containsExactly("S13_partsThatConcatenateAlikeAreDifferentKeys");
    }

    @Test
    void aStoreThatExpiresLateFails() {
        assertThat(ContractRun.of(ExpiresLate.class).failed())
                .contains(
                        HISTORIES,
                        "S9_afterTheWindowAClaimStartsFromNothing",
                        "S11_anotherPayloadClaimsWhatHasExpired");
    }

    @Test
    void aStoreThatReadsStaleFails() {
        assertThat(ContractRun.of(ReadsStale.class).failed())
                .contains(
                        HISTORIES,
                        "S8_findShowsWhatEachCallLeft",
                        "S7_concurrentCallsOfARandomHistoryAreAnsweredAsByAnAtomicStore");
    }

    @Test
    void aStoreThatIsNotAtomicFails() {
        assertThat(ContractRun.of(IsNotAtomic.class).failed())
                .contains("S7_concurrentCallsOfARandomHistoryAreAnsweredAsByAnAtomicStore")
                .anyMatch(name -> name.startsWith("S1_")) // which of the four races is lost is up to the scheduler
                .doesNotContain(HISTORIES);
    }

    @Test
    void aStoreThatFailsClosedPassesTheFormatContract() {
        assertThat(ContractRun.of(FailsClosed.class).failed()).isEmpty();
    }

    @Test
    void aStoreThatClaimsTheUnreadableFails() {
        assertThat(ContractRun.of(ClaimsTheUnreadable.class).failed())
                .containsExactly("S12_aRecordOfAnUnknownFormatIsNeverClaimed");
    }

    /** The contract over a {@link ModelStore}. */
    abstract static class Broken extends StoreContract {

        private final ModelStore store;

        Broken(ModelStore store) {
            this.store = store;
        }

        @Override
        protected IdempotencyStore store() {
            return store;
        }

        @Override
        protected void purge(IdempotencyKey key, Instant now) {
            store.records.remove(store.id(key));
        }
    }

    /** The format contract over a {@link ModelStore}. */
    abstract static class BrokenFormat extends FormatContract {

        private final ModelStore store;

        BrokenFormat(ModelStore store) {
            this.store = store;
        }

        @Override
        protected IdempotencyStore store() {
            return store;
        }

        @Override
        protected void plantUnknownFormat(IdempotencyKey key, Instant now) {
            store.records.put(store.id(key), new IdempotencyRecord.Unreadable("format version 7"));
        }
    }

    static class Right extends Broken {
        Right() {
            super(new ModelStore());
        }
    }

    static class CompletesUnconditionally extends Broken {
        CompletesUnconditionally() {
            super(new BrokenStores.CompletesUnconditionally());
        }
    }

    static class RestartsFences extends Broken {
        RestartsFences() {
            super(new BrokenStores.RestartsFences());
        }
    }

    static class TakesOverLiveLeases extends Broken {
        TakesOverLiveLeases() {
            super(new BrokenStores.TakesOverLiveLeases());
        }
    }

    static class IgnoresMismatches extends Broken {
        IgnoresMismatches() {
            super(new BrokenStores.IgnoresMismatches());
        }
    }

    static class ForgetsItsClaims extends Broken {
        ForgetsItsClaims() {
            super(new BrokenStores.ForgetsItsClaims());
        }
    }

    static class ForgetsItsCompletions extends Broken {
        ForgetsItsCompletions() {
            super(new BrokenStores.ForgetsItsCompletions());
        }
    }

    static class RecognisesAnyCompletion extends Broken {
        RecognisesAnyCompletion() {
            super(new BrokenStores.RecognisesAnyCompletion());
        }
    }

    static class NormalisesBytes extends Broken {
        NormalisesBytes() {
            super(new BrokenStores.NormalisesBytes());
        }
    }

    static class FoldsCase extends Broken {
        FoldsCase() {
            super(new BrokenStores.FoldsCase());
        }
    }

    static class JoinsParts extends Broken {
        JoinsParts() {
            super(new BrokenStores.JoinsParts());
        }
    }

    static class ExpiresLate extends Broken {
        ExpiresLate() {
            super(new BrokenStores.ExpiresLate());
        }
    }

    static class ReadsStale extends Broken {
        ReadsStale() {
            super(new BrokenStores.ReadsStale());
        }
    }

    static class IsNotAtomic extends Broken {
        IsNotAtomic() {
            super(new BrokenStores.IsNotAtomic());
        }
    }

    static class FailsClosed extends BrokenFormat {
        FailsClosed() {
            super(new ModelStore());
        }
    }

    static class ClaimsTheUnreadable extends BrokenFormat {
        ClaimsTheUnreadable() {
            super(new BrokenStores.ClaimsTheUnreadable());
        }
    }
}
