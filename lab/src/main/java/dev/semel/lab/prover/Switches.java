// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lab.prover;

import java.util.Set;

/**
 * Parts of the prover that its own tests switch off, to see that they are needed.
 *
 * @param without what never happens
 * @param judges whether the oracle judges
 * @param shrinks whether what is found is shrunk
 */
record Switches(Set<Action> without, boolean judges, boolean shrinks) {

    static final Switches ON = new Switches(Set.of(), true, true);

    Switches {
        without = Set.copyOf(without);
    }
}
