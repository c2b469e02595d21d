// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import dev.semel.prover.text.Quoted;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shortest history found that breaks a rule.
 *
 * @param violation the broken rule, and how it was broken
 * @param history the steps of the history
 * @param repetition names the history for {@link ProverBuilder#repeating}; the same handler, events and source repeat
 *     it
 */
public record Counterexample(Violation violation, List<TimelineStep> history, String repetition) {

    /** Copies the history. */
    public Counterexample {
        history = List.copyOf(history);
    }

    /** {@return the number of steps of the history: a step begins when another attempt runs, or time passes} */
    public int steps() {
        return history.size();
    }

    /** {@return the report, with the line of code that repeats it; texts of a handler are on one line, and cut} */
    @Override
    public String toString() {
        return report(".repeating(\"" + repetition + "\")");
    }

    /**
     * Returns the report with other words for how to repeat the history, such as those of a command line.
     *
     * @param repeat the words, written as they are
     * @return the report
     */
    public String report(String repeat) {
        return history.stream()
                .map(step -> "    " + Quoted.escaped(step.toString()))
                .collect(Collectors.joining(
                        "\n",
                        "Broken: " + Quoted.line(violation.rule()) + "\n",
                        "\nSeen:   " + Quoted.line(violation.what())
                                + "\nHint:   " + Quoted.line(violation.hint())
                                + "\nRepeat: " + repeat));
    }
}
