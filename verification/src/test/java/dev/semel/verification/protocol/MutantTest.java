// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.protocol;

import static dev.semel.verification.protocol.Setups.caller;
import static dev.semel.verification.protocol.Setups.callerWithOtherPayload;
import static dev.semel.verification.protocol.Setups.setup;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.verification.protocol.Search.Found;
import dev.semel.verification.protocol.Setup.Caller;
import dev.semel.verification.protocol.Setup.Feature;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The search finds every mistake that was put into the protocol on purpose, by the rule that it breaks. */
class MutantTest {

    private static final List<Caller> CALLERS = List.of(caller(2, 0), caller(1, 1));

    /**
     * A mutant.
     *
     * @param rules the protocol with a mistake
     * @param setup where it shows
     * @param rule the rule that it breaks
     * @param steps how many steps the shortest history has that breaks it
     */
    record Row(Rules rules, Setup setup, Rule rule, int steps) {

        @Override
        public String toString() {
            return rules.getClass().getSimpleName() + " breaks " + rule;
        }
    }

    static List<Row> mutants() {
        Setup calm = setup(8, 0, 0, CALLERS);
        Setup lost = setup(8, 0, 1, CALLERS);
        Setup commits = setup(8, 0, 0, CALLERS, Feature.COMMIT);
        Setup payloads = setup(8, 0, 0, List.of(caller(1, 0), callerWithOtherPayload(1, 1)));
        Caller patient = new Caller(1, 0, Duration.ofSeconds(8), "payload");
        Setup retentions = setup(8, 0, 0, List.of(patient, caller(2, 1)));
        return List.of(
                new Row(new Mutants.TakeOverComparesNothing(), calm, Rule.S1_ONE_WINNER, 6),
                new Row(new Mutants.TakeOverComparesRevisionOnly(), calm, Rule.S1_ONE_WINNER, 9),
                new Row(new Mutants.TakeOverComparesClaimAndRevision(), lost, Rule.S1_ONE_WINNER, 8),
                new Row(new Mutants.ClaimIgnoresStatus(), calm, Rule.S2_LIVE_LEASE_IS_NEVER_TAKEN_OVER, 3),
                new Row(new Mutants.CommitIgnoresStatus(), commits, Rule.S2_LIVE_LEASE_IS_NEVER_TAKEN_OVER, 2),
                new Row(new Mutants.RetentionShorterThanLease(), calm, Rule.S2_LIVE_LEASE_IS_NEVER_TAKEN_OVER, 6),
                new Row(new Mutants.NoMargin(), calm, Rule.S2_LIVE_LEASE_IS_NEVER_TAKEN_OVER, 7),
                new Row(new Mutants.CompletedChanges(), lost, Rule.S3_COMPLETED_NEVER_CHANGES, 4),
                new Row(new Mutants.PurgedInWindow(), calm, Rule.S3_COMPLETED_NEVER_CHANGES, 8),
                new Row(new Mutants.FenceRestarts(), calm, Rule.S4_FENCE_GROWS, 4),
                new Row(new Mutants.UnconditionalCompletion(), calm, Rule.S5_STALE_WRITE_CHANGES_NOTHING, 7),
                new Row(new Mutants.UnconditionalRelease(), calm, Rule.S5_STALE_WRITE_CHANGES_NOTHING, 6),
                new Row(new Mutants.DigestIgnored(), lost, Rule.S6_OWN_WRITE_IS_RECOGNISED, 4),
                new Row(new Mutants.OwnClaimForgotten(), lost, Rule.S6_OWN_WRITE_IS_RECOGNISED, 2),
                new Row(new Mutants.MismatchAfterTakeOver(), payloads, Rule.S11_MISMATCH_BEFORE_TAKE_OVER, 4),
                new Row(new Mutants.CertaintyForgotten(), calm, Rule.CERTAINTY_NEVER_IMPROVES, 9),
                new Row(new Mutants.RetentionShortened(), retentions, Rule.CERTAINTY_NEVER_IMPROVES, 13));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void isFoundByTheRuleThatItBreaks(Row row) {
        Found found = Search.explore(row.setup(), row.rules());

        System.out.println(row + System.lineSeparator() + found);
        assertThat(found.violation()).isNotNull().extracting(Violation::rule).isEqualTo(row.rule());
        assertThat(found.history()).hasSize(row.steps());
    }
}
