// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.search;

import dev.semel.prover.Violation;
import dev.semel.prover.history.Deviation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Removes every deviation that is not needed to break the rule. */
final class Shrinker {

    private final Function<List<Deviation>, Simulation.Result> play;

    /**
     * Makes a shrinker.
     *
     * @param play plays the history of a script to its end
     */
    Shrinker(Function<List<Deviation>, Simulation.Result> play) {
        this.play = play;
    }

    /** A history that breaks a rule. */
    record Shrunk(List<Deviation> deviations, Simulation.Result result, Violation violation) {}

    /** Tries all choices of deviations, the smallest first: there are at most six, so at most 63 histories. */
    Shrunk shrink(List<Deviation> found, Simulation.Result result, Violation violation) {
        int all = 1 << found.size();
        for (int kept = 1; kept < found.size(); kept++) {
            for (int choice = 0; choice < all; choice++) {
                if (Integer.bitCount(choice) == kept) {
                    List<Deviation> fewer = chosen(found, choice);
                    Simulation.Result shorter = play.apply(fewer);
                    Violation same = shorter.violation();
                    if (same != null && same.rule().equals(violation.rule())) {
                        return new Shrunk(fewer, shorter, same);
                    }
                }
            }
        }
        return new Shrunk(found, result, violation);
    }

    private static List<Deviation> chosen(List<Deviation> deviations, int choice) {
        List<Deviation> chosen = new ArrayList<>();
        for (int i = 0; i < deviations.size(); i++) {
            if ((choice & 1 << i) != 0) {
                chosen.add(deviations.get(i));
            }
        }
        return chosen;
    }
}
