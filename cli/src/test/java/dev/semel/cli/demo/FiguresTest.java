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
    void holdsWhenEachIntentIsChargedExactlyOnceAndHasItsOrder() {
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

    @Test
    void anIntentWithoutItsOrderIsLost() {
        Figures figures = count(List.of(A, B), List.of(A, B), List.of(B));
        assertThat(figures.holds()).isFalse();
        assertThat(figures.verdict()).isEqualTo("1 lost");
        assertThat(figures.unwritten()).isEqualTo(1);
    }

    @Test
    void anIntentWithNeitherIsLostOnce_andNotCalledCharged() {
        Figures figures = count(List.of(A, B), List.of(B), List.of());
        assertThat(figures.verdict()).isEqualTo("2 lost");
        assertThat(figures.unwritten()).isEqualTo(1);
        assertThat(new Report(1, List.of(figures)).notes())
                .contains("* semel, delivered once: 1 of 2 lost: charged, but the order was never written.");
    }

    @Test
    void anOrderThatWasNotChargedIsLost() {
        assertThat(count(List.of(A), List.of(), List.of(A)).verdict()).isEqualTo("1 lost");
    }

    private static Figures count(List<Intent> intents, List<Intent> charged) {
        return count(intents, charged, intents);
    }

    private static Figures count(List<Intent> intents, List<Intent> charged, List<Intent> ordered) {
        return Figures.count(DemoScenario.ONCE, DemoHandler.SEMEL, 2, intents, charged, charged, ordered);
    }
}
