// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lab.prover;

import java.time.Duration;

/**
 * What a proof has covered.
 *
 * @param systematic how many different histories were tried systematically
 * @param deviations up to how many deviations at once; complete for that number unless {@code cut}
 * @param cut whether the limit of histories ended the systematic part before all of that number were tried
 * @param pruned how many were given up because they had become one that is known
 * @param random how many were tried at random after that
 * @param seed of those
 * @param took how long it took, by the clock given to the prover
 */
public record Coverage(
        long systematic, int deviations, boolean cut, long pruned, long random, long seed, Duration took) {

    @Override
    public String toString() {
        return "%,d histories with up to %d deviations%s (%,d of them known after other ones), %,d random ones (seed %d), in %.1f s"
                .formatted(
                        systematic,
                        deviations,
                        cut ? ", cut by the limit" : ", all there are",
                        pruned,
                        random,
                        seed,
                        took.toMillis() / 1000.0);
    }
}
