// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.report;

import static dev.semel.benchmarks.contest.Side.OURS;
import static dev.semel.benchmarks.contest.Side.PEER;

import dev.semel.benchmarks.contest.Path;
import dev.semel.benchmarks.measure.Comparison;
import dev.semel.benchmarks.measure.Goal;
import dev.semel.benchmarks.measure.Quartiles;
import dev.semel.benchmarks.measure.Series;
import java.util.List;
import java.util.Locale;

/**
 * The table of what single calls add to the floor: processor time and memory of the calling thread, ours beside the
 * peer's. The goal is that ours adds at most as much. A verdict is within the spread if the quartiles overlap.
 */
public final class AdditionTable {

    private static final double KILO = 1024;
    private static final List<Path> PATHS = List.of(Path.FIRST, Path.DUPLICATE, Path.TRANSACTION);

    private static final String HEAD = String.format(
            "%nWhat a single call adds to the floor, medians. \"semel\" has PlainJsonCodec, \"semel jackson\" has"
                    + " JacksonCodec. \"powertools\" compares no payloads, \"powertools validating\" does, as Semel"
                    + " does. A request more than the floor's counts as added: powertools 1.15 sends 2 for a duplicate,"
                    + " where the floor has 1, and 3 for a transaction.%n"
                    + "| path | contestant | connections | to | CPU ms: contestant, other | verdict |"
                    + " KB: contestant, other | verdict |%n"
                    + "|---|---|---|---|---|---|---|---|%n");

    private AdditionTable() {}

    /** {@return the table of the comparisons at the goals' delay; empty if there is none} */
    public static String of(List<Comparison> comparisons) {
        StringBuilder text = new StringBuilder();
        comparisons.stream()
                .filter(comparison -> comparison.delay().toMillis() == Goal.DELAY_MILLIS)
                .filter(comparison -> PATHS.contains(comparison.contest().path()))
                .forEach(comparison -> text.append(rows(comparison)));
        return text.isEmpty() ? "" : HEAD + text;
    }

    private static String rows(Comparison comparison) {
        StringBuilder text = new StringBuilder();
        for (Series floor : comparison.named("floor")) {
            for (Series ours : comparison.of(OURS)) {
                comparison.of(PEER).forEach(peer -> text.append(row(comparison, floor, ours, peer)));
            }
        }
        return text.toString();
    }

    private static String row(Comparison comparison, Series floor, Series ours, Series peer) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s |%n",
                comparison.contest().path(),
                ours.contestant().name(),
                comparison.wire(),
                peer.contestant().name(),
                both("%.2f", 1, floor.processorMillis(), ours.processorMillis(), peer.processorMillis()),
                both("%.1f", KILO, floor.allocated(), ours.allocated(), peer.allocated()));
    }

    private static String both(String format, double unit, Quartiles floor, Quartiles ours, Quartiles peer) {
        return String.format(
                Locale.ROOT,
                format + ", " + format + " | %s",
                (ours.median() - floor.median()) / unit,
                (peer.median() - floor.median()) / unit,
                verdict(ours, peer));
    }

    private static String verdict(Quartiles ours, Quartiles peer) {
        boolean isMet = ours.median() <= peer.median();
        boolean isClear = isMet ? ours.upper() <= peer.lower() : ours.lower() > peer.upper();
        return (isMet ? "met" : "missed") + (isClear ? "" : ", within the spread");
    }
}
