// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * The histories that a proof has played.
 *
 * @param systematic the number of different systematic histories
 * @param deviations the largest number of deviations in one of them
 * @param extent how complete they are
 * @param pruned the number of systematic histories that were cut off in a state that another one had reached
 * @param givenUp the number of all histories in which an event reached the dead-letter queue, its tries used up
 * @param random the number of random histories
 * @param seed the seed of the random histories
 * @param took the time that the proof took, by the clock given to the prover
 */
public record Coverage(
        long systematic,
        int deviations,
        Extent extent,
        long pruned,
        long givenUp,
        long random,
        long seed,
        Duration took) {

    /** The completeness of the systematic histories. */
    public enum Extent {
        /** Every history with up to that number of deviations was played. */
        ALL("complete up to"),
        /** The limit of histories was reached first. */
        CUT("cut by the limit of histories, at up to"),
        /** The limit of time was reached first: the number of histories depends on the machine. */
        TIMED_OUT("cut by time, at up to"),
        /** One history was repeated. */
        ONE("repeated, with");

        private final String words;

        Extent(String words) {
            this.words = words;
        }
    }

    /** Refuses null. */
    public Coverage {
        Objects.requireNonNull(extent, "extent");
        Objects.requireNonNull(took, "took");
    }

    /** {@return the coverage in a sentence or two, for reports} */
    @Override
    public String toString() {
        String bound = extent.words + " " + count(deviations, "deviation", "s");
        String systematically = count(systematic, "histor", "ies", "y");
        String played = extent == Extent.ONE
                ? "%s (%s)".formatted(systematically, bound)
                : String.format(
                        Locale.ROOT,
                        "%s (%s; %,d pruned as known states) and %s",
                        systematically,
                        bound,
                        pruned,
                        randomOnes());
        String dead = givenUp == 0
                ? ""
                : String.format(Locale.ROOT, " Events reached the dead-letter queue in %,d.", givenUp);
        return played + "." + dead + seconds();
    }

    /** {@return the histories that were played until a rule was broken} */
    String untilFound() {
        return extent == Extent.ONE
                ? "Found in " + this
                : "Found after " + count(systematic, "histor", "ies", "y") + " with up to "
                        + count(deviations, "deviation", "s") + " and " + randomOnes() + "." + seconds();
    }

    private String randomOnes() {
        return count(random, "random one", "s") + " (seed " + seed + ")";
    }

    private String seconds() {
        return String.format(Locale.ROOT, " %.1f s.", took.toMillis() / 1000.0);
    }

    private static String count(long number, String noun, String plural) {
        return count(number, noun, plural, "");
    }

    private static String count(long number, String noun, String plural, String singular) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? singular : plural);
    }
}
