// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import dev.semel.prover.text.Counted;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * The histories that a proof has played.
 *
 * @param systematic the number of different systematic histories
 * @param deviations the largest number of deviations in one of them
 * @param complete the number of deviations up to which every history was played; -1 if not even the plain one was
 * @param extent how complete they are
 * @param pruned the number of systematic histories that were cut off in a state that another one had reached
 * @param givenUp the number of all histories in which an event reached the dead-letter queue, its tries used up
 * @param random the number of random histories, which are beyond the declared scope
 * @param seed the seed of the random histories
 * @param took the time that the proof took, by the clock given to the prover
 * @param reach the declared scope, and what was tried in it
 */
public record Coverage(
        long systematic,
        int deviations,
        int complete,
        Extent extent,
        long pruned,
        long givenUp,
        long random,
        long seed,
        Duration took,
        Reach reach) {

    /** The completeness of the systematic histories. */
    public enum Extent {
        /** Every history of the declared scope was played. */
        ALL,
        /** The limit of histories was reached first. */
        CUT,
        /** The limit of time was reached first: the number of histories depends on the machine. */
        TIMED_OUT,
        /** A history that broke a rule ended the proof. */
        FOUND,
        /** One history was repeated. */
        ONE
    }

    /** Refuses null. */
    public Coverage {
        Objects.requireNonNull(extent, "extent");
        Objects.requireNonNull(took, "took");
        Objects.requireNonNull(reach, "reach");
    }

    /** {@return the coverage in a few lines, for reports: histories, scope, troubles, what was not judged} */
    @Override
    public String toString() {
        return extent == Extent.ONE ? histories() : histories() + "\n" + reach;
    }

    /** {@return the histories in a sentence or two} */
    String histories() {
        String played = extent == Extent.ONE
                ? systematically() + " (repeated, with " + Counted.of(deviations, "deviation") + ")"
                : systematically() + " (" + bound()
                        + String.format(Locale.ROOT, "; %,d pruned as known states)", pruned) + " and " + randomOnes();
        String dead = givenUp == 0
                ? ""
                : String.format(Locale.ROOT, " Events reached the dead-letter queue in %,d.", givenUp);
        return played + "." + dead + seconds();
    }

    private String bound() {
        String whole = complete < 0 ? "" : "complete up to " + Counted.of(complete, "deviation");
        return switch (extent) {
            case ALL, ONE -> whole + (complete < reach.declared() ? ", no history has more" : "");
            case FOUND -> whole + ", then ended by the history that breaks a rule";
            case CUT -> whole + ", then cut by the limit of histories";
            case TIMED_OUT -> whole + ", then cut by time";
        };
    }

    /** {@return the histories that were played until a rule was broken} */
    String untilFound() {
        return extent == Extent.ONE
                ? "Found in " + histories()
                : "Found after " + systematically() + " with up to " + Counted.of(deviations, "deviation") + " and "
                        + randomOnes() + "." + seconds();
    }

    private String systematically() {
        return Counted.of(systematic, "history", "histories");
    }

    private String randomOnes() {
        return Counted.of(random, "random one") + " beyond (seed " + seed + ")";
    }

    private String seconds() {
        return String.format(Locale.ROOT, " %.1f s.", took.toMillis() / 1000.0);
    }
}
