// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.util.Set;

/**
 * Parts of the prover that its own tests switch off, to see that they are needed.
 *
 * @param without the kinds of deviation that never happen
 * @param judges whether histories are judged
 * @param shrinks whether counterexamples are shrunk
 * @param prunes whether histories are cut off in known states
 * @param repeats whether the plain history and a counterexample are played again and compared
 * @param scans whether the handler's code is scanned
 * @param goesOnItself whether a strand decides itself what comes next; else every turn ends with a switch of threads
 */
record Switches(
        Set<ProverAction> without,
        boolean judges,
        boolean shrinks,
        boolean prunes,
        boolean repeats,
        boolean scans,
        boolean goesOnItself) {

    static final Switches ON = without(Set.of());

    static Switches without(Set<ProverAction> troubles) {
        return new Switches(troubles, true, true, true);
    }

    Switches(Set<ProverAction> without, boolean judges, boolean shrinks, boolean prunes) {
        this(without, judges, shrinks, prunes, true, true, true);
    }

    Switches {
        without = Set.copyOf(without);
    }
}
