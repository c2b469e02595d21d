// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.protocol;

import static dev.semel.coretests.protocol.SearchSetups.caller;
import static dev.semel.coretests.protocol.SearchSetups.setup;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.coretests.protocol.ProtocolSearch.Found;
import dev.semel.coretests.protocol.SearchSetup.Feature;
import dev.semel.coretests.protocol.SearchSetup.SearchCaller;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Limits of the protocol, each shown by a history. */
class LimitsTest {

    /**
     * Windows of 2 &epsilon; are not enough when requests may be late: over a purge the fence repeats. They must exceed
     * 2 &epsilon; and the time for which a claim may be under way, which is the timeout of a store call.
     */
    @Test
    void S4_doesNotHoldOverPurgeWhenTheWindowIsTwoEpsilonsAndAClaimIsLate() {
        Found found = ProtocolSearch.explore(shortWindow(2, 1), new ProtocolRules() {});

        assertThat(found.violation())
                .isNotNull()
                .extracting(ProtocolViolation::rule)
                .isEqualTo(ProtocolRule.S4_FENCE_GROWS);
        assertThat(found.history()).hasSize(6);
    }

    @Test
    void S4_holdsOverPurgeWhenTheWindowIsTwoEpsilonsAndNoClaimIsLate() {
        assertThat(ProtocolSearch.explore(shortWindow(2, 0), new ProtocolRules() {})
                        .violation())
                .isNull();
    }

    /**
     * A late copy of a claim may make a second claim of the same id, after another claimant came and went. Then a write
     * of the first claimant, whose token is old, applies: writes are conditional on the claim id, not on the token.
     */
    @Test
    void S5_isAboutClaimIdsNotFencingTokens() {
        SearchSetup setup = setup(5, 1, 1, List.of(caller(1, 0), caller(1, 1)), Feature.JUDGE_WRITES_BY_FENCE);

        Found found = ProtocolSearch.explore(setup, new ProtocolRules() {});

        assertThat(found.violation())
                .isNotNull()
                .extracting(ProtocolViolation::rule)
                .isEqualTo(ProtocolRule.S5_STALE_WRITE_CHANGES_NOTHING);
        assertThat(found.history()).hasSize(7);
    }

    private static SearchSetup shortWindow(int seconds, int late) {
        Duration kept = Duration.ofSeconds(seconds);
        SearchCaller slow = new SearchCaller(1, 0, kept, "payload");
        SearchCaller fast = new SearchCaller(1, 1, kept, "payload");
        return new SearchSetup(List.of(slow, fast), 6, late, 0, late, kept, Set.of());
    }
}
