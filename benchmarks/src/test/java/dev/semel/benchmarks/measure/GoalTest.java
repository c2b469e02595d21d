// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.benchmarks.contest.Contest;
import dev.semel.benchmarks.contest.Contestant;
import dev.semel.benchmarks.contest.Path;
import dev.semel.benchmarks.contest.Side;
import dev.semel.benchmarks.report.GoalTable;
import dev.semel.benchmarks.server.Traffic;
import dev.semel.benchmarks.server.Wire;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The goal of a batch of 100 fresh messages is half of the time of ten threads. */
class GoalTest {

    @ParameterizedTest
    @CsvSource({
        "40 40 40, 40 40 40, 'at most 0.50 | 0.40 | met'",
        "40 40 60, 40 40 40, 'at most 0.50 | 0.40 | met, within the spread'",
        "40 40 40, 60 60 60, 'at most 0.50 | 0.60 | met'",
        "60 60 60, 40 40 40, 'at most 0.50 | 0.40 | missed'",
        "60 60 40, 40 40 40, 'at most 0.50 | 0.40 | missed, within the spread'",
        "60 60 60, 58 58 58, 'at most 0.50 | 0.58 | not reachable: floor has 0.58'",
        "60 60 60, 58 58 45, 'at most 0.50 | 0.58 | not reachable: floor has 0.58, within the spread'"
    })
    void verdictSaysWhetherTheFloorItselfMissesTheGoal(String ours, String floor, String verdict) {
        Comparison comparison = new Comparison(
                new Contest(Path.BATCH_100_FRESH, 100, 100, List.of()),
                Wire.PLAIN,
                Duration.ofMillis(Goal.DELAY_MILLIS),
                List.of(
                        series(Side.OURS, "semel default", ours),
                        series(Side.FLOOR, "floor", floor),
                        series(Side.PEER, "powertools on 10", "100 100 100")));
        assertThat(GoalTable.of(List.of(comparison)).lines().filter(line -> line.contains("at most")))
                .singleElement()
                .asString()
                .endsWith("| " + verdict + " |");
    }

    private static Series series(Side side, String name, String millis) {
        Contestant contestant = new Contestant(side, name, false, () -> () -> {});
        return new Series(
                contestant,
                Arrays.stream(millis.split(" "))
                        .map(time -> new Reading(Long.parseLong(time) * 1_000_000, 0, 0, Traffic.none(), 0))
                        .toList());
    }
}
