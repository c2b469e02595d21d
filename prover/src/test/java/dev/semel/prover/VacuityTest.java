// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Rules that would judge nothing are refused. */
final class VacuityTest {

    private static ProverBuilder proof() {
        return Animal.RANDOM_KEY.proof(Zoo::semel);
    }

    @Test
    void ruleThatJudgesNothingIsRefused() {
        assertThatThrownBy(() -> Animal.RANDOM_KEY
                        .proof(Zoo::semel)
                        .rules(Rule.atMostOnce("chrage"))
                        .systematic(100, 1)
                        .prove())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("chrage")
                .hasMessageContaining("[charge]");
        assertThatThrownBy(() -> proof().rules(Rule.inOrder("charge")).prove())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two events of one group");
        assertThatThrownBy(() -> Animal.GOES_ON_IN_THE_GROUP
                        .proof(Zoo::semelFifo)
                        .rules(Rule.equalAnswers())
                        .prove())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("equalAnswers() does not fit");
    }
}
