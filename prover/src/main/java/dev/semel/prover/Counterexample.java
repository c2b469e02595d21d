// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The shortest history found that breaks a rule.
 *
 * @param violation which rule, and how
 * @param timeline what happened, a line for each step
 * @param repetition names the history for {@link ProverBuilder#repeating}; the same handler, events and source repeat it
 */
public record Counterexample(Violation violation, List<String> timeline, String repetition) {

    /** Copies the timeline. */
    public Counterexample {
        timeline = List.copyOf(timeline);
    }

    /** Returns how many steps the history has: how often another attempt had the turn, or time passed. */
    public int steps() {
        return timeline.size();
    }

    /** Returns the report, and the line that repeats it: texts of a handler are on one line, and cut. */
    @Override
    public String toString() {
        return report(".repeating(\"" + repetition + "\")");
    }

    /**
     * Returns the report with other words for how to repeat the history, such as those of a command line.
     *
     * @param repeat is written as it is
     */
    public String report(String repeat) {
        return timeline.stream()
                .map(step -> "    " + Quoted.escaped(step))
                .collect(Collectors.joining(
                        "\n",
                        "Broken: " + Quoted.line(violation.rule()) + "\n",
                        "\nSeen:   " + Quoted.line(violation.what())
                                + "\nHint:   " + Quoted.line(violation.hint())
                                + "\nRepeat: " + repeat));
    }
}
