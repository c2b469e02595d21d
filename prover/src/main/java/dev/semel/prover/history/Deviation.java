// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.history;

import java.util.Objects;

/**
 * One fault or turn that the plain history does not have.
 *
 * @param at its place: attempt, point, and number of the choice at that point, as in {@code 2.3.0}; or {@code idle.4}
 * @param action the kind of deviation
 * @param argument the number of a lapse, event, delivery or attempt; 0 for kinds without one
 */
public record Deviation(String at, ProverAction action, int argument) {

    public Deviation {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(action, "action");
    }

    /** {@return the deviation that {@link #toString()} wrote} */
    public static Deviation parse(String text) {
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
