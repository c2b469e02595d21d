// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.protocol;

import static dev.semel.coretests.protocol.SearchSetups.caller;
import static dev.semel.coretests.protocol.SearchSetups.callerWithOtherPayload;
import static dev.semel.coretests.protocol.SearchSetups.setup;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.coretests.protocol.ProtocolSearch.Found;
import dev.semel.coretests.protocol.SearchSetup.Feature;
import dev.semel.coretests.protocol.SearchSetup.SearchCaller;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The search finds every mistake that was put into the protocol on purpose, by the rule that it breaks. */
class MutantTest {

    private static final List<SearchCaller> CALLERS = List.of(caller(2, 0), caller(1, 1));

    /**
     * A mutant.
     *
     * @param rules the protocol with a mistake
     * @param setup where it shows
     * @param rule the rule that it breaks
     * @param steps how many steps the shortest history has that breaks it
     */
    record Row(ProtocolRules rules, SearchSetup setup, ProtocolRule rule, int steps) {

        @Override
        public String toString() {
            return rules.getClass().getSimpleName() + " breaks " + rule;
        }
    }

    static List<Row> mutants() {
        SearchSetup calm = setup(8, 0, 0, CALLERS);
        SearchSetup lost = setup(8, 0, 1, CALLERS);
        SearchSetup commits = setup(8, 0, 0, CALLERS, Feature.COMMIT);
        SearchSetup payloads = setup(8, 0, 0, List.of(caller(1, 0), callerWithOtherPayload(1, 1)));
        SearchCaller patient = new SearchCaller(1, 0, Duration.ofSeconds(8), "payload");
        SearchSetup retentions = setup(8, 0, 0, List.of(patient, caller(2, 1)));
        return List.of(
                new Row(new Mutants.TakeOverComparesNothing(), calm, ProtocolRule.S1_ONE_WINNER, 6),
                new Row(new Mutants.TakeOverComparesRevisionOnly(), calm, ProtocolRule.S1_ONE_WINNER, 9),
                new Row(new Mutants.TakeOverComparesClaimAndRevision(), lost, ProtocolRule.S1_ONE_WINNER, 8),
                new Row(new Mutants.ClaimIgnoresStatus(), calm, ProtocolRule.S2_LIVE_LEASE_IS_NEVER_TAKEN_OVER, 3),
                new Row(new Mutants.CommitIgnoresStatus(), commits, ProtocolRule.S2_LIVE_LEASE_IS_NEVER_TAKEN_OVER, 2),
                new Row(
                        new Mutants.RetentionShorterThanLease(),
                        calm,
                        ProtocolRule.S2_LIVE_LEASE_IS_NEVER_TAKEN_OVER,
                        6),
                new Row(new Mutants.NoMargin(), calm, ProtocolRule.S2_LIVE_LEASE_IS_NEVER_TAKEN_OVER, 7),
                new Row(new Mutants.CompletedChanges(), lost, ProtocolRule.S3_COMPLETED_NEVER_CHANGES, 4),
                new Row(new Mutants.PurgedInWindow(), calm, ProtocolRule.S3_COMPLETED_NEVER_CHANGES, 8),
                new Row(new Mutants.FenceRestarts(), calm, ProtocolRule.S4_FENCE_GROWS, 4),
                new Row(new Mutants.UnconditionalCompletion(), calm, ProtocolRule.S5_STALE_WRITE_CHANGES_NOTHING, 7),
                new Row(new Mutants.UnconditionalRelease(), calm, ProtocolRule.S5_STALE_WRITE_CHANGES_NOTHING, 6),
                new Row(new Mutants.DigestIgnored(), lost, ProtocolRule.S6_OWN_WRITE_IS_RECOGNISED, 4),
                new Row(new Mutants.OwnClaimForgotten(), lost, ProtocolRule.S6_OWN_WRITE_IS_RECOGNISED, 2),
                new Row(new Mutants.MismatchAfterTakeOver(), payloads, ProtocolRule.S11_MISMATCH_BEFORE_TAKE_OVER, 4),
                new Row(new Mutants.CertaintyForgotten(), calm, ProtocolRule.CERTAINTY_NEVER_IMPROVES, 9),
                new Row(new Mutants.RetentionShortened(), retentions, ProtocolRule.CERTAINTY_NEVER_IMPROVES, 13));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void isFoundByTheRuleThatItBreaks(Row row) {
        Found found = ProtocolSearch.explore(row.setup(), row.rules());

        System.out.println(row + System.lineSeparator() + found);
        assertThat(found.violation())
                .isNotNull()
                .extracting(ProtocolViolation::rule)
                .isEqualTo(row.rule());
        assertThat(found.history()).hasSize(row.steps());
    }
}
