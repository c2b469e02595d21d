// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.history;

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
 * @param rejoins whether a history is cut off in a known state anywhere behind its last deviation, not only right after
 *     it
 * @param goesOnItself whether a strand decides itself what comes next; else every turn ends with a switch of threads
 * @param hasPriorities whether every second random history is drawn by priorities
 */
public record Switches(
        Set<ProverAction> without,
        boolean judges,
        boolean shrinks,
        boolean prunes,
        boolean repeats,
        boolean scans,
        boolean rejoins,
        boolean goesOnItself,
        boolean hasPriorities) {

    public static final Switches ON = without(Set.of());

    public static Switches without(Set<ProverAction> troubles) {
        return new Switches(troubles, true, true, true);
    }

    public Switches(Set<ProverAction> without, boolean judges, boolean shrinks, boolean prunes) {
        this(without, judges, shrinks, prunes, true, true, true, true, true);
    }

    /** {@return how the search was before it rejoined known states and saved switches of threads} */
    public static Switches slow() {
        return new Switches(Set.of(), true, true, true, true, true, false, false, true);
    }

    public Switches {
        without = Set.copyOf(without);
    }
}
