// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.measure;

import dev.semel.benchmarks.contest.Contest;
import dev.semel.benchmarks.contest.Side;
import dev.semel.benchmarks.server.Wire;
import java.time.Duration;
import java.util.List;

/**
 * One path at one delay: what all contestants took.
 *
 * @param contest the path
 * @param wire the connections
 * @param delay what each request waited
 * @param series one for each contestant, in the contest's order
 */
public record Comparison(Contest contest, Wire wire, Duration delay, List<Series> series) {

    private static final long SEED = 20_260_101;

    /** Copies the series. */
    public Comparison {
        series = List.copyOf(series);
    }

    /** {@return the series of one side} */
    public List<Series> of(Side side) {
        return series.stream().filter(one -> one.contestant().side() == side).toList();
    }

    /** {@return the series of a contestant; none if it does not go along this path} */
    public List<Series> named(String name) {
        return series.stream()
                .filter(one -> one.contestant().name().equals(name))
                .toList();
    }

    /** {@return how the times of two contestants compare} */
    public Ratio ratio(Series above, Series below) {
        return Ratio.of(above.millis(), below.millis(), SEED);
    }
}
