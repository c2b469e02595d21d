// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.history;

import java.util.Optional;
import java.util.function.LongSupplier;

/** Decides where a history deviates. */
public interface Choices {

    /** {@return the deviation that happens at a point; empty for the plain course} */
    Optional<Deviation> choose(ChoicePoint point);

    /** {@return whether no deviation is chosen anywhere} */
    boolean isPlain();

    /** {@return whether a known history is played again, for a report} */
    default boolean isRepeating() {
        return false;
    }

    /** {@return whether the history can stop here, because another one has reached this state} */
    boolean isKnown(LongSupplier stateHash);
}
