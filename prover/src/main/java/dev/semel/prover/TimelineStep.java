// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One step of a history: what one attempt does at one time. A new step begins when another attempt runs, or
 * time passes.
 *
 * @param at the time since the beginning of the history
 * @param attempt the number of the attempt, from 1
 * @param actions what it does, in order
 */
public record TimelineStep(Duration at, int attempt, List<Action> actions) {

    /** Refuses null, and copies the actions. */
    public TimelineStep {
        Objects.requireNonNull(at, "at");
        actions = List.copyOf(actions);
    }

    /**
     * One action of an attempt.
     *
     * @param text the action with its answer, on one line
     * @param service the store or receiver that it calls; empty for none
     * @param line the line of code that calls, such as {@code Orders.java:42}; empty if it is not known
     * @param deviates whether it goes otherwise than in the plain history
     */
    public record Action(String text, String service, String line, boolean deviates) {

        /** Refuses null. */
        public Action {
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(service, "service");
            Objects.requireNonNull(line, "line");
        }

        /** {@return the text, with its line of code} */
        @Override
        public String toString() {
            return line.isEmpty() ? text : text + " (" + line + ")";
        }
    }

    /** {@return the step as a line of a report} */
    @Override
    public String toString() {
        return "%9s  #%d  %s"
                .formatted(
                        at.toMillis() + " ms",
                        attempt,
                        actions.stream().map(Action::toString).collect(Collectors.joining("; ")));
    }
}
