// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Says where a history deviates. */
interface Choices {

    /** Returns what happens instead of the plain course; null for nothing. */
    @Nullable
    Deviation choose(String at, List<Deviation> options);

    /** Returns whether no deviation is chosen anywhere. */
    boolean isPlain();

    /** Returns whether the history need not go on, because it has come to a state that is known. */
    boolean isKnown(LongSupplier stateHash);
}
