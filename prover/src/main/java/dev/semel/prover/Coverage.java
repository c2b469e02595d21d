// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.time.Duration;
import java.util.Objects;

/**
 * What a proof has covered.
 *
 * @param systematic how many different histories were tried systematically
 * @param deviations up to how many deviations at once
 * @param extent how much that is of what there is
 * @param pruned how many were given up because they had become one that is known
 * @param givenUp in how many of all an event went to the dead-letter queue, its tries used up
 * @param random how many were tried at random after that
 * @param seed of those
 * @param took how long it took, by the clock given to the prover
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

    /** How much of what there is was tried systematically. */
    public enum Extent {
        /** Every history with up to that number of deviations. */
        ALL("all there are"),
        /** The limit of histories came first. */
        CUT("cut by the limit"),
        /** The limit of time came first: on another machine it may be more, or less. */
        TIMED_OUT("cut by time"),
        /** One history, repeated. */
        ONE("repeated");

        private final String words;

        Extent(String words) {
            this.words = words;
        }
    }

    /** Validates that the parts are there. */
    public Coverage {
        Objects.requireNonNull(extent, "extent");
        Objects.requireNonNull(took, "took");
    }

    @Override
    public String toString() {
        double seconds = took.toMillis() / 1000.0;
        return extent == Extent.ONE
                ? "1 history with %d deviation%s, %s, in %.1f s"
                        .formatted(deviations, deviations == 1 ? "" : "s", extent.words, seconds)
                : "%,d histor%s with up to %d deviation%s, %s (%,d of them known after other ones), %,d random ones (seed %d)%s, in %.1f s"
                        .formatted(
                                systematic,
                                systematic == 1 ? "y" : "ies",
                                deviations,
                                deviations == 1 ? "" : "s",
                                extent.words,
                                pruned,
                                random,
                                seed,
                                givenUp == 0 ? "" : ", an event given up in %,d of all".formatted(givenUp),
                                seconds);
    }
}
