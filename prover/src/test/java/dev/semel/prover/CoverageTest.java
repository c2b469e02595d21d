// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The histories that a proof plays, and the statement of them in its report. */
final class CoverageTest {

    private static ProverBuilder proof() {
        return Animal.RANDOM_KEY.proof(Zoo::semel);
    }

    @Test
    void systematicPartTriesTheSameHistoriesEachTime() {
        ManualClock still = ManualClock.at(Instant.EPOCH);
        Coverage once =
                proof().systematic(100_000, 2).random(300, 7).clock(still).check();
        Coverage again =
                proof().systematic(100_000, 2).random(300, 7).clock(still).check();
        assertThat(again).isEqualTo(once);
        assertThat(once.extent()).isEqualTo(Coverage.Extent.ALL);
        assertThat(once.systematic()).isGreaterThan(300);
    }

    @Test
    void sameSeedFindsTheSameHistory() {
        assertThat(atRandom(11)).isEqualTo(atRandom(11));
    }

    private static Counterexample atRandom(long seed) {
        Proof proof = Animal.GUARD_AFTER
                .proof(Animal.GUARD_AFTER.wrong())
                .systematic(1, 0)
                .random(1_000, seed)
                .prove();
        return ((Proof.Broken) proof).counterexample();
    }

    @Test
    void whatWasCoveredIsSaid() {
        String report = proof().systematic(10_000, 1).random(10, 3).check().toString();
        assertThat(report)
                .contains(" histories (complete up to 1 deviation; ")
                .contains(" pruned as known states) and 10 random ones beyond (seed 3). ")
                .contains("\nScope: 1 deviation, 1 event, 1 copy of each besides the first; asynchronous, batches of"
                        + " up to 1, 3 tries; up to 22 points in an attempt")
                .contains("\nTried: crash before a call ", "pause while time passes ");
    }

    @Test
    void kindThatNoHistoryHadIsNamed() {
        String report =
                proof().duplicates(0).systematic(10_000, 1).random(0, 1).check().toString();
        assertThat(report)
                .contains("\nNot tried: stale read, other turns of tasks, delete by an old receipt, copy, early"
                        + " delivery, ");
    }

    @Test
    void reportIsASentenceForEachExtent() {
        Duration took = Duration.ofMillis(5_540);
        Reach reach = new Reach(
                Source.queue(), Source.queue(), 3, 1, 1, 1, List.of(), 4, Map.of(), List.of("mail"), List.of());
        assertThat(new Coverage(21_427, 3, 3, Coverage.Extent.ALL, 4_086, 1_560, 2_000, 1, took, reach).histories())
                .isEqualTo("21,427 histories (complete up to 3 deviations; 4,086 pruned as known states)"
                        + " and 2,000 random ones beyond (seed 1). Events reached the dead-letter queue in 1,560."
                        + " 5.5 s.");
        assertThat(new Coverage(9, 1, 1, Coverage.Extent.ALL, 0, 0, 0, 1, took, reach).histories())
                .isEqualTo("9 histories (complete up to 1 deviation, no history has more; 0 pruned as known states)"
                        + " and 0 random ones beyond (seed 1). 5.5 s.");
        assertThat(new Coverage(1, 0, 0, Coverage.Extent.TIMED_OUT, 0, 0, 1, 7, took, reach).histories())
                .isEqualTo("1 history (complete up to 0 deviations, then cut by time; 0 pruned as known states)"
                        + " and 1 random one beyond (seed 7). 5.5 s.");
        assertThat(new Coverage(1, 2, -1, Coverage.Extent.ONE, 0, 1, 0, 7, took, reach))
                .hasToString(
                        "1 history (repeated, with 2 deviations). Events reached the dead-letter queue in 1. 5.5 s.");
        assertThat(reach.toString()).endsWith("\nNot judged: mail");
    }

    @Test
    void repetitionIsSaidToBeOne() {
        assertThat(proof().repeating("1.1.0:CRASH_AFTER:0").prove().toString())
                .startsWith("No violation in 1 history (repeated, with 1 deviation). ");
    }

    @Test
    void historyThatIsNoneOfTheHandlerIsNotSaidToHold() {
        assertThatThrownBy(() -> proof().repeating("9.9.9:CRASH_AFTER:0").prove())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be repeated");
        assertThatThrownBy(() -> proof().repeating("1.1.0:CRASH:0")).hasMessageContaining("copy the whole line");
    }
}
