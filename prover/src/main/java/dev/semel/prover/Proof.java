// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import dev.semel.prover.text.Quoted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The result of a proof: a bounded search, not a proof beyond what {@link #coverage} states. */
public sealed interface Proof {

    /** {@return the histories that were played} */
    Coverage coverage();

    /**
     * Writes the report into one file that needs nothing else: as JSON if its name ends with {@code .json}, and as HTML
     * with a sequence diagram otherwise. A file that is there is replaced.
     *
     * @param file the file, in a folder that exists
     * @throws IOException if it cannot be written
     */
    default void writeReport(Path file) throws IOException {
        Path name = file.getFileName();
        boolean isJson = name != null && name.toString().endsWith(".json");
        Files.writeString(file, isJson ? ProofDocument.json(this) : HtmlReport.of(this));
    }

    /**
     * No violation was found in any history of the declared scope, and rules name every effect that took place.
     *
     * @param coverage the histories that were played
     * @param history the steps of a repeated history; of the plain one if histories were explored
     */
    record Held(Coverage coverage, List<TimelineStep> history) implements Proof {

        /** Copies the history. */
        public Held {
            history = List.copyOf(history);
        }

        /** {@return the report} */
        @Override
        public String toString() {
            String steps = history.stream()
                    .map(step -> "\n    " + Quoted.escaped(step.toString()))
                    .collect(Collectors.joining());
            return "No violation in " + coverage + (coverage.extent() == Coverage.Extent.ONE ? steps : "");
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
     * @param plain the steps of the plain history, to compare it with
     */
    record Broken(Coverage coverage, Counterexample counterexample, List<TimelineStep> plain) implements Proof {

        /** Copies the plain history. */
        public Broken {
            plain = List.copyOf(plain);
        }

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
