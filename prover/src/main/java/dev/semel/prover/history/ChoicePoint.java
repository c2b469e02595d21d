// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.history;

import java.util.List;

/**
 * A place in a history at which it can deviate from the plain course.
 *
 * @param at the name of the place, as in {@link Deviation#at}
 * @param options the deviations that are possible here
 */
public record ChoicePoint(String at, List<Deviation> options) {

    public ChoicePoint {
        options = List.copyOf(options);
    }
}
