// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.util.Objects;

/**
 * One thing that goes otherwise than in the plain history.
 *
 * @param at where: the attempt, its point, and how often it has stood there, as in {@code 2.3.0}; or {@code idle.4}
 * @param action what happens
 * @param argument which lapse, event, delivery or attempt; 0 where there is no choice
 */
record Deviation(String at, ProverAction action, int argument) {

    Deviation {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(action, "action");
    }

    /** Returns the deviation that {@link #toString()} wrote. */
    static Deviation parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("'" + text + "' is no deviation of a history: copy the whole line");
        }
        try {
            return new Deviation(parts[0], ProverAction.valueOf(parts[1]), Integer.parseInt(parts[2]));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no deviation of a history: copy the whole line, of this version of the prover",
                    e);
        }
    }

    @Override
    public String toString() {
        return at + ":" + action + ":" + argument;
    }
}
