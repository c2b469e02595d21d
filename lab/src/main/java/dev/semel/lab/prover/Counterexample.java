// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lab.prover;

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

    @Override
    public String toString() {
        return timeline.stream()
                .map(line -> "    " + line)
                .collect(Collectors.joining(
                        "\n",
                        "Broken: " + violation.rule() + "\n",
                        "\nSeen:   " + violation.what() + "\nHint:   " + violation.hint() + "\nRepeat: .repeating(\""
                                + repetition + "\")"));
    }
}
