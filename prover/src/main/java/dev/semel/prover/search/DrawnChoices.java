// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.search;

import dev.semel.prover.history.Choices;
import dev.semel.prover.history.Deviation;
import java.util.List;
import java.util.function.LongSupplier;

/** Choices that are drawn: their history can be told only when it is over. */
interface DrawnChoices extends Choices {

    /** {@return the deviations so far, in order} */
    List<Deviation> taken();

    @Override
    default boolean isPlain() {
        return taken().isEmpty();
    }

    @Override
    default boolean isKnown(LongSupplier stateHash) {
        return false;
    }
}
