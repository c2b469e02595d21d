// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.benchmarks.contest.Contest;
import dev.semel.benchmarks.contest.Contestant;
import dev.semel.benchmarks.contest.Path;
import dev.semel.benchmarks.contest.Side;
import dev.semel.benchmarks.report.AdditionTable;
import dev.semel.benchmarks.server.Traffic;
import dev.semel.benchmarks.server.Wire;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The goal of a single call is to add at most as much processor time and memory as the peer. */
class AdditionTableTest {

    private static Comparison comparison(Path path, Duration delay, String ours, String peer) {
        return new Comparison(
                new Contest(path, 1, 1, List.of()),
                Wire.PLAIN,
                delay,
                List.of(
                        series(Side.FLOOR, "floor", "10 10 10"),
                        series(Side.OURS, "semel", ours),
                        series(Side.PEER, "powertools", peer)));
    }

    @ParameterizedTest
    @CsvSource({
        "20 20 20, 30 30 30, '10.00, 20.00 | met | 10.0, 20.0 | met'",
        "30 30 30, 30 30 30, '20.00, 20.00 | met | 20.0, 20.0 | met'",
        "20 20 40, 30 30 10, '10.00, 20.00 | met, within the spread | 10.0, 20.0 | met, within the spread'",
        "40 40 40, 30 30 30, '30.00, 20.00 | missed | 30.0, 20.0 | missed'",
        "40 40 20, 30 30 50, '30.00, 20.00 | missed, within the spread | 30.0, 20.0 | missed, within the spread'"
    })
    void whatIsAddedIsComparedAboveTheFloor(String ours, String peer, String row) {
        assertThat(AdditionTable.of(List.of(comparison(Path.FIRST, Duration.ofMillis(Goal.DELAY_MILLIS), ours, peer))))
                .endsWith("| first | semel | plain | powertools | " + row + " |" + System.lineSeparator());
    }

    @Test
    void otherPathsAndDelaysHaveNoRow() {
        Duration goals = Duration.ofMillis(Goal.DELAY_MILLIS);
        assertThat(AdditionTable.of(List.of(
                        comparison(Path.THREADS, goals, "20 20 20", "30 30 30"),
                        comparison(Path.FIRST, Duration.ZERO, "20 20 20", "30 30 30"))))
                .isEmpty();
    }

    /** A series whose rounds took these milliseconds of processor time, and allocated as many KB. */
    private static Series series(Side side, String name, String each) {
        Contestant contestant = new Contestant(side, name, true, () -> () -> {});
        return new Series(
                contestant,
                Arrays.stream(each.split(" "))
                        .map(Long::parseLong)
                        .map(used -> new Reading(1, used * 1_000_000, used * 1024, Traffic.none(), 0))
                        .toList());
    }
}
