// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.measure;

import java.util.Arrays;

/**
 * The middle of some values, and what half of them lie between.
 *
 * @param lower a quarter of the values lie below
 * @param median half of them do
 * @param upper three quarters do
 */
public record Quartiles(double lower, double median, double upper) {

    /** {@return the quartiles of at least one value, interpolated between neighbours} */
    public static Quartiles of(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("values are empty: nothing was measured");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Quartiles(at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75));
    }

    /** {@return the value below which a part of the sorted values lie} */
    static double at(double[] sorted, double part) {
        double place = part * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
