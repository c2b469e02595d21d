// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.util.List;
import java.util.stream.Collectors;

/** What came of a proof. */
public sealed interface Proof {

    /** Returns what was covered. */
    Coverage coverage();

    /**
     * Every history that was tried kept every rule.
     *
     * @param coverage which those were
     * @param timeline of the one that was repeated, what happened, a line for each step; else empty
     */
    record Held(Coverage coverage, List<String> timeline) implements Proof {

        /** Copies the timeline. */
        public Held {
            timeline = List.copyOf(timeline);
        }

        @Override
        public String toString() {
            return "Held in " + coverage
                    + timeline.stream()
                            .map(step -> "\n    " + Quoted.escaped(step))
                            .collect(Collectors.joining());
        }
    }

    /**
     * A history broke a rule.
     *
     * @param coverage what was tried until then
     * @param counterexample the history, shrunk
     */
    record Broken(Coverage coverage, Counterexample counterexample) implements Proof {

        @Override
        public String toString() {
            return counterexample
                    + "\nFound after %,d histories with up to %d deviations and %,d random ones (seed %d), in %.1f s"
                            .formatted(
                                    coverage.systematic(),
                                    coverage.deviations(),
                                    coverage.random(),
                                    coverage.seed(),
                                    coverage.took().toMillis() / 1000.0);
        }
    }
}
