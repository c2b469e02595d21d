// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

/** The knowledge about attempts that did not complete, from the most to the least certain. */
public enum Certainty {
    /** The body never began. */
    NOT_STARTED,
    /** The body began, and no effect took place. */
    NOT_EXECUTED,
    /** Effects may or may not have happened. */
    UNKNOWN;

    /**
     * {@return the less certain of both, which is the certainty about two attempts together}
     *
     * @param other the other certainty
     */
    public Certainty leastCertain(Certainty other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
