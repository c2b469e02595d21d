// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where attempts wait for their turn. */
interface Scheduler {

    /**
     * Waits at a point, and makes the call if and when the prover says so.
     *
     * @param failure what a lost or refused call throws
     */
    <T> @Nullable T pass(
            YieldPoint point, Supplier<@Nullable T> call, Supplier<? extends @Nullable RuntimeException> failure);

    /** Returns the number of the attempt that has the turn. */
    int attempt();
}
