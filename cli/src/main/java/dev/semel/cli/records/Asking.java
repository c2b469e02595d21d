// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

/** The question to the person in front of a terminal. */
interface Asking {

    /** {@return whether there is a person who can answer} */
    boolean isPossible();

    /**
     * {@return whether the person types {@code yes}}
     *
     * @param question the question, on one line
     */
    boolean agrees(String question);
}
