// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.measure;

import dev.semel.benchmarks.contest.Path;
import dev.semel.benchmarks.server.Wire;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A goal at 5 ms per request: a ratio of times that must not be exceeded. The peer's ten threads are met where their
 * connections are as its users have them: the JDK's client keeps five, so that ten threads open new ones for each
 * batch, which matters over TLS.
 *
 * @param path the path
 * @param wire the connections for which the goal is stated
 * @param ours Semel's contestant
 * @param other the contestant whose time is the yardstick
 * @param most the largest ratio that meets the goal
 */
public record Goal(Path path, Wire wire, String ours, String other, double most) {

    /** The delay for which goals are stated, in milliseconds. */
    public static final int DELAY_MILLIS = 5;

    private static final String DEFAULT = "semel default";
    private static final String REDELIVERED = "semel redelivered";
    private static final String FLOOR = "floor";
    private static final String FLOOR_OF_REDELIVERED = "floor at once";
    private static final String ON_TEN = "powertools on 10";

    /** {@return every goal} */
    public static List<Goal> all() {
        return List.of(
                new Goal(Path.FIRST, Wire.PLAIN, "semel", "powertools", 1.0),
                new Goal(Path.DUPLICATE, Wire.PLAIN, "semel", "powertools", 1.0),
                new Goal(Path.BATCH_FRESH, Wire.PLAIN, DEFAULT, FLOOR, 1.1),
                new Goal(Path.BATCH_FRESH, Wire.PLAIN, DEFAULT, "powertools", 0.15),
                new Goal(Path.BATCH_FRESH, Wire.TLS, DEFAULT, ON_TEN, 0.75),
                new Goal(Path.BATCH_100_FRESH, Wire.PLAIN, DEFAULT, ON_TEN, 0.5),
                new Goal(Path.BATCH_100_FRESH, Wire.TLS, DEFAULT, ON_TEN, 0.5),
                new Goal(Path.BATCH_DUPLICATES, Wire.PLAIN, REDELIVERED, ON_TEN, 1.0),
                new Goal(Path.BATCH_DUPLICATES, Wire.TLS, REDELIVERED, ON_TEN, 1.0),
                new Goal(Path.BATCH_MIXED, Wire.PLAIN, DEFAULT, ON_TEN, 1.3),
                new Goal(Path.BATCH_MIXED, Wire.TLS, DEFAULT, ON_TEN, 1.3));
    }

    /** {@return whether the goal is stated for this path, these connections and this delay} */
    boolean isFor(Comparison comparison) {
        return comparison.contest().path() == path
                && comparison.wire() == wire
                && comparison.delay().toMillis() == DELAY_MILLIS;
    }

    /** {@return the goals of a comparison, each with what was measured} */
    public static List<Verdict> of(Comparison comparison) {
        return all().stream()
                .filter(goal -> goal.isFor(comparison))
                .<Verdict>mapMulti((goal, verdicts) -> {
                    for (Series ours : comparison.named(goal.ours)) {
                        for (Series other : comparison.named(goal.other)) {
                            verdicts.accept(new Verdict(
                                    goal, comparison.ratio(ours, other), goal.floorsRatio(comparison, other)));
                        }
                    }
                })
                .toList();
    }

    /** {@return the floor's ratio to the same yardstick; empty if the floor is the yardstick, or did not run} */
    private Optional<Ratio> floorsRatio(Comparison comparison, Series yardstick) {
        String floor = ours.equals(REDELIVERED) ? FLOOR_OF_REDELIVERED : FLOOR;
        return other.equals(FLOOR)
                ? Optional.empty()
                : comparison.named(floor).stream()
                        .map(series -> comparison.ratio(series, yardstick))
                        .findFirst();
    }

    /**
     * Measured ratio of a goal.
     *
     * @param goal the goal
     * @param ratio the ratio, with its interval
     * @param floor the ratio of the raw calls to the same yardstick; empty if they are the yardstick
     */
    public record Verdict(Goal goal, Ratio ratio, Optional<Ratio> floor) {

        /** {@return whether this is the verdict on these two contestants} */
        public boolean isOf(Series one, Series another) {
            return goal.ours.equals(one.contestant().name())
                    && goal.other.equals(another.contestant().name());
        }

        /**
         * {@return whether the goal is met, and whether the spread leaves a doubt; of a goal that the raw calls alone
         * miss, that no library could meet it}
         */
        public String text() {
            if (ratio.value() <= goal.most) {
                return "met" + doubt(ratio.high() <= goal.most);
            }
            if (floor.isPresent() && floor.get().value() > goal.most) {
                return String.format(
                                Locale.ROOT,
                                "not reachable: floor has %.2f",
                                floor.get().value())
                        + doubt(floor.get().low() > goal.most);
            }
            return "missed" + doubt(ratio.low() > goal.most);
        }

        private static String doubt(boolean isClear) {
            return isClear ? "" : ", within the spread";
        }
    }
}
