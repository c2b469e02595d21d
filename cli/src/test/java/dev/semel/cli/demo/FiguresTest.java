// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static final Intent A = new Intent("a", "1");
    private static final Intent B = new Intent("b", "1");

    @Test
    void holdsWhenEachIntentIsChargedExactlyOnce() {
        assertThat(count(List.of(A, B), List.of(B, A)).holds()).isTrue();
    }

    @Test
    void aLossIsNotMadeGoodByARepetition() {
        Figures figures = count(List.of(A, B), List.of(A, A));
        assertThat(figures.holds()).isFalse();
        assertThat(figures.verdict()).isEqualTo("1 charged again, 1 lost");
    }

    @Test
    void aChargeThatNobodyWantedCounts() {
        assertThat(count(List.of(A), List.of(A, B)).holds()).isFalse();
    }

    private static Figures count(List<Intent> intents, List<Intent> charged) {
        return Figures.count(Scenario.ONCE, "semel", 2, intents, charged, charged, 0);
    }
}
