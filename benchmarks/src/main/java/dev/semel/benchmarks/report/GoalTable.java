// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.report;

import static dev.semel.benchmarks.contest.Side.FLOOR;
import static dev.semel.benchmarks.contest.Side.OURS;
import static dev.semel.benchmarks.contest.Side.PEER;

import dev.semel.benchmarks.measure.Comparison;
import dev.semel.benchmarks.measure.Goal;
import dev.semel.benchmarks.measure.Ratio;
import dev.semel.benchmarks.measure.Series;
import java.util.List;
import java.util.Locale;

/** The last table of a run: one row for each path, policy, connections and yardstick, with goal and verdict. */
public final class GoalTable {

    private static final double KILO = 1024;

    private GoalTable() {}

    /** {@return the table of the comparisons at the goals' delay; empty if there is none} */
    public static String of(List<Comparison> comparisons) {
        StringBuilder text = new StringBuilder();
        comparisons.stream()
                .filter(comparison -> comparison.delay().toMillis() == Goal.DELAY_MILLIS)
                .forEach(comparison -> text.append(rows(comparison)));
        if (text.isEmpty()) {
            return "";
        }
        return String.format(
                        "%nAt %d ms per request. Ratio: of medians [quartiles of the rounds' ratios]; lower is better."
                                + " Floor: its own ratio to the goal's yardstick.%n",
                        Goal.DELAY_MILLIS)
                + "| path | policy | connections | to | ratio | requests | bytes sent, received | CPU ms above floor"
                + String.format(
                        " | KB above floor | goal | floor | verdict |%n|---|---|---|---|---|---|---|---|---|---|---|---|%n")
                + text;
    }

    private static String rows(Comparison comparison) {
        List<Goal.Verdict> verdicts = Goal.of(comparison);
        StringBuilder text = new StringBuilder();
        for (Series ours : comparison.of(OURS)) {
            comparison.of(FLOOR).forEach(floor -> text.append(row(comparison, ours, floor, verdicts)));
            comparison.of(PEER).forEach(peer -> text.append(row(comparison, ours, peer, verdicts)));
            comparison.named(ours.contestant().name().replace("semel", "before")).stream()
                    .filter(before -> !before.equals(ours))
                    .forEach(before -> text.append(row(comparison, ours, before, verdicts)));
        }
        for (Series floor : comparison.named("floor")) {
            comparison.of(PEER).forEach(peer -> text.append(row(comparison, floor, peer, verdicts)));
        }
        return text.toString();
    }

    private static String row(Comparison comparison, Series one, Series other, List<Goal.Verdict> verdicts) {
        Ratio ratio = comparison.ratio(one, other);
        var traffic = one.traffic().total();
        int rounds = one.readings().size();
        String goal = "";
        String floor = "";
        String verdict = "";
        for (Goal.Verdict candidate : verdicts) {
            if (candidate.isOf(one, other)) {
                goal = String.format(
                        Locale.ROOT, "at most %.2f", candidate.goal().most());
                floor = candidate
                        .floor()
                        .map(ratioOfFloor -> String.format(Locale.ROOT, "%.2f", ratioOfFloor.value()))
                        .orElse("");
                verdict = candidate.text();
            }
        }
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %.3f [%.3f, %.3f] | %.1f | %d, %d | %s | %s | %s | %s | %s |%n",
                comparison.contest().path(),
                one.contestant().name(),
                comparison.wire(),
                other.contestant().name(),
                ratio.value(),
                ratio.rounds().lower(),
                ratio.rounds().upper(),
                one.requests().median(),
                traffic.sent() / rounds,
                traffic.received() / rounds,
                processorAbove(comparison, one),
                memoryAbove(comparison, one),
                goal,
                floor,
                verdict);
    }

    private static String processorAbove(Comparison comparison, Series one) {
        return comparison.named("floor").stream()
                .filter(floor -> isComparable(floor, one))
                .map(floor -> String.format(
                        Locale.ROOT,
                        "%.2f",
                        one.processorMillis().median() - floor.processorMillis().median()))
                .findFirst()
                .orElse("-");
    }

    private static String memoryAbove(Comparison comparison, Series one) {
        return comparison.named("floor").stream()
                .filter(floor -> isComparable(floor, one))
                .map(floor -> String.format(
                        Locale.ROOT,
                        "%.1f",
                        (one.allocated().median() - floor.allocated().median()) / KILO))
                .findFirst()
                .orElse("-");
    }

    private static boolean isComparable(Series floor, Series one) {
        return floor.contestant().isOnOneThread() && one.contestant().isOnOneThread();
    }
}
