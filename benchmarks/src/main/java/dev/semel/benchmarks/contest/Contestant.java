// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.contest;

import java.util.Objects;

/**
 * One way along a path.
 *
 * @param side who it is
 * @param name what it is called in the table
 * @param isOnOneThread whether all of it runs on the caller's thread, so that its processor time and memory can be told
 * @param rounds makes what one round does, which is timed; making it is not
 */
public record Contestant(Side side, String name, boolean isOnOneThread, Rounds rounds) {

    /** Makes the task of the next round. */
    @FunctionalInterface
    public interface Rounds {

        /** {@return a task for one run} */
        Task next() throws Exception;
    }

    /** Validates that nothing is missing. */
    public Contestant {
        Objects.requireNonNull(side, "side");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(rounds, "rounds");
    }

    static Contestant of(Side side, String name, Rounds rounds) {
        return new Contestant(side, name, true, rounds);
    }

    static Contestant onThreads(Side side, String name, Rounds rounds) {
        return new Contestant(side, name, false, rounds);
    }
}
