// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The result of a proof: a bounded search, not a proof beyond what {@link #coverage} states. */
public sealed interface Proof {

    /** {@return the histories that were played} */
    Coverage coverage();

    /**
     * No violation was found in any history of the declared scope, and rules name every effect that took place.
     *
     * @param coverage the histories that were played
     * @param timeline the steps of a repeated history, one per line; empty if histories were explored
     */
    record Held(Coverage coverage, List<String> timeline) implements Proof {

        /** Copies the timeline. */
        public Held {
            timeline = List.copyOf(timeline);
        }

        /** {@return the report} */
        @Override
        public String toString() {
            return "No violation in " + coverage
                    + timeline.stream()
                            .map(step -> "\n    " + Quoted.escaped(step))
                            .collect(Collectors.joining());
        }
    }

    /**
     * No violation was found so far, but the declared scope was not judged as a whole: nothing follows from it.
     *
     * @param coverage the histories that were played
     * @param missing what is missing, and what to do about it
     */
    record Unfinished(Coverage coverage, String missing) implements Proof {

        /** Refuses null. */
        public Unfinished {
            Objects.requireNonNull(missing, "missing");
        }

        /** {@return the report} */
        @Override
        public String toString() {
            return "Unfinished: " + Quoted.line(missing) + "\nNo violation so far in " + coverage;
        }
    }

    /**
     * A history broke a rule.
     *
     * @param coverage the histories that were played until then
     * @param counterexample the history, shrunk
     */
    record Broken(Coverage coverage, Counterexample counterexample) implements Proof {

        /** {@return the report, with the line of code that repeats the history} */
        @Override
        public String toString() {
            return counterexample + "\n" + coverage.untilFound();
        }

        /**
         * Returns the report with other words for how to repeat the history, such as those of a command line.
         *
         * @param repeat the words, written as they are
         * @return the report
         */
        public String report(String repeat) {
            return counterexample.report(repeat) + "\n" + coverage.untilFound();
        }
    }
}
