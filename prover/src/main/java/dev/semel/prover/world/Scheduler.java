// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.world;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Stops attempts at their points, and lets one at a time go on. */
public interface Scheduler {

    /**
     * Waits at a point, and makes the call if and when the prover decides so.
     *
     * @param stale answers a call that may be stale from an older state
     * @param failure makes the exception of a call that is lost or refused
     */
    <T> @Nullable T pass(
            YieldPoint point,
            Supplier<@Nullable T> call,
            Supplier<@Nullable T> stale,
            Supplier<? extends RuntimeException> failure);

    /** Waits at a point, and makes a call that is never stale. */
    default <T> @Nullable T pass(
            YieldPoint point, Supplier<@Nullable T> call, Supplier<? extends RuntimeException> failure) {
        return pass(point, call, call, failure);
    }

    /** Waits at a point that has no call. */
    default void pass(YieldPoint point) {
        pass(point, () -> "", () -> new IllegalStateException("A point without a call cannot fail: " + point.label()));
    }

    /** Runs a task of the current attempt on a thread of its own, when the prover decides so. */
    void execute(Runnable task);

    /** Lets the current thread pass points for the attempt that waits for its answer: it serves a receiver. */
    void serve();

    /** Refuses the proof: the handler, or its test, uses the world wrongly. The first refusal counts. */
    void refuse(RuntimeException mistake);

    /** Takes note of the code that calls, in a history that is watched. */
    void look();

    /** {@return the number of the attempt that runs; 0 outside of every attempt} */
    int attempt();
}
