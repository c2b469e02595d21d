// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.measure;

import java.util.Arrays;
import java.util.Random;

/**
 * The comparison of two contestants: the ratio of their medians, and where it lies with 95 % confidence.
 *
 * @param value the ratio
 * @param low the interval's lower end
 * @param high its upper end
 * @param rounds the quartiles of the ratios of single rounds
 */
public record Ratio(double value, double low, double high, Quartiles rounds) {

    private static final int RESAMPLES = 1000;

    /**
     * Compares by resampling the rounds, which both ran next to each other and so are drawn together (a bootstrap).
     *
     * @param above what is divided, by round
     * @param below what it is divided by, by round
     * @param seed makes the interval repeatable
     */
    public static Ratio of(double[] above, double[] below, long seed) {
        Random random = new Random(seed);
        double[] ratios = new double[RESAMPLES];
        double[] someAbove = new double[above.length];
        double[] someBelow = new double[above.length];
        for (int sample = 0; sample < RESAMPLES; sample++) {
            for (int i = 0; i < above.length; i++) {
                int round = random.nextInt(above.length);
                someAbove[i] = above[round];
                someBelow[i] = below[round];
            }
            ratios[sample] =
                    Quartiles.of(someAbove).median() / Quartiles.of(someBelow).median();
        }
        Arrays.sort(ratios);
        double[] rounds = new double[above.length];
        for (int i = 0; i < above.length; i++) {
            rounds[i] = above[i] / below[i];
        }
        return new Ratio(
                Quartiles.of(above).median() / Quartiles.of(below).median(),
                Quartiles.at(ratios, 0.025),
                Quartiles.at(ratios, 0.975),
                Quartiles.of(rounds));
    }
}
